"""What the encoder is trained on: each task draws batches from one corpus and gives a loss."""

import random
import re
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

import torch
from torch.nn import functional

from emotions.training import corpora, losses
from emotions.training.corpora import Dialogue, EntailmentPair
from emotions.training.informal import informal
from emotions.training.network import Network
from emotions.vector import EMOTIONS

KOTE_LABELS = 44

POOL = 16
"""Batches whose items are sorted by length together."""
SENTENCE_TOKENS = 64
TALK_TOKENS = 96
"""Where texts are cut; a hundredth of the talks is longer."""

Item = TypeVar("Item")


class Deck(Generic[Item]):
    """Endless batches: every item once in a random order, items of like length together."""

    def __init__(
        self, items: Sequence[Item], size: int, rng: random.Random, length: Callable[[Item], int]
    ) -> None:
        self._items = list(items)
        self._size = size
        self._rng = rng
        self._length = length
        self._batches: list[list[Item]] = []

    def draw(self) -> list[Item]:
        """The next ``size`` items."""
        if not self._batches:
            self._batches = list(self._deal())
            self._rng.shuffle(self._batches)
        return self._batches.pop()

    def _deal(self) -> Iterator[list[Item]]:
        """Batches of a new order; neighbours are sorted by length in pools of `POOL` batches."""
        self._rng.shuffle(self._items)
        pool = self._size * POOL
        for start in range(0, len(self._items), pool):
            near = sorted(self._items[start : start + pool], key=self._length)
            for first in range(0, len(near) - self._size + 1, self._size):
                yield near[first : first + self._size]


class Task(ABC):
    """``share`` is how often the task is drawn; all shares add up to 1."""

    name: ClassVar[str]
    share: ClassVar[float]

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    @abstractmethod
    def loss(self, network: Network) -> torch.Tensor:
        """The loss of one new batch."""


class EmotionTask(Task):
    """Five emotions of whole talks and, where annotated, one of 58 sub-emotions."""

    name = "talk"
    share = 0.28
    size = 24

    def __init__(self, dialogues: Sequence[Dialogue], subs: list[str], rng: random.Random) -> None:
        super().__init__(rng)
        self.subs = subs
        trained = [one for one in dialogues if one.split == "train"]
        self.deck = Deck(trained, self.size, rng, self.length)

    def loss(self, network: Network) -> torch.Tensor:
        """See the base class."""
        batch = self.deck.draw()
        texts = [informal(self.excerpt(one), self.rng) for one in batch]
        vectors = network.vectors(texts, TALK_TOKENS)
        emotions = torch.tensor([EMOTIONS.index(one.emotion) for one in batch])
        total = functional.cross_entropy(
            network.logits("emotion", vectors), emotions, label_smoothing=0.05
        )
        annotated = [row for row, one in enumerate(batch) if one.sub_emotion]
        if annotated:
            subs = torch.tensor(
                [self.subs.index(batch[row].sub_emotion or "") for row in annotated]
            )
            answers = network.logits("sub_emotion", vectors[annotated])
            total = total + 0.4 * functional.cross_entropy(answers, subs, label_smoothing=0.05)
        return total

    def length(self, dialogue: Dialogue) -> int:
        """Characters, about, of an excerpt."""
        return len(dialogue.text)

    def excerpt(self, dialogue: Dialogue) -> str:
        """All turns, or now and then the first two."""
        return " ".join(dialogue.turns[:2]) if self.rng.random() < 0.2 else dialogue.text


class TurnEmotionTask(EmotionTask):
    """The same labels asked of one turn, as the chat will; dialogues twice as often as elderly."""

    name = "turn"
    share = 0.16
    size = 40

    def __init__(self, dialogues: Sequence[Dialogue], subs: list[str], rng: random.Random) -> None:
        super().__init__([*dialogues, *(one for one in dialogues if one.sub_emotion)], subs, rng)

    def length(self, dialogue: Dialogue) -> int:
        """See the base class."""
        return len(dialogue.turns[0])

    def excerpt(self, dialogue: Dialogue) -> str:
        """The first turn, seldom the second; of an elderly text the first sentence."""
        if len(dialogue.turns) == 1:
            return re.split(r"(?<=[.!?])", dialogue.text)[0]
        return dialogue.turns[0 if self.rng.random() < 0.9 else 1]


class SimilarityTask(Task):
    """KorSTS: the order of cosines is the order of scores."""

    name = "similarity"
    share = 0.28

    def __init__(self, pairs: Sequence[corpora.ScoredPair], rng: random.Random) -> None:
        super().__init__(rng)
        self.deck = Deck(pairs, 24, rng, lambda pair: len(pair.first))

    def loss(self, network: Network) -> torch.Tensor:
        """See the base class."""
        batch = self.deck.draw()
        texts = [pair.first for pair in batch] + [pair.second for pair in batch]
        first, second = network.vectors(texts, SENTENCE_TOKENS).chunk(2)
        scores = torch.tensor([pair.score for pair in batch])
        return 0.35 * losses.cosent(first, second, scores)


class EntailmentTask(Task):
    """XNLI: a premise finds what follows from it, not what contradicts it or belongs to others."""

    name = "entailment"
    share = 0.08

    def __init__(self, pairs: Sequence[EntailmentPair], rng: random.Random) -> None:
        super().__init__(rng)
        by_premise: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for pair in pairs:
            by_premise[pair.premise][pair.relation] = pair.hypothesis
        triples = [
            (premise, found["entailment"], found["contradiction"])
            for premise, found in by_premise.items()
            if {"entailment", "contradiction"} <= found.keys()
        ]
        self.deck = Deck(triples, 16, rng, lambda triple: len(triple[0]))

    def loss(self, network: Network) -> torch.Tensor:
        """See the base class."""
        premises, followed, denied = zip(*self.deck.draw(), strict=True)
        anchors = network.vectors(premises, SENTENCE_TOKENS)
        return 0.6 * losses.ranking(anchors, network.vectors(followed + denied, SENTENCE_TOKENS))


class IntentTask(Task):
    """Wellness: two utterances of one intent find each other among those of other intents."""

    name = "intent"
    share = 0.12

    def __init__(self, utterances: Sequence[corpora.IntentUtterance], rng: random.Random) -> None:
        super().__init__(rng)
        by_intent: defaultdict[str, list[str]] = defaultdict(list)
        for utterance in utterances:
            if not utterance.held_out:
                by_intent[utterance.intent].append(utterance.text)
        intents = [texts for texts in by_intent.values() if len(texts) > 1]
        self.deck = Deck(intents, 24, rng, lambda texts: 0)

    def loss(self, network: Network) -> torch.Tensor:
        """See the base class."""
        pairs = [self.rng.sample(texts, 2) for texts in self.deck.draw()]
        texts = [informal(one, self.rng) for one, _ in pairs] + [other for _, other in pairs]
        return 0.6 * losses.ranking(*network.vectors(texts, SENTENCE_TOKENS).chunk(2))


class KetiTask(Task):
    """KETI: seven emotions of single sentences from the web, informal by nature."""

    name = "keti"
    share = 0.05

    def __init__(
        self, sentences: Sequence[corpora.Labelled], labels: list[str], rng: random.Random
    ) -> None:
        super().__init__(rng)
        self.labels = labels
        trained = [one for one in sentences if one.split in ("train", "stack")]
        self.deck = Deck(trained, 40, rng, lambda sentence: len(sentence.text))

    def loss(self, network: Network) -> torch.Tensor:
        """See the base class."""
        batch = self.deck.draw()
        answers = network.logits(
            "keti", network.vectors([one.text for one in batch], SENTENCE_TOKENS)
        )
        labels = torch.tensor([self.labels.index(one.label) for one in batch])
        return 0.4 * functional.cross_entropy(answers, labels, label_smoothing=0.1)


class KoteTask(Task):
    """KOTE: which of 44 feelings readers found in a comment."""

    name = "kote"
    share = 0.03

    def __init__(self, comments: Sequence[corpora.MultiLabelled], rng: random.Random) -> None:
        super().__init__(rng)
        trained = [one for one in comments if one.split in ("train", "stack")]
        self.deck = Deck(trained, 24, rng, lambda comment: len(comment.text))

    def loss(self, network: Network) -> torch.Tensor:
        """See the base class."""
        batch = self.deck.draw()
        answers = network.logits(
            "kote", network.vectors([one.text for one in batch], SENTENCE_TOKENS)
        )
        wanted = torch.zeros(len(batch), KOTE_LABELS)
        for row, one in enumerate(batch):
            wanted[row, list(one.labels)] = 1.0
        return 2.0 * functional.binary_cross_entropy_with_logits(answers, wanted)


def all_tasks(data_dir: Path, rng: random.Random) -> tuple[list[Task], dict[str, int]]:
    """Every task, and the heads they need: name and number of classes."""
    dialogues = corpora.load_dialogues(data_dir) + corpora.load_elderly(data_dir)
    subs = sorted({one.sub_emotion for one in dialogues if one.sub_emotion})
    keti = corpora.load_keti(data_dir)
    keti_labels = sorted({one.label for one in keti})
    tasks: list[Task] = [
        EmotionTask(dialogues, subs, rng),
        TurnEmotionTask(dialogues, subs, rng),
        SimilarityTask(corpora.load_korsts(data_dir, "train"), rng),
        EntailmentTask(corpora.load_xnli(data_dir), rng),
        IntentTask(corpora.load_wellness(data_dir), rng),
        KetiTask(keti, keti_labels, rng),
        KoteTask(corpora.load_kote(data_dir), rng),
    ]
    heads = {
        "emotion": len(EMOTIONS),
        "sub_emotion": len(subs),
        "keti": len(keti_labels),
        "kote": KOTE_LABELS,
    }
    return tasks, heads
