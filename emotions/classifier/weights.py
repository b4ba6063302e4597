"""The small linear parts of a classifier, kept as one safetensors file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load, save

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Weights:
    """What turns CatBoost's scores and an encoder's vectors into probabilities.

    Shapes, with n emotions and vectors of length d: a linear layer is ``weight @ input + bias``.
    """

    head_weight: Floats
    """(n, d) vector to logits of emotions."""
    head_bias: Floats
    """(n,)"""
    head_temperature: Floats
    """() divides those logits where they stand alone."""
    stack_weight: Floats
    """(n, 2n) log-probabilities by words, then by vector, to logits."""
    stack_bias: Floats
    """(n,)"""
    feeling_weight: Floats
    """(d,) vector to the log-odds that a text carries a feeling at all."""
    feeling_bias: Floats
    """()"""
    calm_below: Floats
    """() log-odds of feeling under which a text counts as calm."""
    talk_calm_below: Floats
    """() the same for a talk."""
    talk_temperature: Floats
    """() divides the logarithms of a talk's mean."""

    @classmethod
    def of_bytes(cls, content: bytes) -> Self:
        """Read a file's content; ValueError where it is not such a file."""
        try:
            tensors = load(content)
            return cls(**{field.name: tensors[field.name] for field in fields(cls)})
        except (SafetensorError, KeyError) as error:
            raise ValueError(f"no classifier weights: {error}") from error

    def to_bytes(self) -> bytes:
        """The content of a file; the same weights give the same bytes."""
        arrays = asdict(self)
        # In C order: safetensors writes the memory of an array as it lies.
        return save(
            {name: np.array(value, np.float32, order="C") for name, value in arrays.items()}
        )
