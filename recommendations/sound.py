"""What a song sounds like, and how that and its lyrics make one feeling. Pure.

Lyrics and sound are taken as two witnesses of the same feeling: the probability that the lyrics
give to an emotion is multiplied by how well the sound fits it, and all five are scaled to sum 1.

    felt(k) ∝ lyrics(k) · fit(k)^SOUND_WEIGHT
    fit(k) = exp(−½ · Σ ((sound − PLACES[k]) / WIDTHS)²)

A joyful text over a slow sorrowful song so loses its joy, and a sad one over a bright song some of
its sorrow. Places, widths and weight are chosen by judgement after the circumplex of feelings
(Russell 1980), not fitted: nobody has labelled how these songs feel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from emotions.vector import EMOTIONS, EmotionVector

Floats = npt.NDArray[np.float64]
TempoName = Literal["slow", "middle", "fast", ""]

PLACES = {
    "기쁨": (0.80, 0.60),
    "분노": (0.25, 0.85),
    "불안": (0.30, 0.55),
    "상처": (0.25, 0.40),
    "슬픔": (0.20, 0.25),
}
"""Valence and energy of a song that sounds of nothing but this emotion."""

WIDTHS = (0.25, 0.35)
"""How far from there, in valence and in energy, a song still fits: valence tells more."""

SOUND_WEIGHT = 0.7
"""What the sound counts beside the lyrics, which count 1: it is known from hearsay."""

_PLACES = np.array([PLACES[emotion] for emotion in EMOTIONS])


@dataclass(frozen=True, slots=True)
class Sound:
    """How a song sounds; None, or an empty tempo, where that is not known.

    `valence` is how bright it sounds, `energy` how lively, `acousticness` how much of it is played
    without amplifiers, all in [0, 1]. `disputed`: those who told it were far apart.
    """

    valence: float | None = None
    energy: float | None = None
    tempo: TempoName = ""
    acousticness: float | None = None
    disputed: bool = False

    @property
    def is_known(self) -> bool:
        return self != UNKNOWN


UNKNOWN = Sound()


def felt(lyrics: EmotionVector, valence: float | None, energy: float | None) -> EmotionVector:
    """The feeling of one song; that of its lyrics where nothing of its sound is known."""
    sound = np.array([[valence, energy]], np.float64)  # None becomes NaN
    [row] = felt_all(np.array([tuple(lyrics)]), sound)
    return EmotionVector(tuple(float(p) for p in row))


def felt_all(lyrics: Floats, sounds: Floats) -> Floats:
    """`felt` of n songs at once.

    Args:
        lyrics: (n, 5) emotion vectors.
        sounds: (n, 2) valence and energy, NaN where unknown; what is unknown changes nothing.

    Returns:
        (n, 5) emotion vectors.
    """
    away = (sounds[:, None, :] - _PLACES) / WIDTHS
    distances = np.nansum(away**2, axis=2)
    weights = lyrics * np.exp(-SOUND_WEIGHT / 2 * distances)
    felt: Floats = weights / weights.sum(axis=1, keepdims=True)
    return felt
