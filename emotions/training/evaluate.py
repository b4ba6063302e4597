"""What an encoder is worth: similarity, intents, emotion; of any function from texts to vectors.

python -m emotions.training.evaluate --model emotions/language/model --data ../shared/data
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from scipy.stats import spearmanr
from sklearn.metrics import accuracy_score, f1_score

from emotions.language.encoder import load_encoder
from emotions.training import corpora
from emotions.training.corpora import Dialogue, IntentUtterance, ScoredPair, Split
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
    encode: Encode, head: dict[str, Floats], dialogues: Sequence[Dialogue]
) -> dict[str, float]:
    """Accuracy and macro-F1, in percent, of the linear head on whole talks and on first turns."""
    labels = [EMOTIONS.index(one.emotion) for one in dialogues]
    views = {
        "talk": [one.text for one in dialogues],
        "turn1": [one.turns[0] for one in dialogues],
    }
    figures = {}
    for name, texts in views.items():
        logits = encode(texts) @ head["emotion.weight"].T + head["emotion.bias"]
        found = logits.argmax(axis=1)
        figures[f"{name}_accuracy"] = 100 * float(accuracy_score(labels, found))
        figures[f"{name}_macro_f1"] = 100 * float(f1_score(labels, found, average="macro"))
    return figures


def all_figures(
    encode: Encode, head: dict[str, Floats] | None, data_dir: Path, split: Split
) -> dict[str, float]:
    """Every measure, rounded to two places; emotions only where there is a head."""
    figures = similarity_figures(encode, corpora.load_korsts(data_dir, "dev"))
    figures["intent_nearest"] = intent_accuracy(encode, corpora.load_wellness(data_dir))
    if head:
        chosen = [one for one in corpora.load_dialogues(data_dir) if one.split == split]
        figures |= emotion_figures(encode, head, chosen)
    return {name: round(value, 3) for name, value in figures.items()}


def main() -> None:
    """Command line: see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    options = parser.parse_args()
    encoder = load_encoder(options.model.resolve(), threads=2)
    weights = options.model / "heads.safetensors"
    head = load_file(weights) if weights.is_file() else None
    print(json.dumps(all_figures(encoder.encode, head, options.data, options.split), indent=2))


if __name__ == "__main__":
    main()
