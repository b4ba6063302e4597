"""What lyrics are as a whole, from what each of their verses is. Pure."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from emotions.classifier import Reading
from emotions.vector import EmotionVector

Floats = npt.NDArray[np.float32]

LINES_PER_VERSE = 4
"""Length of a verse where the text does not mark them by blank lines."""


def verses(lyrics: str) -> list[str]:
    """Parts of `lyrics` between blank lines; where there are none, every four lines."""
    blocks = [_lines(block) for block in re.split(r"\n\s*\n", lyrics.replace("\r\n", "\n"))]
    if len(blocks) == 1:
        [lines] = blocks
        blocks = [lines[i : i + LINES_PER_VERSE] for i in range(0, len(lines), LINES_PER_VERSE)]
    return ["\n".join(lines) for lines in blocks if lines]


def mood(readings: Sequence[Reading]) -> EmotionVector:
    """The emotions of all verses, averaged by how much feeling each carries; evenly where none."""
    vectors = np.array([tuple(reading.vector) for reading in readings])
    feelings = np.array([reading.feeling for reading in readings])
    return EmotionVector.from_weights((feelings if feelings.any() else feelings + 1) @ vectors)


def content(vectors: Floats) -> Floats:
    """What lyrics are about: the direction, (dimension,), of the mean of their verses' vectors."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.split("\n") if line.strip()]
