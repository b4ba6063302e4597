"""Text to numbers: which words of a fixed vocabulary a text holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Words = Sequence[str]
"""The words of one text, as `emotions.language.morphemes.words` gives them."""

VOCABULARY_SIZE = 2_000


@dataclass(frozen=True)
class Vocabulary:
    """The known words; a word's place is its column."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[Words], size: int = VOCABULARY_SIZE) -> Vocabulary:
        """The words found in most texts; where two tie, in order of the alphabet."""
        counts = Counter(word for text in texts for word in set(text))
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return cls(tuple(word for word, _ in ranked[:size]))

    @classmethod
    def of_bytes(cls, content: bytes) -> Vocabulary:
        """Read the content of a vocabulary's file."""
        return cls(tuple(json.loads(content)))

    def to_bytes(self) -> bytes:
        """The content of a file: a JSON list, a word a line."""
        return json.dumps(self.words, ensure_ascii=False, indent=0).encode()

    @cached_property
    def columns(self) -> dict[str, int]:
        return {word: column for column, word in enumerate(self.words)}

    def one_hot(self, texts: Sequence[Words]) -> npt.NDArray[np.float32]:
        """1 where a text holds a word, else 0: shape (texts, words)."""
        matrix = np.zeros((len(texts), len(self.words)), dtype=np.float32)
        for row, text in enumerate(texts):
            known = [self.columns[word] for word in text if word in self.columns]
            matrix[row, known] = 1
        return matrix
