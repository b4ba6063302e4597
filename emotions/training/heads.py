"""A linear emotion head on the vectors of a packaged encoder, with a temperature.

Logistic regression on the ``train`` split, strength and temperature chosen on ``dev``; neither
``stack`` nor ``test`` is looked at. The head is fitted to the 8-bit encoder as it ships:

    python -m emotions.training.heads --model emotions/language/model --data ../shared/data
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression

from emotions.language.encoder import load_encoder
from emotions.language.manifest import Manifest
from emotions.training import corpora
from emotions.training.corpora import Dialogue
from emotions.training.evaluate import Encode, Floats
from emotions.vector import EMOTIONS

NAME = "heads.safetensors"
STRENGTHS = (1.0, 4.0, 16.0)
"""Inverse regularisation: vectors have length 1, so useful weights are large."""
TEMPERATURES = np.geomspace(0.5, 3.0, 60)

Labels = npt.NDArray[np.int64]


def views(dialogues: Sequence[Dialogue]) -> tuple[list[str], Labels]:
    """Each dialogue whole and, where it has several turns, its first; labels (texts,)."""
    pairs = [
        (text, EMOTIONS.index(one.emotion))
        for one in dialogues
        for text in dict.fromkeys((one.text, one.turns[0]))
    ]
    return [text for text, _ in pairs], np.array([label for _, label in pairs])


def fit(encode: Encode, dialogues: Sequence[Dialogue]) -> dict[str, Floats]:
    """``emotion.weight`` (5, dimension), ``emotion.bias`` (5,), ``emotion.temperature`` (1,).

    Probabilities are softmax((vector @ weight.T + bias) / temperature).
    """
    train_texts, train_labels = views([one for one in dialogues if one.split == "train"])
    dev_texts, dev_labels = views([one for one in dialogues if one.split == "dev"])
    train, dev = encode(train_texts), encode(dev_texts)
    fitted = [LogisticRegression(C=c, max_iter=500).fit(train, train_labels) for c in STRENGTHS]
    best = max(fitted, key=lambda model: float(model.score(dev, dev_labels)))
    return {
        # In C order: safetensors writes the memory of an array as it lies.
        "emotion.weight": np.ascontiguousarray(best.coef_, np.float32),
        "emotion.bias": best.intercept_.astype(np.float32),
        "emotion.temperature": np.array(
            [best_temperature(best.decision_function(dev), dev_labels)], np.float32
        ),
    }


def best_temperature(logits: npt.NDArray[np.float64], labels: Labels) -> float:
    """The divisor of logits (texts, classes) by which labels are likeliest (Guo et al. 2017)."""
    rows = np.arange(len(labels))
    losses = [-log_softmax(logits / t, axis=1)[rows, labels].mean() for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def add_head(model: Path, data_dir: Path, threads: int) -> None:
    """Fit the head of a packaged encoder, put it beside the graph and renew the manifest."""
    encoder = load_encoder(model.resolve(), threads=threads)
    save_file(fit(encoder.encode, corpora.load_dialogues(data_dir)), model / NAME)
    slip = Manifest.read(model)
    Manifest.pack(
        model,
        dimension=slip.dimension,
        max_tokens=slip.max_tokens,
        trained=slip.trained,
        prompt=slip.prompt,
    )


def main() -> None:
    """Command line: see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    add_head(options.model, options.data, options.threads)


if __name__ == "__main__":
    main()
