"""What one training of the classifier learns from, in the parts of the one split."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from emotions.training.corpora import (
    ELDERLY,
    INTENTS,
    LATER,
    Dialogue,
    Split,
    fraction_of,
    load_dialogues,
    load_elderly,
    load_intents,
    load_keti,
    load_later_dialogues,
    load_small_talk,
    normalised,
    split_of,
)
from emotions.vector import CALM

FILES = (
    "emotion/aihub_dialogues.csv",
    ELDERLY,
    LATER,
    "emotion/keti_single_turn.csv",
    "dialogue/chatbot_qa.csv",
)
NEUTRAL_LABEL = "중립"
WITH_FEELING = {"bored", "laughing", "love_bot", "praise", "sorry", "swearing", "thanks"}
"""Intents of small talk that do carry one."""
SENTENCES_OF_A_KIND = 4_000
"""So many with feeling, without, and of small talk: the encoder has to read them all."""

Correction = tuple[tuple[str, ...], str]
"""What a person said in a talk, and the emotion they gave it or `CALM`."""


class Sentence(NamedTuple):
    """A text and whether there is any feeling in it."""

    text: str
    felt: bool
    split: Split


@dataclass(frozen=True)
class Corpus:
    """Dialogues with an emotion, sentences with or without any, and where they came from.

    `fingerprint` is of the files and corrections, `test_fingerprint` of the frozen test alone:
    figures of two trainings can be compared where it is the same.
    """

    dialogues: list[Dialogue]
    sentences: list[Sentence]
    fingerprint: str
    corrections: int = 0

    def of(self, *splits: Split) -> list[Dialogue]:
        """The dialogues of some splits."""
        return [one for one in self.dialogues if one.split in splits]

    @property
    def fresh(self) -> list[Dialogue]:
        """Of the training part those that the encoder has not seen; all of it where there are none.

        An encoder is surer of the texts it was trained on than of any other.
        """
        train = self.of("train")
        return [one for one in train if not one.seen] or train

    @property
    def test(self) -> list[Dialogue]:
        """The frozen test: dialogues with their turns apart."""
        return [one for one in self.of("test") if len(one.turns) > 1]

    @property
    def test_fingerprint(self) -> str:
        return _digest([[*one.turns, one.emotion] for one in self.test])


def load(data: Path, corrections: Sequence[Correction] = ()) -> Corpus:
    """Read the corpora and add what people corrected, to the training part alone.

    Raises:
        CorpusMissing: where a file is not there.
    """
    dialogues = [*load_dialogues(data), *load_elderly(data), *load_later_dialogues(data)]
    own = _new(corrections, dialogues)
    return Corpus(
        dialogues=dialogues + [_dialogue(one) for one in own if one[1] != CALM],
        sentences=_sentences(data)
        + [_calm(text) for one in own if one[1] == CALM for text in one[0]],
        fingerprint=_digest([_hash_of(data / name) for name in FILES] + [list(one) for one in own]),
        corrections=len(own),
    )


def _new(corrections: Sequence[Correction], dialogues: Iterable[Dialogue]) -> list[Correction]:
    """Corrections whose words no dialogue has: none may bring the frozen test into training."""
    known = {normalised(turn) for one in dialogues for turn in (*one.turns, one.text)}
    return [one for one in corrections if not known & {normalised(text) for text in one[0]}]


def _dialogue(correction: Correction) -> Dialogue:
    turns, emotion = correction
    return Dialogue(turns, emotion, None, "train")


def _calm(text: str) -> Sentence:
    return Sentence(text, felt=False, split="train")


def _sentences(data: Path) -> list[Sentence]:
    """Sentences by their own hash, so that a bigger corpus keeps those that were there."""
    keti = load_keti(data)
    felt = [Sentence(one.text, True, one.split) for one in keti if one.label != NEUTRAL_LABEL]
    plain = [Sentence(one.text, False, one.split) for one in keti if one.label == NEUTRAL_LABEL]
    small_talk = [Sentence(one.text, False, one.split) for one in load_small_talk(data)]
    own = [
        Sentence(one.text, felt=False, split=split_of(one.text))
        for one in load_intents(INTENTS, "smalltalk")
        if one.intent not in WITH_FEELING
    ]
    return [*_some(felt), *_some(plain), *_some(small_talk), *own]


def _some(sentences: list[Sentence]) -> list[Sentence]:
    return sorted(sentences, key=lambda one: fraction_of(one.text))[:SENTENCES_OF_A_KIND]


def _hash_of(path: Path) -> str:
    """Of a file's content; an absent one is as good as an empty one."""
    return hashlib.sha256(path.read_bytes() if path.is_file() else b"").hexdigest()


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
