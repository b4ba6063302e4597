"""Texts to tokens: Okt words, or SentencePiece pieces (Kudo 2018) of the training texts."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import sentencepiece

from emotions.classifier.features import Vocabulary
from emotions.language.morphemes import words

PIECES = 4_000
MOST_TOKENS = 48
"""Tokens that a recurrent model reads; every sequence is padded or cut to it."""

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]
Split = Callable[[str], list[str]]


class Preprocessing:
    """Tokens, the vocabulary of those that most training texts hold, and arrays of both."""

    def __init__(self, split: Split, vocabulary: Vocabulary) -> None:
        self._split = split
        self.vocabulary = vocabulary

    @classmethod
    def of_words(cls, texts: Sequence[str]) -> Preprocessing:
        """Okt's words without stop words, 2,000 of them."""
        return cls(words, Vocabulary.of(words(text) for text in texts))

    @classmethod
    def of_pieces(cls, texts: Sequence[str]) -> Preprocessing:
        """Pieces of a Unigram model that is trained on the texts."""
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts),
            model_writer=model,
            vocab_size=PIECES,
            hard_vocab_limit=False,
            num_threads=1,
            minloglevel=2,
        )
        processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())

        def pieces(text: str) -> list[str]:
            return list(processor.encode(text, out_type=str))

        return cls(pieces, Vocabulary.of((pieces(text) for text in texts), PIECES))

    def one_hot(self, texts: Sequence[str]) -> Floats:
        """1 where a text holds a token: (texts, vocabulary)."""
        return self.vocabulary.one_hot([self._split(text) for text in texts])

    def sequences(self, texts: Sequence[str]) -> Ids:
        """Known tokens in order from 1 on, then 0: (texts, `MOST_TOKENS`)."""
        columns = self.vocabulary.columns
        rows = np.zeros((len(texts), MOST_TOKENS), np.int64)
        for row, text in zip(rows, texts, strict=True):
            known = [columns[token] + 1 for token in self._split(text) if token in columns]
            row[: len(known)] = known[:MOST_TOKENS]
        return rows
