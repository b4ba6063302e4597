"""The second look for a crisis: a linear model over what a text means and how it is spelt.

The meaning is the sentence vector; the spelling, which often tells a crisis from a figure of speech
where the meaning does not, is the set of character n-grams, hashed (Weinberger et al., 2009). By
`manage.py train_crisis` on `data/sentences.csv`, tuned for recall. Of the encoder it was
trained with only; with another one the patterns of `chat.care.patterns` stand alone.
"""

from __future__ import annotations

import hashlib
import logging
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from chat.care.patterns import SAFE, CrisisLevel, Danger, Situation

FILE = Path(__file__).parent / "data" / "model.safetensors"
NONE = "none"
MEANINGS: dict[str, Danger] = {
    "self_thought": Danger(CrisisLevel.CONCERN, Situation.SELF),
    "self_plan": Danger(CrisisLevel.EMERGENCY, Situation.SELF),
    "self_hint": Danger(CrisisLevel.CONCERN, Situation.SELF),
    "self_harm": Danger(CrisisLevel.CONCERN, Situation.SELF),
    "violence_home": Danger(CrisisLevel.CONCERN, Situation.VIOLENCE),
    "violence_now": Danger(CrisisLevel.EMERGENCY, Situation.VIOLENCE),
    "sexual_violence": Danger(CrisisLevel.CONCERN, Situation.VIOLENCE),
    "danger_other": Danger(CrisisLevel.CONCERN, Situation.HARM),
    "harm_now": Danger(CrisisLevel.EMERGENCY, Situation.HARM),
    "worry_other": Danger(CrisisLevel.CONCERN, Situation.OTHER),
    "other_now": Danger(CrisisLevel.EMERGENCY, Situation.OTHER),
    "bereaved_suicide": Danger(CrisisLevel.CONCERN, Situation.BEREAVED),
}
"""What the model's classes mean for the answer; `NONE` is no crisis."""
CLASSES = (NONE, *MEANINGS)

LIKELY = 0.22
"""Probability of a crisis below which an ordinary answer is given, and a gentle question."""
LIKELY_IN_CALM = 0.4
"""The same in a talk that was an everyday one so far, where a false alarm is likelier."""
SURE = 0.5
"""Probability of a crisis below which it is no emergency, whatever its kind."""
LONGEST_GRAM = 3
BINS = 2**15
GRAMS_WEIGHT = 2.0
"""Length of the n-grams' part of a text's features; that of the vector is 1."""

logger = logging.getLogger(__name__)

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class CrisisModel:
    """Multinomial logistic regression.

    `weight` is (classes, dimension), `gram_weight` (classes, BINS), `bias` (classes,), in the order
    of `CLASSES`; a text is a crisis where the probability of all classes but `NONE` together is at
    least `threshold`.
    """

    weight: Floats
    gram_weight: Floats
    bias: Floats
    threshold: float
    encoder: str

    @classmethod
    def read(cls, path: Path = FILE) -> Self:
        """ValueError where the file is not one of these, or not as it was written."""
        try:
            if sum_file(path).read_text().strip() != _sum_of(path):
                raise ValueError(f"{path} is damaged: manage.py train_crisis")
            with safe_open(path, "np") as file:
                notes = file.metadata()
                return cls(
                    weight=file.get_tensor("weight"),
                    gram_weight=file.get_tensor("gram_weight"),
                    bias=file.get_tensor("bias"),
                    threshold=float(notes["threshold"]),
                    encoder=notes["encoder"],
                )
        except (OSError, SafetensorError, KeyError, TypeError) as error:
            raise ValueError(f"{path} is no crisis model: manage.py train_crisis") from error

    def write(self, path: Path = FILE) -> None:
        arrays = {"weight": self.weight, "gram_weight": self.gram_weight, "bias": self.bias}
        save_file(
            {name: np.array(value, np.float32, order="C") for name, value in arrays.items()},
            path,
            {"threshold": f"{self.threshold:.4f}", "encoder": self.encoder},
        )
        sum_file(path).write_text(f"{_sum_of(path)}\n")

    def risk(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """The probability of any crisis, (texts,), of texts with vectors (texts, dimension)."""
        return 1 - self._probabilities(texts, vectors)[:, 0]

    def assess(self, text: str, vector: Floats, likely: float = LIKELY) -> Danger:
        """Level and situation of one text with its vector (dimension,).

        With a probability below `likely` it is only asked about.

        Whose danger it is decide all classes of a situation together, and whether it is an
        emergency all classes of that level: siblings do not take each other's share.
        """
        probabilities = self._probabilities([text], vector[None])[0]
        risk = 1 - probabilities[0]
        if risk < self.threshold:
            return SAFE
        situations: Counter[Situation] = Counter()
        emergency = 0.0
        for probability, danger in zip(probabilities[1:], MEANINGS.values(), strict=True):
            situations[danger.situation] += probability
            emergency += probability * (danger.level is CrisisLevel.EMERGENCY)
        situation = max(situations, key=situations.__getitem__)
        if risk < likely:
            return Danger(CrisisLevel.UNSURE, situation)
        urgent = risk >= SURE and emergency >= risk / 2
        return Danger(CrisisLevel.EMERGENCY if urgent else CrisisLevel.CONCERN, situation)

    def _probabilities(self, texts: Sequence[str], vectors: Floats) -> Floats:
        spelt = [self.gram_weight[:, bins].sum(axis=1) * scale for bins, scale in map(grams, texts)]
        logits = vectors @ self.weight.T + self.bias + np.reshape(spelt, (len(texts), -1))
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def sum_file(path: Path) -> Path:
    """Where the SHA-256 of a model's file stands: a flipped byte would pass unnoticed."""
    return path.with_suffix(".sha256")


def _sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def grams(text: str) -> tuple[list[int], float]:
    """The places, 0 to `BINS` − 1, of a text's n-grams, and the value that each of them has."""
    spelt = f" {' '.join(text.lower().split())} "
    found = {
        zlib.crc32(spelt[start : start + size].encode("utf-8", "surrogatepass")) % BINS
        for size in range(1, LONGEST_GRAM + 1)
        for start in range(len(spelt) - size + 1)
    }
    return sorted(found), GRAMS_WEIGHT / len(found) ** 0.5


def of_encoder(fingerprint: str) -> CrisisModel | None:
    """The model of the repository, where it can be read and belongs to the encoder."""
    model = _usable()
    return model if model and model.encoder == fingerprint else None


@lru_cache(maxsize=1)
def _usable() -> CrisisModel | None:
    try:
        return shipped()
    except ValueError as error:
        logger.error("crises are found by expressions alone: %s", error)
        return None


@lru_cache(maxsize=1)
def shipped() -> CrisisModel:
    """The model of the repository. ValueError where it cannot be read."""
    return CrisisModel.read()
