"""A Korean verse and its English translation, thirty pairs of our own, are read alike."""

import csv
from pathlib import Path

import numpy as np

from emotions import versions
from emotions.language.encoder import get_packaged_encoder
from emotions.vector import EMOTIONS

PAIRS = Path(__file__).parent / "data" / "verse_pairs.csv"


def pairs() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_thirty_pairs_over_all_emotions() -> None:
    assert len(pairs()) == 30
    assert {pair["emotion"] for pair in pairs()} == set(EMOTIONS)


def test_translations_have_near_emotion_vectors() -> None:
    classifier = versions.shipped()
    korean, english = (
        np.array(
            [tuple(reading.vector) for reading in classifier.predict([p[name] for p in pairs()])]
        )
        for name in ("korean", "english")
    )
    lengths = np.linalg.norm(korean, axis=1) * np.linalg.norm(english, axis=1)
    cosines = (korean * english).sum(axis=1) / lengths
    assert cosines.mean() >= 0.8, cosines.round(2)


def test_translations_are_nearer_to_each_other_than_to_other_verses() -> None:
    encode = get_packaged_encoder().encode
    korean, english = (encode([pair[name] for pair in pairs()]) for name in ("korean", "english"))
    nearest = (korean @ english.T).argmax(axis=1)
    assert (nearest == np.arange(len(nearest))).mean() >= 0.7
