"""Which intent an utterance is of: multinomial logistic regression over meaning and spelling. Pure.

The meaning is the sentence vector; the spelling is the set of character n-grams, hashed (Weinberger
et al., 2009) and weighted by tf-idf. It is of the encoder it was trained with only. Trained by
`chat.dialogue.training`; one of its classes, `NONE`, is everyday fragments that tell no matter.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load, save
from scipy import sparse
from scipy.special import softmax

Floats = npt.NDArray[np.floating[Any]]

FILE = Path(__file__).parent / "data" / "intent_classifier.safetensors"
NONE = "none"
LONGEST_GRAM = 3
BINS = 2**13
ARRAYS = ("weight", "gram_weight", "bias", "gram_idf")
VECTOR_WEIGHT = 2.0
"""Length of the vector's part of the features; that of the n-grams is 1."""


@dataclass(frozen=True)
class IntentClassifier:
    """`weight` is (classes, dimension), `gram_weight` (classes, BINS), `bias` (classes,),
    `gram_idf` (BINS,); `topics` names the classes, `encoder` is the fingerprint of the encoder.
    """

    weight: Floats
    gram_weight: Floats
    bias: Floats
    gram_idf: Floats
    topics: tuple[str, ...]
    encoder: str

    @classmethod
    def read(cls, path: Path = FILE) -> Self:
        """ValueError where the file is not one of these."""
        try:
            return cls.of(path.read_bytes())
        except (OSError, ValueError) as error:
            raise ValueError(f"{path} is no intent classifier: manage.py train_intents") from error

    @classmethod
    def of(cls, content: bytes) -> Self:
        """What `packed` gave; ValueError where it is not that."""
        try:
            stored = load(content)
            notes = _notes(content)
            arrays = {  # column by column, as a product with the n-grams of a text reads them
                name: stored[name].astype(np.float32, order="F") for name in ARRAYS
            }
            return cls(
                **arrays, topics=tuple(notes["topics"].split("\n")), encoder=notes["encoder"]
            )
        except (SafetensorError, KeyError) as error:
            raise ValueError("no intent classifier") from error

    def write(self, path: Path = FILE) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(self.packed())

    def packed(self) -> bytes:
        """Half precision: a class is told from the others by far more than it loses."""
        return save(
            {name: np.array(getattr(self, name), np.float16, order="C") for name in ARRAYS},
            {"topics": "\n".join(self.topics), "encoder": self.encoder},
        )

    def probabilities(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """(texts, classes), each row of sum 1, of texts with vectors (texts, dimension)."""
        spelt = gram_matrix(texts, self.gram_idf) @ self.gram_weight.T
        logits = VECTOR_WEIGHT * vectors @ self.weight.T + spelt + self.bias
        return np.asarray(softmax(logits, axis=1))


def _notes(content: bytes) -> dict[str, str]:
    """The metadata of a sound safetensors file, which `load` leaves out: it begins with the length
    of its heading in eight bytes, then the heading in JSON."""
    length = int.from_bytes(content[:8], "little")
    notes: dict[str, str] = json.loads(content[8 : 8 + length])["__metadata__"]
    return notes


def gram_matrix(texts: Sequence[str], idf: Floats) -> sparse.csr_matrix:
    """tf-idf of the n-grams of texts, (texts, BINS), each row of length 1."""
    rows = [_grams(text) for text in texts]
    values = [idf[row] / np.linalg.norm(idf[row]) for row in rows]
    ends = np.cumsum([0, *map(len, rows)])
    return sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(rows), ends), shape=(len(texts), BINS)
    )


def gram_idf(texts: Sequence[str]) -> Floats:
    """Inverse document frequency of each bin, smoothed, (BINS,)."""
    counts = np.bincount(np.concatenate([_grams(text) for text in texts]), minlength=BINS)
    return np.asarray(np.log((1 + len(texts)) / (1 + counts)) + 1, np.float32)


def _grams(text: str) -> npt.NDArray[np.int64]:
    """The bins of a text's n-grams, each once; at least that of the empty text."""
    spelt = f" {' '.join(text.lower().split())} "
    found = {
        zlib.crc32(spelt[start : start + size].encode("utf-8", "surrogatepass")) % BINS
        for size in range(1, LONGEST_GRAM + 1)
        for start in range(len(spelt) - size + 1)
    }
    return np.array(sorted(found), np.int64)
