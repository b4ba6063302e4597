"""Why this song: what decided most, if the numbers bear it out. Pure.

A reason is a code; `recommendations.reasons` has the sentence for it. None is given that one could
not show from the arrays: each has a check of its own, and where none holds, chance is named.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from recommendations.ranking import content, emotion, person, sound
from recommendations.ranking.arrays import Catalogue, Moment, Opinions
from recommendations.ranking.baseline import JOY, Floats
from recommendations.ranking.mixing import Chosen, Scored


class Reason(StrEnum):
    LIKED_IN_THIS_MOOD = "liked_in_this_mood"
    """People in a similar mood often liked it."""
    LIKE_YOUR_STORY = "like_your_story"
    """Its words are near to what was talked about."""
    LIKE_WHAT_YOU_LIKE = "like_what_you_like"
    """It is like songs this person liked."""
    SOUNDS_LIKE_THE_MOOD = "sounds_like_the_mood"
    A_LITTLE_BRIGHTER = "a_little_brighter"
    BRIGHTER = "brighter"
    CALMER = "calmer"
    """It turns the mood and is no brighter, but less lively."""
    FEELS_THE_SAME = "feels_the_same"
    MORE_JOY = "more_joy"
    """Its words hold more joy than the mood does."""
    ANOTHER_COLOUR = "another_colour"
    """Nothing in particular: a song by chance."""


LIKES_NEEDED = 3.0
"""Weighted likes in such a mood from which one may speak of people who often liked it."""
OFTEN = 0.5
"""Share of likes that is called often."""
NEAR_SOUND = 0.25
"""Distance in valence and energy up to which a song sounds like a mood."""
A_STEP, A_LITTLE = 0.05, 0.4
"""Between these a song is a little gladder than the mood; beyond the second, more than a little."""
NEAR_EMOTION = 0.9
"""Cosine from which a song is said to feel the same."""
FIRST_QUARTER = 75
"""Percentile of the songs from which a song is near to what was told, or to what one likes."""


@dataclass(frozen=True, eq=False)
class Case:
    """All that a reason may rest on."""

    catalogue: Catalogue
    moment: Moment
    scored: Scored
    opinions: Opinions
    row: int


def why(case: Case, chosen: Chosen) -> Reason:
    """The reason of the signal that lifted the song most and whose check holds."""
    for signal in sorted(_REASONS, key=lambda name: -chosen.shares.get(name, 0.0)):
        if chosen.shares.get(signal, 0.0) <= 0:
            break
        reason = next((one for one, check in _REASONS[signal] if check(case)), None)
        if reason is not None:
            return reason
    return Reason.ANOTHER_COLOUR


def holds(reason: Reason, case: Case) -> bool:
    """Whether the numbers bear a reason out."""
    checks = dict(pair for pairs in _REASONS.values() for pair in pairs)
    return reason not in checks or checks[reason](case)


def _liked_in_this_mood(case: Case) -> bool:
    likes = float(case.scored.evidence.likes[case.row])
    return likes >= LIKES_NEEDED and likes >= OFTEN * float(case.scored.evidence.total[case.row])


def _like_your_story(case: Case) -> bool:
    has_words = case.moment.talk is not None and bool(case.catalogue.content[case.row].any())
    return has_words and _in_first_quarter(content.scores(case.catalogue, case.moment), case.row)


def _like_what_you_like(case: Case) -> bool:
    enough = len(case.opinions) >= person.FROM_RATINGS and bool(case.opinions.liked.any())
    return enough and _in_first_quarter(case.scored.shares["person"], case.row)


def _sounds_like_the_mood(case: Case) -> bool:
    valence, energy = _steps(case)
    return not case.moment.opposite and np.hypot(valence, energy) <= NEAR_SOUND


def _a_little_brighter(case: Case) -> bool:
    valence, _energy = _steps(case)
    return case.moment.opposite and A_STEP <= valence <= A_LITTLE


def _brighter(case: Case) -> bool:
    valence, _energy = _steps(case)
    return case.moment.opposite and valence > A_LITTLE


def _calmer(case: Case) -> bool:
    _valence, energy = _steps(case)
    return case.moment.opposite and energy <= -A_STEP


def _feels_the_same(case: Case) -> bool:
    near = float(emotion.scores(case.catalogue, case.moment)[case.row])
    return not case.moment.opposite and near >= NEAR_EMOTION


def _more_joy(case: Case) -> bool:
    joy = float(case.catalogue.emotions[case.row, JOY])
    return case.moment.opposite and joy >= float(case.moment.mood[JOY]) + A_STEP


def _steps(case: Case) -> tuple[float, float]:
    """How much gladder and livelier a song sounds than the mood; NaN where that is unknown."""
    valence, energy = sound.of_mood(case.moment.mood)
    row, songs = case.row, case.catalogue
    return float(songs.valence[row]) - valence, float(songs.energy[row]) - energy


def _in_first_quarter(values: Floats, row: int) -> bool:
    return bool(values[row] >= np.percentile(values, FIRST_QUARTER) and np.ptp(values) > 0)


_REASONS: dict[str, list[tuple[Reason, Callable[[Case], bool]]]] = {
    "feeling": [(Reason.LIKED_IN_THIS_MOOD, _liked_in_this_mood)],
    "content": [(Reason.LIKE_YOUR_STORY, _like_your_story)],
    "person": [(Reason.LIKE_WHAT_YOU_LIKE, _like_what_you_like)],
    "sound": [
        (Reason.SOUNDS_LIKE_THE_MOOD, _sounds_like_the_mood),
        (Reason.A_LITTLE_BRIGHTER, _a_little_brighter),
        (Reason.BRIGHTER, _brighter),
        (Reason.CALMER, _calmer),
    ],
    "emotion": [(Reason.FEELS_THE_SAME, _feels_the_same), (Reason.MORE_JOY, _more_joy)],
}
