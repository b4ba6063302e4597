"""Vectors that ship with the repository."""

from pathlib import Path

import numpy as np

from chat.dialogue import intents, shipped_vectors
from emotions.language.encoder import get_packaged_encoder

FINGERPRINT = get_packaged_encoder().fingerprint


def test_what_is_read_back_is_what_was_written(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(50, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [f"말 {number}" for number in range(50)]
    path = tmp_path / "vectors.safetensors"
    shipped_vectors.write(texts, vectors, "encoder", path)
    again = shipped_vectors.read("encoder", path)
    assert list(again) == texts
    assert (np.sum(np.array([*again.values()]) * vectors, axis=1) > 0.9999).all()


def test_there_are_none_of_another_encoder_and_none_without_the_file(tmp_path: Path) -> None:
    assert shipped_vectors.read("another") == {}
    assert shipped_vectors.read("encoder", tmp_path / "nowhere.safetensors") == {}


def test_every_packaged_utterance_has_its_vector() -> None:
    """After a change of the intents: `make intents`."""
    shipped = shipped_vectors.read(FINGERPRINT)
    texts = [text for intent in intents.shipped() for text in intent.utterances]
    assert [text for text in texts if " ".join(text.split()) not in shipped] == []


def test_a_shipped_vector_is_the_encoder_s() -> None:
    texts = [intent.utterances[0] for intent in intents.shipped()[::40]]
    shipped = shipped_vectors.read(FINGERPRINT)
    vectors = get_packaged_encoder().encode(texts)
    own = np.array([shipped[text] for text in texts])
    assert (np.sum(own * vectors, axis=1) > 0.999).all()
