"""What an encoder is worth: similarity, intents, emotion; of any function from texts to vectors.

python -m emotions.training.evaluate --model emotions/language/model --data ../shared/data
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.stats import spearmanr
from sklearn.metrics import accuracy_score, f1_score

from emotions.language.encoder import load_encoder
from emotions.training import corpora
from emotions.training.corpora import Dialogue, IntentUtterance, ScoredPair, Split
from emotions.training.stacking import Encoded, fit_head
from emotions.vector import EMOTIONS

Floats = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]
"""Texts to unit vectors (texts, dimension)."""

RELATED, UNRELATED = 4.0, 1.0
"""KorSTS scores from and up to which a pair counts as related or not."""


def pair_cosines(encode: Encode, pairs: Sequence[ScoredPair]) -> Floats:
    """The cosine of each pair, (pairs,)."""
    first, second = encode([pair.first for pair in pairs]), encode([pair.second for pair in pairs])
    cosines: Floats = np.einsum("nd,nd->n", first, second)
    return cosines


def similarity_figures(encode: Encode, pairs: Sequence[ScoredPair]) -> dict[str, float]:
    """Spearman in percent, and where the cosines of related and unrelated pairs lie."""
    cosines = pair_cosines(encode, pairs)
    scores = np.array([pair.score for pair in pairs])
    figures = {"korsts_dev_spearman": 100 * float(spearmanr(cosines, scores).statistic)}
    groups = {"related": scores >= RELATED, "unrelated": scores <= UNRELATED}
    for name, members in groups.items():
        for percent in (5, 50, 95):
            figures[f"cosine_{name}_p{percent}"] = float(np.percentile(cosines[members], percent))
    return figures


def intent_accuracy(encode: Encode, utterances: Sequence[IntentUtterance]) -> float:
    """Share, in percent, of held-out utterances whose nearest neighbour has the same intent."""
    intents = np.array([one.intent for one in utterances if one.held_out])
    vectors = encode([one.text for one in utterances if one.held_out])
    similarities = vectors @ vectors.T
    np.fill_diagonal(similarities, -np.inf)
    return 100 * float(np.mean(intents[similarities.argmax(axis=1)] == intents))


def emotion_figures(
    encode: Encode, dialogues: Sequence[Dialogue], split: Split
) -> dict[str, float]:
    """Accuracy and macro-F1, in percent, of a linear head on whole talks and on first turns."""
    head = fit_head(_heard(encode, dialogues, "train"), _heard(encode, dialogues, "dev"))
    chosen = [one for one in dialogues if one.split == split]
    labels = _labels(chosen)
    figures = {}
    for name, texts in {"talk": _talks(chosen), "turn1": _first_turns(chosen)}.items():
        found = head(encode(texts)).argmax(axis=1)
        figures[f"{name}_accuracy"] = 100 * float(accuracy_score(labels, found))
        figures[f"{name}_macro_f1"] = 100 * float(f1_score(labels, found, average="macro"))
    return figures


def _heard(encode: Encode, dialogues: Sequence[Dialogue], split: Split) -> Encoded:
    """Vectors and labels of talks and of first turns."""
    chosen = [one for one in dialogues if one.split == split]
    vectors = encode(_talks(chosen) + _first_turns(chosen))
    return Encoded(vectors, np.tile(_labels(chosen), 2))


def _talks(dialogues: Sequence[Dialogue]) -> list[str]:
    return [one.text for one in dialogues]


def _first_turns(dialogues: Sequence[Dialogue]) -> list[str]:
    return [one.turns[0] for one in dialogues]


def _labels(dialogues: Sequence[Dialogue]) -> npt.NDArray[np.int64]:
    return np.array([EMOTIONS.index(one.emotion) for one in dialogues])


def all_figures(encode: Encode, data_dir: Path, split: Split) -> dict[str, float]:
    """Every measure, rounded; emotions are read by a linear head that is fitted here and now."""
    figures = similarity_figures(encode, corpora.load_korsts(data_dir, "dev"))
    figures["intent_nearest"] = intent_accuracy(encode, corpora.load_wellness(data_dir))
    figures |= emotion_figures(encode, corpora.load_dialogues(data_dir), split)
    return {name: round(value, 3) for name, value in figures.items()}


def main() -> None:
    """Command line: see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    options = parser.parse_args()
    encoder = load_encoder(options.model.resolve(), threads=2)
    print(json.dumps(all_figures(encoder.encode, options.data, options.split), indent=2))


if __name__ == "__main__":
    main()
