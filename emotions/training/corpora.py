"""Readers of the training corpora, and the one split that every training and measurement uses.

Nothing here is random and no list of ids is kept: a dialogue's split follows from a hash of its
words. Near-copies (the elderly corpus repeats many dialogues, often shortened) form a group, and a
group is never cut. The splits:

- ``test``: frozen; looked at once, for the figures that are reported.
- ``dev``: choosing epochs, weights and thresholds; calibration.
- ``stack``: kept from every emotion head of the encoder, so that a classifier can be trained on
  the encoder's vectors of texts whose label those vectors have not seen.
- ``train``: the rest.

Dialogues of a later release only ever join ``train`` and ``stack``, so that the figures of
classifiers with and without them can be compared.
"""

import csv
import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, TextIO

import yaml

from emotions.vector import EMOTIONS

Split = Literal["train", "dev", "test", "stack"]

TEST_SHARE = 0.12
DEV_SHARE = 0.08
STACK_SHARE = 0.12
"""Shares of all groups; what is left, 68 %, is ``train``."""

SHINGLE = 8
"""Length in characters of the pieces by which near-copies are found."""
NEAR_COPY = 0.3
"""Share of the shorter text's shingles found in the other from which two texts are one dialogue."""
COMMON_SHINGLE = 200
"""A shingle in more texts than this is a phrase of the language and proves nothing."""

EVERYDAY = "0"
"""Label of small talk that is about nothing in particular."""

INTENTS = Path(__file__).parents[2] / "chat/data/intents"
"""The chat's own utterances, a YAML file a field."""

HELD_OUT_INTENTS = 0.2
"""Share of wellness intents that no training sees."""

ELDERLY = "emotion/aihub_elderly.csv"
LATER = "emotion/aihub_dialogues_2021.csv"
"""The two files that may be absent."""

_Row = tuple[tuple[str, ...], str, str | None]
"""Turns, emotion and sub-emotion as a file has them."""

_NOT_WORDS = re.compile(r"[^0-9a-z가-힣]")


class CorpusMissing(FileNotFoundError):
    """A corpus file is not in the data folder."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What one person said in up to three turns, with the emotion an annotator gave the whole."""

    turns: tuple[str, ...]
    emotion: str
    sub_emotion: str | None
    split: Split
    seen: bool = True
    """Whether the encoder that ships may have been trained on it."""

    @property
    def text(self) -> str:
        """All turns joined by a space."""
        return " ".join(self.turns)


class Labelled(NamedTuple):
    """A single sentence with one label."""

    text: str
    label: str
    split: Split


class MultiLabelled(NamedTuple):
    """A comment with the ids of all labels given to it (KOTE: 0–43)."""

    text: str
    labels: tuple[int, ...]
    split: Split


class ScoredPair(NamedTuple):
    """Two sentences and their similarity, 0 (unrelated) to 5 (same)."""

    first: str
    second: str
    score: float


class EntailmentPair(NamedTuple):
    """Two sentences and ``entailment``, ``neutral`` or ``contradiction``."""

    premise: str
    hypothesis: str
    relation: str


class IntentUtterance(NamedTuple):
    """What a person in counselling said and its intent; ``held_out`` intents are for measuring."""

    text: str
    intent: str
    held_out: bool


def normalised(text: str) -> str:
    """The words of a text alone: NFKC, lower case, no spaces, punctuation or laughter."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text).lower())


def fraction_of(key: str) -> float:
    """A number in [0, 1) that depends on nothing but the key."""
    digest = hashlib.sha256(key.encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def split_of(text_key: str) -> Split:
    """The split of a text by the hash of its words.

    For dialogues use the ``split`` that `load_dialogues` and `load_elderly` give: they ask this
    function once per group of near-copies.
    """
    share = fraction_of("split:" + normalised(text_key))
    if share < TEST_SHARE:
        return "test"
    if share < TEST_SHARE + DEV_SHARE:
        return "dev"
    if share < TEST_SHARE + DEV_SHARE + STACK_SHARE:
        return "stack"
    return "train"


def load_dialogues(data_dir: Path | str) -> list[Dialogue]:
    """AI Hub 감성대화: up to three turns, 5 emotions, 58 sub-emotions. Exact copies once."""
    return list(_emotion_corpora(Path(data_dir))[0])


def load_elderly(data_dir: Path | str) -> list[Dialogue]:
    """AI Hub 노년층: turns already joined into one text, so each dialogue has one turn.

    A near-copy of a dialogue in `load_dialogues` has that dialogue's split; exact copies of one
    are left out. Nothing where the file is absent: AI Hub does not give it out in this form.
    """
    return list(_emotion_corpora(Path(data_dir))[1])


def load_later_dialogues(data_dir: Path | str) -> list[Dialogue]:
    """AI Hub 감성대화, release of 2021: more dialogues, none of them in ``test`` or ``dev``.

    Near-copies of what those hold are left out, and so are emotions that the product does not have.
    Nothing where the file is absent.
    """
    return list(_later_dialogues(Path(data_dir)))


def load_keti(data_dir: Path | str) -> list[Labelled]:
    """KETI 단발성 대화: single sentences, 7 emotions."""
    rows = _csv_rows(Path(data_dir) / "emotion/keti_single_turn.csv")
    texts = ((row["text"].strip(), row["emotion7"]) for row in rows)
    return [Labelled(text, label, split_of(text)) for text, label in texts if text]


def load_kote(data_dir: Path | str) -> list[MultiLabelled]:
    """KOTE comments, 44 labels, several to a comment (its val and test files together)."""
    folder = Path(data_dir) / "emotion"
    comments = []
    for name in ("kote_val.tsv", "kote_test.tsv"):
        for _, text, labels in _tsv_rows(folder / name):
            ids = tuple(int(label) for label in labels.split(","))
            comments.append(MultiLabelled(text.strip('"'), ids, split_of(text)))
    return comments


def load_small_talk(data_dir: Path | str) -> list[Labelled]:
    """Everyday questions of songys' chatbot data; those about love and parting are left out."""
    rows = _csv_rows(Path(data_dir) / "dialogue/chatbot_qa.csv")
    texts = (row["Q"].strip() for row in rows if row["label"] == EVERYDAY)
    return [Labelled(text, EVERYDAY, split_of(text)) for text in texts if text]


def load_wellness(data_dir: Path | str) -> list[IntentUtterance]:
    """AI Hub 웰니스: utterances with counselling intents, some intents held out whole."""
    rows = _csv_rows(Path(data_dir) / "dialogue/wellness_half.csv")
    return [
        IntentUtterance(row["utterance"], row["intent"], is_held_out(row["intent"]))
        for row in rows
        if row["utterance"].strip()
    ]


def load_intents(folder: Path | str, fields: str = "*") -> list[IntentUtterance]:
    """What people say to 공감이, from the YAML files of its replies; of our own writing."""
    return [
        IntentUtterance(text, intent, held_out=False)
        for path in sorted(Path(folder).glob(f"{fields}.yaml"))
        for intent, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        for text in entry["utterances"]
    ]


def is_kept_for_reading(text: str) -> bool:
    """Whether a counselling utterance is of the half that people only read the answers to."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 2 == 1


def is_held_out(intent: str) -> bool:
    """Whether an intent is for measuring only."""
    return fraction_of("intent:" + intent) < HELD_OUT_INTENTS


def load_korsts(data_dir: Path | str, part: Literal["train", "dev"]) -> list[ScoredPair]:
    """KorSTS pairs; ``dev`` is for measuring only."""
    rows = _tsv_rows(Path(data_dir) / f"similarity/korsts_{part}.tsv")
    next(rows)
    return [ScoredPair(row[5], row[6], float(row[4])) for row in rows]


def load_xnli(data_dir: Path | str) -> list[EntailmentPair]:
    """XNLI in Korean, its dev and test files together."""
    pairs = []
    for part in ("dev", "test"):
        rows = _tsv_rows(Path(data_dir) / f"similarity/xnli_{part}_ko.tsv")
        next(rows)
        pairs += [EntailmentPair(*row[:3]) for row in rows]
    return pairs


def near_copy_groups(texts: Sequence[str]) -> list[int]:
    """For each text the smallest index among its near-copies, directly or through others.

    Two texts are near-copies when they share at least `NEAR_COPY` of the shorter one's shingles
    (containment, after Broder 1997, counted exactly through an inverted index).
    """
    shingles = [_shingles(normalised(text)) for text in texts]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    leader = list(range(len(texts)))
    for index, own in enumerate(shingles):
        shared: Counter[int] = Counter()
        for shingle in own:
            if len(holders[shingle]) < COMMON_SHINGLE:
                shared.update(holders[shingle])
                holders[shingle].append(index)
        for other, count in shared.items():
            if count >= NEAR_COPY * min(len(own), len(shingles[other])):
                _join(leader, index, other)
    return [_leader_of(leader, index) for index in range(len(texts))]


def _shingles(words: str) -> set[str]:
    return {words[start : start + SHINGLE] for start in range(max(1, len(words) - SHINGLE + 1))}


def _leader_of(leader: list[int], index: int) -> int:
    while leader[index] != index:
        leader[index] = leader[leader[index]]
        index = leader[index]
    return index


def _join(leader: list[int], one: int, other: int) -> None:
    first, second = sorted((_leader_of(leader, one), _leader_of(leader, other)))
    leader[second] = first


@lru_cache(maxsize=2)
def _emotion_corpora(data_dir: Path) -> tuple[tuple[Dialogue, ...], tuple[Dialogue, ...]]:
    """Both AI Hub corpora, split together because they share dialogues."""
    spoken = _distinct(_dialogue_rows(data_dir / "emotion/aihub_dialogues.csv"))
    elderly = _distinct(_elderly_rows(data_dir / ELDERLY))
    texts = [" ".join(turns) for turns, _, _ in spoken + elderly]
    groups = near_copy_groups(texts)
    splits = [_split_of_group(texts[group], group < len(spoken)) for group in groups]
    seen = {normalised(text) for text in texts[: len(spoken)]}
    whole = [
        Dialogue(*row, split=split) for row, split in zip(spoken + elderly, splits, strict=True)
    ]
    own = [one for one in whole[len(spoken) :] if normalised(one.text) not in seen]
    return tuple(whole[: len(spoken)]), tuple(own)


@lru_cache(maxsize=2)
def _later_dialogues(data_dir: Path) -> tuple[Dialogue, ...]:
    path = data_dir / LATER
    if not path.is_file():
        return ()
    earlier = [one for corpus in _emotion_corpora(data_dir) for one in corpus]
    rows = _distinct(row for row in _dialogue_rows(path) if row[1] in EMOTIONS)
    texts = [one.text for one in earlier] + [" ".join(turns) for turns, _, _ in rows]
    groups = near_copy_groups(texts)
    beside: defaultdict[int, set[Split]] = defaultdict(set)
    for group, one in zip(groups, earlier, strict=False):
        beside[group].add(one.split)
    return tuple(
        Dialogue(*row, split=_later_split(texts[group], beside[group]), seen=False)
        for row, group in zip(rows, groups[len(earlier) :], strict=True)
        if not beside[group] & {"test", "dev"}
    )


def _later_split(text: str, near_copies: set[Split]) -> Split:
    """As its near-copies; else by its own hash, ``stack`` in the place of ``test`` and ``dev``."""
    if near_copies:
        return "train" if "train" in near_copies else "stack"
    return "train" if split_of(text) == "train" else "stack"


def _split_of_group(text: str, holds_dialogue: bool) -> Split:
    """The frozen test asks about dialogues only: other elderly texts may be trained on."""
    split = split_of(text)
    return "train" if split == "test" and not holds_dialogue else split


def _dialogue_rows(path: Path) -> Iterator[_Row]:
    for row in _csv_rows(path):
        said = (row[turn].strip() for turn in ("turn1", "turn2", "turn3"))
        yield tuple(turn for turn in said if turn), row["emotion"], row["sub_emotion"] or None


def _elderly_rows(path: Path) -> Iterator[_Row]:
    for row in _csv_rows(path) if path.is_file() else ():
        yield (row["text"].strip(),), row["emotion"], None


def _distinct(rows: Iterator[_Row]) -> list[_Row]:
    """Rows in order, each wording once."""
    by_words: dict[str, _Row] = {}
    for row in rows:
        by_words.setdefault(normalised(" ".join(row[0])), row)
    return list(by_words.values())


def _csv_rows(path: Path) -> Iterator[dict[str, str]]:
    with _opened(path) as file:
        yield from csv.DictReader(file)


def _tsv_rows(path: Path) -> Iterator[list[str]]:
    with _opened(path) as file:
        yield from (line.rstrip("\r\n").split("\t") for line in file if line.strip())


def _opened(path: Path) -> TextIO:
    if not path.is_file():
        raise CorpusMissing(f"{path} is missing: docs/training-data.md says where it comes from")
    return path.open(encoding="utf-8-sig", newline="")
