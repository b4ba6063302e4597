"""Training of the emotion classifier: a corpus in, checked files and their figures out.

Dialogues are learnt whole and turn by turn, so that a single chat turn is read as well as a talk.
CatBoost and the head over vectors are trained twice: without ``stack``, for the stack to learn from
answers to unseen texts, and then with it, which are the models that are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import logit

from emotions.classifier import store
from emotions.classifier.features import Vocabulary, Words
from emotions.classifier.model import THREADS, EmotionClassifier, Encode, Reading
from emotions.classifier.weights import Weights
from emotions.language.encoder import Encoder
from emotions.language.morphemes import words
from emotions.training import stacking
from emotions.training.corpora import Dialogue, Split
from emotions.training.corpus import Corpus
from emotions.training.figures import figures
from emotions.vector import EMOTIONS

SEED = 7
ITERATIONS = 1_500
"""With depth 6 and five emotions the model file then stays under 5 MB."""
PATIENCE = 100
WORDS_PER_LEVEL = 0.15
"""Share of the words that each level of a tree chooses from; less time for each tree."""
FEWEST_WORDS = 2
"""Words a single turn must have to be an example of its dialogue's emotion."""
SMALL_TALK = 4
"""Sentences without feeling that make up a talk without feeling, and join one with feeling."""
READ_AT_ONCE = 500
UNREPEATABLE = ("model_guid", "train_finish_time")
"""What CatBoost notes in a model that two equal trainings do not share."""

Report = Callable[[float, str], None]
"""Hears how far a training is, in [0, 1], and what it does."""
Floats = npt.NDArray[np.floating[Any]]
Labels = npt.NDArray[np.int64]


class Views(NamedTuple):
    """Texts and their words and labels (texts,)."""

    texts: list[str]
    words: list[Words]
    labels: Labels


def train(
    corpus: Corpus, encoder: Encoder, report: Report, iterations: int = ITERATIONS
) -> store.StoredClassifier:
    """Fit, calibrate, and measure on the frozen test."""
    encode = _remembering(encoder.encode)
    train = _views(corpus.of("train"), _part(report, 0.0, 0.1))
    stack = _views(corpus.of("stack"), _part(report, 0.1, 0.15))
    dev = _views(corpus.of("dev"), _part(report, 0.15, 0.2))
    report(0.2, "벡터")
    fresh = _encoded(_texts_and_labels(corpus.fresh), encode)
    kept_out = _encoded((stack.texts, stack.labels), encode)
    checked = _encoded((dev.texts, dev.labels), encode)
    report(0.3, "어휘와 첫 모델")
    vocabulary = Vocabulary.of(train.words + stack.words)
    first = _fit(vocabulary, train, iterations, _part(report, 0.3, 0.55), checked=dev)
    head = stacking.fit_head(fresh, checked)
    scores = [
        first.predict(vocabulary.one_hot(views.words), prediction_type="RawFormulaVal")
        for views in (stack, dev)
    ]
    stacked = stacking.fit_stack(
        (stacking.both_views(scores[0], head(kept_out.vectors)), stack.labels),
        (stacking.both_views(scores[1], head(checked.vectors)), dev.labels),
    )
    report(0.55, "마지막 모델")
    last = _fit(vocabulary, _together(train, stack), first.tree_count_, _part(report, 0.55, 0.85))
    report(0.85, "보정과 측정")
    stored = _packed(
        corpus,
        encoder.fingerprint,
        {store.MODEL: _serialised(last), store.VOCABULARY: vocabulary.to_bytes()},
        _weights(
            corpus, encode, stacking.fit_head(fresh.and_of(kept_out), checked), stacked, checked
        ),
    )
    return _finished(stored, corpus, encode)


def evaluate(classifier: EmotionClassifier, corpus: Corpus) -> dict[str, Any]:
    """Figures on the frozen test: dialogues as talks, the first turn of each alone, calm talks."""
    test = corpus.test
    labels = _labels(test)
    talks = [classifier.predict_talk(one.turns) for one in test]
    first_turns = classifier.predict([one.turns[0] for one in test])
    plain = [classifier.predict_talk(talk) for talk in _plain_talks(corpus, "test")]
    return {
        "talk": figures(_vectors(talks), labels),
        "first_turn": figures(_vectors(first_turns), labels),
        "calm": {
            "talks_without_feeling": len(plain),
            "of_them_called_calm": _share_calm(plain),
            "talks_with_feeling_called_calm": _share_calm(talks),
            "first_turns_with_feeling_called_calm": _share_calm(first_turns),
        },
    }


def texts_of(dialogue: Dialogue) -> list[str]:
    """A dialogue whole, and each of its turns but the last, which often turns to a plan."""
    turns = dialogue.turns[: min(2, len(dialogue.turns) - 1)]
    return [dialogue.text, *(turn for turn in turns if len(words(turn)) >= FEWEST_WORDS)]


def _views(dialogues: Sequence[Dialogue], report: Report) -> Views:
    texts, labels = _texts_and_labels(dialogues)
    spoken: list[Words] = []
    for start in range(0, len(texts), READ_AT_ONCE):
        report(start / len(texts), "낱말")
        spoken += [words(text) for text in texts[start : start + READ_AT_ONCE]]
    return Views(texts, spoken, labels)


def _texts_and_labels(dialogues: Sequence[Dialogue]) -> tuple[list[str], Labels]:
    pairs = [(text, one.emotion) for one in dialogues for text in texts_of(one)]
    return [text for text, _ in pairs], np.array([EMOTIONS.index(emotion) for _, emotion in pairs])


def _encoded(texts_and_labels: tuple[list[str], Labels], encode: Encode) -> stacking.Encoded:
    texts, labels = texts_and_labels
    return stacking.Encoded(encode(texts), labels)


def _together(one: Views, other: Views) -> Views:
    return Views(
        one.texts + other.texts,
        one.words + other.words,
        np.concatenate([one.labels, other.labels]),
    )


def _fit(
    vocabulary: Vocabulary,
    learnt: Views,
    iterations: int,
    report: Report,
    checked: Views | None = None,
) -> Any:
    """CatBoost over words; with ``checked`` it ends where that no longer gains."""
    from catboost import CatBoostClassifier

    model = CatBoostClassifier(
        loss_function="MultiClass",
        classes_count=len(EMOTIONS),
        iterations=iterations,
        learning_rate=0.1,
        depth=6,
        rsm=WORDS_PER_LEVEL,
        border_count=1,
        random_seed=SEED,
        thread_count=THREADS,
        od_type="Iter",
        od_wait=PATIENCE,
        allow_writing_files=False,
        logging_level="Silent",
    )
    return model.fit(
        vocabulary.one_hot(learnt.words),
        learnt.labels,
        eval_set=checked and (vocabulary.one_hot(checked.words), checked.labels),
        callbacks=[_Progress(iterations, report)],
    )


class _Progress:
    """CatBoost's callback."""

    def __init__(self, iterations: int, report: Report) -> None:
        self._iterations = iterations
        self._report = report

    def after_iteration(self, info: Any) -> bool:
        self._report(info.iteration / self._iterations, "결정 나무")
        return True


def _weights(
    corpus: Corpus,
    encode: Encode,
    head: stacking.Linear,
    stack: stacking.Linear,
    dev: stacking.Encoded,
) -> Weights:
    """The linear parts; those of talks still say nothing, see `_finished`."""
    learnt = [one for one in corpus.sentences if one.split in ("train", "stack")]
    turns = [one.turns[0] for one in corpus.of("train") if len(one.turns) > 1]
    vectors = encode([one.text for one in learnt] + turns)
    felt = np.array([one.felt for one in learnt] + [True] * len(turns))
    feeling = stacking.fit_feeling(vectors, felt)
    return Weights(
        head_weight=head.weight,
        head_bias=head.bias,
        head_temperature=np.array(stacking.best_temperature(head(dev.vectors), dev.labels)),
        stack_weight=stack.weight,
        stack_bias=stack.bias,
        feeling_weight=feeling.weight,
        feeling_bias=feeling.bias,
        calm_below=np.array(stacking.calm_threshold(feeling(encode(_first_turns(corpus, "dev"))))),
        talk_calm_below=np.array(-np.inf),
        talk_temperature=np.array(1.0),
    )


def _finished(
    stored: store.StoredClassifier, corpus: Corpus, encode: Encode
) -> store.StoredClassifier:
    """With what only whole talks can tell: when one is calm, how sure its mean may be, figures."""
    classifier = EmotionClassifier.load(stored, encode)
    talks = [one for one in corpus.of("dev") if len(one.turns) > 1]
    readings = [classifier.predict_talk(one.turns) for one in talks]
    hinted = [  # the least that a talk with a feeling may hold: one turn of it among small talk
        classifier.predict_talk([*plain[:2], one.turns[0]])
        for one, plain in zip(talks, _plain_talks(corpus, "dev"), strict=False)
    ]
    weights = replace(
        Weights.of_bytes(stored.files[store.WEIGHTS]),
        talk_calm_below=np.array(
            stacking.calm_threshold(logit([one.feeling for one in readings + hinted]))
        ),
        talk_temperature=np.array(
            stacking.best_temperature(np.log(_vectors(readings)), _labels(talks))
        ),
    )
    files = {**stored.files, store.WEIGHTS: weights.to_bytes()}
    packed = store.StoredClassifier.packed(stored.manifest, files)
    measured = evaluate(EmotionClassifier.load(packed, encode), corpus)
    return replace(packed, manifest=replace(packed.manifest, figures=measured))


def _packed(
    corpus: Corpus, encoder: str, files: dict[str, bytes], weights: Weights
) -> store.StoredClassifier:
    manifest = store.Manifest(
        version=f"stacked-{store.sha256(files[store.MODEL] + weights.to_bytes())[:12]}",
        encoder=encoder,
        data={
            "fingerprint": corpus.fingerprint,
            "test": corpus.test_fingerprint,
            "dialogues": len(corpus.of("train", "stack")),
            "corrections": corpus.corrections,
        },
        figures={},
        trained_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return store.StoredClassifier.packed(manifest, {**files, store.WEIGHTS: weights.to_bytes()})


def _serialised(model: Any) -> bytes:
    """The .cbm file, the same for the same training; CatBoost writes to paths only."""
    metadata = model.get_metadata()
    for key in UNREPEATABLE:
        metadata[key] = ""
    with TemporaryDirectory() as folder:
        path = Path(folder) / store.MODEL
        model.save_model(str(path))
        return path.read_bytes()


def _plain_talks(corpus: Corpus, split: Split) -> list[list[str]]:
    """Talks of `SMALL_TALK` sentences without feeling each."""
    texts = [one.text for one in corpus.sentences if one.split == split and not one.felt]
    starts = range(0, len(texts) - SMALL_TALK + 1, SMALL_TALK)
    return [texts[start : start + SMALL_TALK] for start in starts]


def _first_turns(corpus: Corpus, split: Split) -> list[str]:
    return [one.turns[0] for one in corpus.of(split) if len(one.turns) > 1]


def _labels(dialogues: Iterable[Dialogue]) -> Labels:
    return np.array([EMOTIONS.index(one.emotion) for one in dialogues])


def _vectors(readings: Iterable[Reading]) -> npt.NDArray[np.float64]:
    return np.array([tuple(one.vector) for one in readings])


def _share_calm(readings: Sequence[Reading]) -> float:
    return round(sum(one.is_calm for one in readings) / max(1, len(readings)), 4)


def _part(report: Report, start: float, end: float) -> Report:
    """A report of a whole as that of one part of it."""
    return lambda share, what: report(start + share * (end - start), what)


def _remembering(encode: Encode) -> Encode:
    """The same function, which reads each text once: dev and test come back several times."""
    known: dict[str, npt.NDArray[np.float32]] = {}

    def encode_once(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, encode(new), strict=True))
        return np.array([known[text] for text in texts])

    return encode_once
