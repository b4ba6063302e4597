"""What is learnt of counselling: meanings alone, of one encoder, of topics there are."""

from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open

from chat.dialogue import counselling, intents
from emotions.language.encoder import get_packaged_encoder


def test_each_topic_of_the_shipped_vectors_is_an_intent() -> None:
    heard = counselling.read(get_packaged_encoder().fingerprint)
    assert len(heard.topics) > 500
    assert len(heard.vectors) == len(heard.topics)
    assert set(heard.topics) <= {intent.topic for intent in intents.shipped()}
    assert np.allclose(np.linalg.norm(heard.vectors, axis=1), 1, atol=0.01)


def test_no_word_of_the_corpus_ships() -> None:
    with safe_open(counselling.FILE, "np") as file:
        assert list(file.keys()) == ["vectors"]
        assert set(file.metadata()) == {"topics", "encoder"}


def test_vectors_of_another_encoder_teach_nothing() -> None:
    assert counselling.read("another").topics == ()


def test_those_of_some_topics_are_kept() -> None:
    heard = counselling.Heard(np.eye(3, dtype=np.float32), ("a", "b", "a"))
    kept = heard.of({"a"})
    assert kept.topics == ("a", "a")
    assert kept.vectors.tolist() == [[1, 0, 0], [0, 0, 1]]


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(b"no")
    with pytest.raises(ValueError, match="train_intents"):
        counselling.read("e", path)
