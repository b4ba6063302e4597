"""Trains and measures each configuration once; a line of JSON each, so that a run can go on."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from emotions.classifier.model import Encode
from emotions.training import stacking
from emotions.training.classifier import texts_of
from emotions.training.comparison import classical, recurrent
from emotions.training.comparison.preprocessing import Preprocessing
from emotions.training.corpora import Dialogue, fraction_of
from emotions.training.corpus import Corpus
from emotions.training.figures import macro_f1
from emotions.vector import EMOTIONS

SEED = 7
TIMED_TEXTS = 50

Labels = npt.NDArray[np.int64]
Predict = Callable[[Sequence[str]], Labels]
"""Raw texts to the likeliest emotion of each."""


class Config(NamedTuple):
    preprocessing: str
    model: str

    def __str__(self) -> str:
        return f"{self.preprocessing}:{self.model}"


CONFIGS = [
    *(Config(kind, model) for kind in ("words", "pieces") for model in classical.MODELS),
    *(Config(kind, model) for kind in ("words", "pieces") for model in recurrent.KINDS),
    Config("encoder", "logistic"),
]


class Texts(NamedTuple):
    texts: list[str]
    labels: Labels


class Data(NamedTuple):
    """What models learn from (the encoder has seen ``train``), what they stop by, the test."""

    train: Texts
    train_and_stack: Texts
    dev: Texts
    talks: Texts
    first_turns: Texts

    @classmethod
    def of(cls, corpus: Corpus, rows: int | None) -> Data:
        """Of a corpus; ``rows`` bounds the training part for a quick trial."""
        learnt = sorted(corpus.of("train", "stack"), key=lambda one: fraction_of(one.text))[:rows]
        return cls(
            _views(one for one in learnt if one.split == "train"),
            _views(learnt),
            _views(corpus.of("dev")),
            Texts([one.text for one in corpus.test], _labels(corpus.test)),
            Texts([one.turns[0] for one in corpus.test], _labels(corpus.test)),
        )


class Fitted(NamedTuple):
    predict: Predict
    size: int
    learnt: Texts


def run_all(
    corpus: Corpus,
    encode: Encode,
    out: Path,
    configs: Iterable[Config] = CONFIGS,
    *,
    rows: int | None = None,
    seed: int = SEED,
) -> list[dict[str, Any]]:
    """Measure the configurations that ``out``/results.jsonl does not hold yet; gives all lines."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "results.jsonl"
    key = {"data": corpus.fingerprint, "rows": rows, "seed": seed}
    done = {line["config"]: line for line in _lines(path) if line["key"] == key}
    data = Data.of(corpus, rows)
    prepared: dict[str, Preprocessing] = {}
    wanted = list(configs)
    for config in tqdm(wanted, desc="compare_models", mininterval=1):
        if str(config) not in done:
            figures = _measure(_fit(config, data, encode, prepared, seed), data)
            done[str(config)] = {"config": str(config), "key": key, **figures}
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(done[str(config)]) + "\n")
    return [done[str(config)] for config in wanted]


def _fit(
    config: Config, data: Data, encode: Encode, prepared: dict[str, Preprocessing], seed: int
) -> Callable[[], Fitted]:
    """The training still to be done, so that its time can be taken without the preprocessing's."""
    if config.preprocessing == "encoder":
        return _fit_encoder(data, encode)
    if config.preprocessing not in prepared:
        make = {"words": Preprocessing.of_words, "pieces": Preprocessing.of_pieces}
        prepared[config.preprocessing] = make[config.preprocessing](data.train_and_stack.texts)
    tokens = prepared[config.preprocessing]
    if config.model in recurrent.KINDS:
        return _fit_recurrent(config.model, data, tokens, seed)
    return _fit_classical(config.model, data, tokens, seed)


def _fit_encoder(data: Data, encode: Encode) -> Callable[[], Fitted]:
    train, dev = (
        stacking.Encoded(encode(part.texts), part.labels) for part in (data.train, data.dev)
    )

    def fit() -> Fitted:
        head = stacking.fit_head(train, dev)
        size = 4 * (head.weight.size + head.bias.size)
        return Fitted(lambda texts: head(encode(texts)).argmax(axis=1), size, data.train)

    return fit


def _fit_recurrent(kind: str, data: Data, tokens: Preprocessing, seed: int) -> Callable[[], Fitted]:
    learnt, dev = data.train_and_stack, data.dev
    ids, dev_ids = tokens.sequences(learnt.texts), tokens.sequences(dev.texts)

    def fit() -> Fitted:
        known = len(tokens.vocabulary.words)
        model = recurrent.fit(kind, known, (ids, learnt.labels), (dev_ids, dev.labels), seed)
        return Fitted(lambda texts: model.predict(tokens.sequences(texts)), model.size(), learnt)

    return fit


def _fit_classical(name: str, data: Data, tokens: Preprocessing, seed: int) -> Callable[[], Fitted]:
    learnt = data.train_and_stack
    matrix = tokens.one_hot(learnt.texts)

    def fit() -> Fitted:
        model = classical.MODELS[name](seed)
        model.fit(matrix, learnt.labels)

        def predict(texts: Sequence[str]) -> Labels:
            return np.asarray(model.predict(tokens.one_hot(texts))).reshape(-1).astype(np.int64)

        return Fitted(predict, classical.size_of(model), learnt)

    return fit


def _measure(fit: Callable[[], Fitted], data: Data) -> dict[str, float]:
    began = time.perf_counter()
    fitted = fit()
    seconds = time.perf_counter() - began
    talks, turns = fitted.predict(data.talks.texts), fitted.predict(data.first_turns.texts)
    learnt = fitted.predict(fitted.learnt.texts)
    return {
        "accuracy": _accuracy(talks, data.talks.labels),
        "macro_f1": round(macro_f1(talks, data.talks.labels), 4),
        "turn1_accuracy": _accuracy(turns, data.first_turns.labels),
        "turn1_macro_f1": round(macro_f1(turns, data.first_turns.labels), 4),
        "train_accuracy": _accuracy(learnt, fitted.learnt.labels),
        "fit_seconds": round(seconds, 2),
        "size_bytes": fitted.size,
        "latency_ms": _latency(fitted.predict, data.talks.texts[:TIMED_TEXTS]),
    }


def _latency(predict: Predict, texts: Sequence[str]) -> float:
    """Median milliseconds for one text, from its characters on."""
    taken = []
    for text in texts:
        began = time.perf_counter()
        predict([text])
        taken.append(1000 * (time.perf_counter() - began))
    return round(statistics.median(taken), 2)


def _views(dialogues: Iterable[Dialogue]) -> Texts:
    pairs = [(text, one.emotion) for one in dialogues for text in texts_of(one)]
    return Texts([text for text, _ in pairs], np.array([EMOTIONS.index(e) for _, e in pairs]))


def _labels(dialogues: Iterable[Dialogue]) -> Labels:
    return np.array([EMOTIONS.index(one.emotion) for one in dialogues])


def _accuracy(guesses: Labels, labels: Labels) -> float:
    return round(float((guesses == labels).mean()), 4)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
