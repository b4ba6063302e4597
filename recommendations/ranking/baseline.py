"""The prototype's rule, kept as it was: what all else is measured against. Pure.

A cosine of lyric emotions with a target, and some chance.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from emotions.vector import EMOTIONS, EmotionVector

NOISE = 0.05
"""Half-width of the chance added to a cosine: a song more than 0.1 behind never passes another."""

JOY = EMOTIONS.index("기쁨")

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class Ranked(NamedTuple):
    """Row of a song in the given matrix, and its cosine with the target plus chance."""

    row: int
    score: float


def opposite(vector: EmotionVector) -> EmotionVector:
    """The mood to turn `vector` into.

    Where joy is strongest (ties count for joy), half of it is spread over the other emotions in
    proportion to them, evenly where all are 0; otherwise half of each other emotion becomes joy.
    """
    moved = np.array(list(vector))
    joy, others = moved[JOY], np.delete(moved, JOY)
    if joy >= others.max():
        even = np.full(len(others), 1 / len(others))
        shares = others / others.sum() if others.any() else even
        joy, others = joy / 2, others + joy / 2 * shares
    else:
        joy, others = joy + others.sum() / 2, others / 2
    return EmotionVector.from_weights(np.insert(others, JOY, joy))


def matrix(vectors: Iterable[EmotionVector]) -> Floats:
    """(n, 5) array of n vectors, also for n = 0."""
    return np.array([list(vector) for vector in vectors]).reshape(-1, len(EMOTIONS))


def rank(
    target: EmotionVector,
    songs: Floats,
    *,
    exclude: Mask | None = None,
    rng: np.random.Generator,
    noise: float = NOISE,
) -> list[Ranked]:
    """Songs by cosine with `target` plus uniform noise in [-noise, noise), highest first.

    Args:
        songs: (n, 5) non-negative emotion vectors; a row of zeros has cosine 0.
        exclude: (n,) True where a song must not appear; its share of chance is drawn all the same,
            so that leaving songs out does not reorder the others for one seed.

    Equal scores keep the order of `songs`. No songs, or all excluded: an empty list.
    """
    scores = cosines(np.array(list(target)), songs) + rng.uniform(-noise, noise, len(songs))
    order = np.argsort(-scores, kind="stable")
    if exclude is not None:
        order = order[~exclude[order]]
    return [Ranked(int(i), float(scores[i])) for i in order]


def pick(
    target: EmotionVector,
    songs: Floats,
    *,
    times_shown: npt.NDArray[np.int_],
    on_screen: Mask,
    at_rest: Mask,
    rng: np.random.Generator,
    noise: float = NOISE,
) -> Ranked | None:
    """The next song of a talk: the best of those shown least often, never one on the screen.

    So no song comes twice until the list is through, and then it starts again. One that rests comes
    only where nothing else is left.

    Args:
        songs: (n, 5) emotion vectors.
        times_shown: (n,) how often each song was shown in this talk.
        on_screen: (n,) True for songs the person is looking at.
        at_rest: (n,) True for songs the person did not like of late.

    Returns:
        None where no song is left.
    """
    if on_screen.all():
        return None
    away = on_screen | at_rest
    if away.all():
        away = on_screen
    fewest = times_shown[~away].min()
    exclude = away | (times_shown > fewest)
    return rank(target, songs, exclude=exclude, rng=rng, noise=noise)[0]


def cosines(target: Floats, songs: Floats) -> Floats:
    """(n,) cosine of each row of `songs` with `target`; 0 for a row of zeros."""
    lengths = np.linalg.norm(songs, axis=1) * np.linalg.norm(target)
    cosines: Floats = np.zeros(len(songs))
    np.divide(songs @ target, lengths, out=cosines, where=lengths > 0)
    return cosines
