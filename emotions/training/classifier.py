"""Training of the emotion classifier: corpora in, a checked folder and its figures out.

Dialogues are learnt whole and turn by turn, so that a single chat turn is read as well as a talk.
Sentences that annotators called neutral are shown once for every emotion, at a fifth of the
weight: from them the model learns to be unsure about greetings and small talk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from tqdm import tqdm  # type: ignore[import-untyped]

from emotions.classifier import store
from emotions.classifier.features import Vocabulary, Words
from emotions.classifier.model import THREADS, EmotionClassifier, softmax
from emotions.language.morphemes import words
from emotions.training.corpora import (
    Dialogue,
    fraction_of,
    load_dialogues,
    load_elderly,
    load_keti,
)
from emotions.training.figures import figures
from emotions.vector import EMOTIONS

CORPUS_FILES = (
    "emotion/aihub_dialogues.csv",
    "emotion/aihub_elderly.csv",
    "emotion/keti_single_turn.csv",
)
SEED = 7
ITERATIONS = 1_500
"""With depth 6 and five emotions the model file then stays under 5 MB."""
PATIENCE = 100
NEUTRAL_LABEL = "중립"
NEUTRAL_SENTENCES = 1_500
FEWEST_WORDS = 2
"""Words a single turn must have to be an example of its dialogue's emotion."""
UNREPEATABLE = ("model_guid", "train_finish_time")
"""What CatBoost notes in a model that two equal trainings do not share."""
TEMPERATURES = np.geomspace(0.5, 3, 60)

Floats = npt.NDArray[np.float64]


class Example(NamedTuple):
    words: Words
    emotion: int
    weight: float = 1.0


class Corpus(NamedTuple):
    """Dialogues by split and neutral sentences, with the fingerprint of their files."""

    train: list[Dialogue]
    dev: list[Dialogue]
    test: list[Dialogue]
    neutral: list[str]
    fingerprint: str


def load_corpus(data: Path) -> Corpus:
    """Read the corpora; the frozen test holds dialogues with their turns apart.

    Raises:
        CorpusMissing: where a file is not there.
    """
    dialogues, elderly = load_dialogues(data), load_elderly(data)
    both = [*dialogues, *elderly]
    sentences = [
        row.text for row in load_keti(data) if row.label == NEUTRAL_LABEL and row.split == "train"
    ]
    return Corpus(
        train=[one for one in both if one.split in ("train", "stack")],
        dev=[one for one in both if one.split == "dev"],
        test=[one for one in dialogues if one.split == "test"],
        neutral=sorted(sentences, key=fraction_of)[:NEUTRAL_SENTENCES],
        fingerprint=fingerprint(data / name for name in CORPUS_FILES),
    )


def fingerprint(paths: Iterable[Path]) -> str:
    """SHA-256 over the content of files in order."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def train(corpus: Corpus, folder: Path, iterations: int = ITERATIONS) -> dict[str, Any]:
    """Fit, calibrate, measure on the frozen test, write the folder; returns the figures."""
    learnt = list(examples(tqdm(corpus.train, desc="words of train", mininterval=2)))
    learnt += neutral_examples(corpus.neutral)
    checked = list(examples(corpus.dev))
    vocabulary = Vocabulary.of(one.words for one in learnt if one.weight == 1)
    model = _fit(vocabulary, learnt, checked, iterations)
    content = _serialised(model)
    manifest = store.Manifest(
        version=f"words-{store.sha256(content)[:12]}",
        prior=_shares(learnt),
        temperature=_temperature(model, vocabulary, checked),
        talk_temperature=1.0,
        data={"fingerprint": corpus.fingerprint, "examples": len(learnt)},
        figures={},
        trained_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    sharpness = _talk_temperature(EmotionClassifier(model, vocabulary, manifest), corpus.dev)
    manifest = replace(manifest, talk_temperature=sharpness)
    measured = evaluate(EmotionClassifier(model, vocabulary, manifest), corpus.test)
    manifest = replace(manifest, figures=measured)
    store.write(folder, store.StoredClassifier(manifest, content, vocabulary.words))
    return measured


def evaluate(classifier: EmotionClassifier, test: Sequence[Dialogue]) -> dict[str, Any]:
    """Figures on dialogues as talks, and on the first turn of each alone."""
    labels = np.array([EMOTIONS.index(one.emotion) for one in test])
    talks = [classifier.predict_talk(one.turns) for one in test]
    first_turns = classifier.predict([one.turns[0] for one in test])
    return {
        "talk": figures(np.array([tuple(vector) for vector in talks]), labels),
        "first_turn": figures(np.array([tuple(vector) for vector in first_turns]), labels),
    }


def examples(dialogues: Iterable[Dialogue]) -> Iterator[Example]:
    """Each dialogue whole, and each of its turns but the last, which often turns to a plan."""
    for dialogue in dialogues:
        emotion = EMOTIONS.index(dialogue.emotion)
        turns = [words(turn) for turn in dialogue.turns]
        yield Example([word for turn in turns for word in turn], emotion)
        for turn in turns[: min(2, len(turns) - 1)]:
            if len(turn) >= FEWEST_WORDS:
                yield Example(turn, emotion)


def neutral_examples(sentences: Iterable[str]) -> Iterator[Example]:
    share = 1 / len(EMOTIONS)
    for sentence in sentences:
        spoken = words(sentence)
        yield from (Example(spoken, emotion, share) for emotion in range(len(EMOTIONS)))


def _fit(
    vocabulary: Vocabulary, learnt: list[Example], checked: list[Example], iterations: int
) -> Any:
    from catboost import CatBoostClassifier

    model = CatBoostClassifier(
        loss_function="MultiClass",
        classes_count=len(EMOTIONS),
        iterations=iterations,
        learning_rate=0.1,
        depth=6,
        random_seed=SEED,
        thread_count=THREADS,
        od_type="Iter",
        od_wait=PATIENCE,
        allow_writing_files=False,
    )
    return model.fit(_pool(vocabulary, learnt), eval_set=_pool(vocabulary, checked), verbose=100)


def _pool(vocabulary: Vocabulary, rows: list[Example]) -> Any:
    from catboost import Pool

    matrix = vocabulary.one_hot([row.words for row in rows])
    weights = [row.weight for row in rows]
    return Pool(matrix, label=[row.emotion for row in rows], weight=weights)


def _serialised(model: Any) -> bytes:
    """The .cbm file, the same for the same training; CatBoost writes to paths only."""
    metadata = model.get_metadata()
    for key in UNREPEATABLE:
        metadata[key] = ""
    with TemporaryDirectory() as folder:
        path = Path(folder) / store.MODEL
        model.save_model(str(path))
        return path.read_bytes()


def _shares(learnt: list[Example]) -> tuple[float, ...]:
    counts = np.bincount([one.emotion for one in learnt], minlength=len(EMOTIONS))
    return tuple(round(float(share), 4) for share in counts / counts.sum())


def _temperature(model: Any, vocabulary: Vocabulary, checked: list[Example]) -> float:
    """The temperature under which the dev split's labels are most likely (Guo et al. 2017)."""
    scores = model.predict(
        vocabulary.one_hot([one.words for one in checked]), prediction_type="RawFormulaVal"
    )
    return _best_temperature(scores, [one.emotion for one in checked])


def _talk_temperature(classifier: EmotionClassifier, dev: Sequence[Dialogue]) -> float:
    """The same for the mean that `predict_talk` takes over several turns."""
    talks = [one for one in dev if len(one.turns) > 1]
    means = np.array([tuple(classifier.predict_talk(one.turns)) for one in talks])
    return _best_temperature(np.log(means), [EMOTIONS.index(one.emotion) for one in talks])


def _best_temperature(scores: Floats, emotions: Sequence[int]) -> float:
    labels = np.array(emotions)
    return round(float(min(TEMPERATURES, key=lambda t: _surprise(scores / t, labels))), 3)


def _surprise(scores: Floats, labels: npt.NDArray[np.int64]) -> float:
    return float(-np.log(softmax(scores)[np.arange(len(labels)), labels]).mean())
