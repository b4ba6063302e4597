"""The second look for a crisis: a linear model over sentence vectors, for what no pattern names.

Trained by `manage.py train_crisis` on `data/crisis_sentences.csv`, tuned for recall. Of the encoder
it was trained with only; with another one the patterns of `chat.crisis` stand alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from chat.crisis import CrisisLevel, Situation

FILE = Path(__file__).parent / "data" / "crisis_model.safetensors"
NONE = "none"
MEANINGS: dict[str, tuple[CrisisLevel, Situation]] = {
    "self_thought": (CrisisLevel.CONCERN, Situation.SELF),
    "self_plan": (CrisisLevel.EMERGENCY, Situation.SELF),
    "self_harm": (CrisisLevel.CONCERN, Situation.SELF),
    "violence_home": (CrisisLevel.CONCERN, Situation.VIOLENCE),
    "sexual_violence": (CrisisLevel.CONCERN, Situation.VIOLENCE),
    "danger_other": (CrisisLevel.CONCERN, Situation.HARM),
    "worry_other": (CrisisLevel.CONCERN, Situation.OTHER),
    "bereaved_suicide": (CrisisLevel.CONCERN, Situation.BEREAVED),
}
"""What the model's classes mean for the answer; `NONE` is no crisis."""
CLASSES = (NONE, *MEANINGS)

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class CrisisModel:
    """Multinomial logistic regression.

    `weight` is (classes, dimension), `bias` (classes,), both in the order of `CLASSES`; a text is a
    crisis where the probability of all classes but `NONE` together is at least `threshold`.
    """

    weight: Floats
    bias: Floats
    threshold: float
    encoder: str

    @classmethod
    def read(cls, path: Path = FILE) -> Self:
        """ValueError where the file is not one of these."""
        try:
            with safe_open(path, "np") as file:
                notes = file.metadata()
                return cls(
                    weight=file.get_tensor("weight"),
                    bias=file.get_tensor("bias"),
                    threshold=float(notes["threshold"]),
                    encoder=notes["encoder"],
                )
        except (OSError, SafetensorError, KeyError, TypeError) as error:
            raise ValueError(f"{path} is no crisis model: manage.py train_crisis") from error

    def write(self, path: Path = FILE) -> None:
        arrays = {"weight": self.weight, "bias": self.bias}
        save_file(
            {name: np.array(value, np.float32, order="C") for name, value in arrays.items()},
            path,
            {"threshold": f"{self.threshold:.4f}", "encoder": self.encoder},
        )

    def risk(self, vectors: Floats) -> Floats:
        """The probability of any crisis, (texts,), of vectors (texts, dimension)."""
        return 1 - self._probabilities(vectors)[:, 0]

    def assess(self, vector: Floats) -> tuple[CrisisLevel, Situation]:
        """Level and situation for one vector (dimension,)."""
        probabilities = self._probabilities(vector[None])[0]
        if 1 - probabilities[0] < self.threshold:
            return CrisisLevel.NONE, Situation.SELF
        return MEANINGS[CLASSES[1 + int(probabilities[1:].argmax())]]

    def _probabilities(self, vectors: Floats) -> Floats:
        logits = vectors @ self.weight.T + self.bias
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))


@lru_cache(maxsize=1)
def shipped() -> CrisisModel:
    """The model of the repository. ValueError where it cannot be read."""
    return CrisisModel.read()
