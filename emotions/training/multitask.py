"""What the encoder is trained on: each task draws batches from one corpus and gives a loss."""

import random
import re
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar, Generic, NamedTuple, TypeVar

import torch
from torch.nn import functional

from emotions.training import corpora, losses
from emotions.training.corpora import Dialogue, EntailmentPair
from emotions.training.informal import informal
from emotions.training.network import Network
from emotions.vector import EMOTIONS

KOTE_LABELS = 44
INTENT_TOKENS = 32
"""Ninety-nine in a hundred wellness utterances are shorter."""

STEP_TOKENS = 1_536
LENGTHS = (16, 24, 32, 48, 64, 96)
"""Tokens to which a batch is padded or cut; a batch holds `STEP_TOKENS` of them whatever the
length. oneDNN prepares its kernels anew for each shape, so there are few; a hundredth of the talks
is longer than the last."""
FORGOTTEN = 0.08
"""Share of tokens hidden from the encoder where a label must not hang on a single word."""

CountTokens = Callable[[str], int]
Item = TypeVar("Item")


class Batch(NamedTuple, Generic[Item]):
    """Items whose texts are padded to the same number of tokens."""

    items: list[Item]
    tokens: int


class Deck(Generic[Item]):
    """Endless batches: every item once in a random order, items of like length together.

    ``texts`` gives what the encoder will see of an item, always equally many texts.
    """

    def __init__(
        self,
        items: Sequence[Item],
        rng: random.Random,
        count: CountTokens,
        texts: Callable[[Item], Sequence[str]],
    ) -> None:
        self._by_length: defaultdict[int, list[Item]] = defaultdict(list)
        for item in items:
            longest = max(count(text) for text in texts(item))
            fitting = (length for length in LENGTHS if length >= longest)
            self._by_length[next(fitting, LENGTHS[-1])].append(item)
        self._texts = len(texts(items[0]))
        self._rng = rng
        self._batches: list[Batch[Item]] = []

    def draw(self) -> Batch[Item]:
        """The next batch; once all items were seen, a new order."""
        if not self._batches:
            self._batches = list(self._deal())
            self._rng.shuffle(self._batches)
        return self._batches.pop()

    def _deal(self) -> Iterator[Batch[Item]]:
        """Full batches of each length; the rest of a length goes up to the next."""
        rest: list[Item] = []
        for tokens in LENGTHS:
            items = self._by_length[tokens] + rest
            self._rng.shuffle(items)
            size = STEP_TOKENS // tokens // self._texts
            whole = len(items) // size * size
            rest = items[whole:]
            for start in range(0, whole, size):
                yield Batch(items[start : start + size], tokens)


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
    share = 0.09

    def __init__(
        self,
        dialogues: Sequence[Dialogue],
        subs: list[str],
        rng: random.Random,
        count: CountTokens,
    ) -> None:
        super().__init__(rng)
        self.subs = subs
        trained = [one for one in dialogues if one.split == "train"]
        self.deck = Deck(trained, rng, count, lambda one: [self.longest(one)])

    def loss(self, network: Network) -> torch.Tensor:
        """See the base class."""
        batch, tokens = self.deck.draw()
        texts = [informal(self.excerpt(one), self.rng) for one in batch]
        vectors = network.vectors(texts, tokens, FORGOTTEN)
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

    def longest(self, dialogue: Dialogue) -> str:
        """The longest excerpt, by which the dialogue is put among others of its length."""
        return dialogue.text

    def excerpt(self, dialogue: Dialogue) -> str:
        """All turns, or now and then the first two."""
        return " ".join(dialogue.turns[:2]) if self.rng.random() < 0.2 else dialogue.text


class TurnEmotionTask(EmotionTask):
    """The same labels asked of one turn, as the chat will; dialogues twice as often as elderly."""

    name = "turn"
    share = 0.07

    def __init__(
        self,
        dialogues: Sequence[Dialogue],
        subs: list[str],
        rng: random.Random,
        count: CountTokens,
    ) -> None:
        annotated = [one for one in dialogues if one.sub_emotion]
        super().__init__([*dialogues, *annotated], subs, rng, count)

    def longest(self, dialogue: Dialogue) -> str:
        """See the base class."""
        return self._first(dialogue)

    def excerpt(self, dialogue: Dialogue) -> str:
        """The first turn, seldom the second; of an elderly text the first sentence."""
        if len(dialogue.turns) == 1 or self.rng.random() < 0.9:
            return self._first(dialogue)
        return dialogue.turns[1]

    @staticmethod
    def _first(dialogue: Dialogue) -> str:
        if len(dialogue.turns) == 1:
            return re.split(r"(?<=[.!?])", dialogue.text)[0]
        return dialogue.turns[0]


class SimilarityTask(Task):
    """KorSTS: the order of cosines is the order of scores."""

    name = "similarity"
    share = 0.10

    def __init__(
        self, pairs: Sequence[corpora.ScoredPair], rng: random.Random, count: CountTokens
    ) -> None:
        super().__init__(rng)
        self.deck = Deck(pairs, rng, count, lambda pair: (pair.first, pair.second))

    def loss(self, network: Network) -> torch.Tensor:
        """See the base class."""
        batch, tokens = self.deck.draw()
        texts = [pair.first for pair in batch] + [pair.second for pair in batch]
        first, second = network.vectors(texts, tokens).chunk(2)
        scores = torch.tensor([pair.score for pair in batch])
        return 0.5 * losses.cosent(first, second, scores)


class EntailmentTask(Task):
    """XNLI: a premise finds what follows from it, not what contradicts it or belongs to others."""

    name = "entailment"
    share = 0.02

    def __init__(
        self, pairs: Sequence[EntailmentPair], rng: random.Random, count: CountTokens
    ) -> None:
        super().__init__(rng)
        by_premise: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for pair in pairs:
            by_premise[pair.premise][pair.relation] = pair.hypothesis
        triples = [
            (premise, found["entailment"], found["contradiction"])
            for premise, found in by_premise.items()
            if {"entailment", "contradiction"} <= found.keys()
        ]
        self.deck = Deck(triples, rng, count, lambda triple: triple)

    def loss(self, network: Network) -> torch.Tensor:
        """See the base class."""
        batch, tokens = self.deck.draw()
        premises, followed, denied = zip(*batch, strict=True)
        vectors = network.vectors(premises + followed + denied, tokens)
        return 0.6 * losses.ranking(vectors[: len(batch)], vectors[len(batch) :])


class IntentTask(Task):
    """Wellness and the chat: two utterances of one intent find each other among other intents'.

    The two sources are not mixed in a batch, since they share intents under different names.
    """

    name = "intent"
    share = 0.70

    def __init__(
        self, sources: Sequence[Sequence[corpora.IntentUtterance]], rng: random.Random
    ) -> None:
        super().__init__(rng)
        self.sources = [_by_intent(source) for source in sources if source]

    def loss(self, network: Network) -> torch.Tensor:
        """See the base class."""
        (source,) = self.rng.choices(self.sources, [len(one) for one in self.sources])
        intents = self.rng.sample(source, STEP_TOKENS // INTENT_TOKENS // 2)
        pairs = [self.rng.sample(texts, 2) for texts in intents]
        texts = [informal(one, self.rng) for one, _ in pairs] + [other for _, other in pairs]
        return 0.6 * losses.ranking(*network.vectors(texts, INTENT_TOKENS, FORGOTTEN).chunk(2))


class KetiTask(Task):
    """KETI: seven emotions of single sentences from the web, informal by nature."""

    name = "keti"
    share = 0.01

    def __init__(
        self,
        sentences: Sequence[corpora.Labelled],
        labels: list[str],
        rng: random.Random,
        count: CountTokens,
    ) -> None:
        super().__init__(rng)
        self.labels = labels
        trained = [one for one in sentences if one.split in ("train", "stack")]
        self.deck = Deck(trained, rng, count, lambda sentence: [sentence.text])

    def loss(self, network: Network) -> torch.Tensor:
        """See the base class."""
        batch, tokens = self.deck.draw()
        texts = [one.text for one in batch]
        answers = network.logits("keti", network.vectors(texts, tokens, FORGOTTEN))
        labels = torch.tensor([self.labels.index(one.label) for one in batch])
        return 0.4 * functional.cross_entropy(answers, labels, label_smoothing=0.1)


class KoteTask(Task):
    """KOTE: which of 44 feelings readers found in a comment."""

    name = "kote"
    share = 0.01

    def __init__(
        self, comments: Sequence[corpora.MultiLabelled], rng: random.Random, count: CountTokens
    ) -> None:
        super().__init__(rng)
        trained = [one for one in comments if one.split in ("train", "stack")]
        self.deck = Deck(trained, rng, count, lambda comment: [comment.text])

    def loss(self, network: Network) -> torch.Tensor:
        """See the base class."""
        batch, tokens = self.deck.draw()
        texts = [one.text for one in batch]
        answers = network.logits("kote", network.vectors(texts, tokens, FORGOTTEN))
        wanted = torch.zeros(len(batch), KOTE_LABELS)
        for row, one in enumerate(batch):
            wanted[row, list(one.labels)] = 1.0
        return 2.0 * functional.binary_cross_entropy_with_logits(answers, wanted)


def _by_intent(utterances: Sequence[corpora.IntentUtterance]) -> list[list[str]]:
    """The texts of each intent that training may see and that has two or more."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for utterance in utterances:
        if not utterance.held_out:
            groups[utterance.intent].append(utterance.text)
    return [texts for texts in groups.values() if len(texts) > 1]


def all_tasks(
    data_dir: Path, intents_dir: Path, rng: random.Random, count: CountTokens
) -> tuple[list[Task], dict[str, int]]:
    """Every task, and the heads they need: name and number of classes."""
    dialogues = corpora.load_dialogues(data_dir) + corpora.load_elderly(data_dir)
    subs = sorted({one.sub_emotion for one in dialogues if one.sub_emotion})
    keti = corpora.load_keti(data_dir)
    keti_labels = sorted({one.label for one in keti})
    tasks: list[Task] = [
        EmotionTask(dialogues, subs, rng, count),
        TurnEmotionTask(dialogues, subs, rng, count),
        SimilarityTask(corpora.load_korsts(data_dir, "train"), rng, count),
        EntailmentTask(corpora.load_xnli(data_dir), rng, count),
        IntentTask([corpora.load_wellness(data_dir), corpora.load_intents(intents_dir)], rng),
        KetiTask(keti, keti_labels, rng, count),
        KoteTask(corpora.load_kote(data_dir), rng, count),
    ]
    heads = {
        "emotion": len(EMOTIONS),
        "sub_emotion": len(subs),
        "keti": len(keti_labels),
        "kote": KOTE_LABELS,
    }
    return tasks, heads
