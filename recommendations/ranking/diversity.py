"""What keeps songs from coming too often, and too much alike. Pure."""

import numpy as np

from recommendations.ranking import emotion, sound
from recommendations.ranking.arrays import Catalogue, Heard, Ints, Moment
from recommendations.ranking.baseline import Floats, Mask, cosines

IN_A_ROW = 5
"""No artist comes twice in so many songs."""
SOUND_REACH = 0.5
"""Songs this far apart in valence and energy do not sound alike at all."""
PRIOR_SHOWN = 20.0
"""A song is as often skipped as others until it was shown about so many times."""


def allowed(catalogue: Catalogue, moment: Moment, heard: Heard) -> Mask:
    """(n,) songs that may come: by all rules that leave any, the first rules first.

    Never one on the screen. None that rests; none heard more often in this talk than another; for
    a mood to be turned only what suits it by its sound, or else by its words; no artist, and no
    version, of the last four songs.
    """
    left = ~heard.on_screen
    awake = left & ~heard.at_rest
    if awake.any():
        left = awake
    if not left.any():
        return left
    suits = sound.suits(catalogue, moment)
    rules = [
        heard.times_here == heard.times_here[left].min(),
        suits,
        suits | (np.isnan(catalogue.valence) & emotion.turns(catalogue, moment)),
        ~_like_recent(catalogue.work, heard),
        ~_like_recent(catalogue.artist, heard),
    ]
    for rule in rules:
        if (left & rule).any():
            left = left & rule
    return left


def likeness(catalogue: Catalogue, heard: Heard) -> Floats:
    """(n,) how much alike a song is to the one most like it of the last songs of the talk, 0 to 1.

    Half by emotions, half by sound; by emotions alone where the sound of either is unknown.
    """
    most = np.zeros(len(catalogue))
    for row in heard.recent[-(IN_A_ROW - 1) :]:
        by_emotion = cosines(catalogue.emotions[row], catalogue.emotions)
        apart = np.hypot(
            catalogue.valence - catalogue.valence[row], catalogue.energy - catalogue.energy[row]
        )
        by_sound = np.clip(1 - apart / SOUND_REACH, 0, 1)
        alike = np.where(np.isnan(by_sound), by_emotion, (by_emotion + by_sound) / 2)
        most = np.maximum(most, alike)
    return most


def skip_rates(skipped: Floats, shown: Floats) -> Floats:
    """(n,) how much more often each song is skipped than songs are, from numbers of both."""
    overall = skipped.sum() / shown.sum() if shown.sum() else 0.0
    rates: Floats = (skipped + PRIOR_SHOWN * overall) / (shown + PRIOR_SHOWN) - overall
    return rates


def _like_recent(groups: Ints, heard: Heard) -> Mask:
    """(n,) songs of the same group as one of the last four; a group of -1 is none."""
    recent = groups[heard.recent[-(IN_A_ROW - 1) :]]
    return np.isin(groups, recent[recent >= 0])
