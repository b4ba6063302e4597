"""The packaged encoder as the rest of the project meets it."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from emotions.language.encoder import (
    Encoder,
    EncoderDamaged,
    EncoderMissing,
    get_encoder,
    load_encoder,
)

MODEL = Path(__file__).resolve().parents[2] / "emotions/language/model"
PLAIN = [
    "비가 오니까 괜히 마음이 가라앉네",
    "오늘 발표를 무사히 끝내서 날아갈 것 같아!",
    "고양이가 창가에서 졸고 있다",
    "I keep thinking about that last summer by the sea",
]
STRANGE = [
    "",
    "   ",
    "\x00",
    "\ud83d",
    "앞\ud83d뒤",
    "😊😭",
    "ㅋ" * 1000,
    "\n\t\r",
    "ひらがな",
    "a" * 100_000,
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The packaged model, loaded once for this file."""
    return load_encoder(MODEL, threads=2)


def test_vectors_have_length_one(encoder: Encoder) -> None:
    vectors = encoder.encode(PLAIN)
    assert vectors.shape == (len(PLAIN), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def test_order_of_the_texts_is_kept(encoder: Encoder) -> None:
    forward = encoder.encode(PLAIN)
    backward = encoder.encode(PLAIN[::-1])
    nearest = (forward @ backward.T).argmax(axis=1)
    assert nearest.tolist() == [3, 2, 1, 0]


def test_a_batch_gives_what_single_texts_give(encoder: Encoder) -> None:
    together = encoder.encode(PLAIN)
    alone = np.concatenate([encoder.encode([text]) for text in PLAIN])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_the_same_batch_gives_the_same_vectors(encoder: Encoder) -> None:
    np.testing.assert_array_equal(encoder.encode(PLAIN), encoder.encode(PLAIN))


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: ascii(text)[:16])
def test_any_string_has_a_defined_vector(encoder: Encoder, text: str) -> None:
    (vector,) = encoder.encode([text])
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-4)


def test_control_characters_count_as_spaces(encoder: Encoder) -> None:
    np.testing.assert_array_equal(encoder.encode(["집에\x00가자"]), encoder.encode(["집에 가자"]))


def test_same_meaning_is_nearer_than_another_subject(encoder: Encoder) -> None:
    first, same, other = encoder.encode(
        [
            "잠이 안 와서 밤을 꼬박 새웠어",
            "한숨도 못 자고 아침을 맞았어",
            "새로 산 자전거가 마음에 들어",
        ]
    )
    assert first @ same > first @ other + 0.05


def test_threads_share_one_encoder(encoder: Encoder) -> None:
    expected = encoder.encode(PLAIN)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: encoder.encode(PLAIN), range(8)):
            np.testing.assert_array_equal(found, expected)


def test_fingerprint_names_the_weights(encoder: Encoder) -> None:
    assert len(encoder.fingerprint) == 64
    assert encoder.fingerprint == load_encoder(MODEL, threads=1).fingerprint


def test_process_has_one_encoder() -> None:
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: get_encoder(), range(3)))
    assert found[0] is found[1] is found[2]


def test_missing_folder_is_named_with_the_mending_command(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    with pytest.raises(EncoderMissing, match="make encoder") as caught:
        load_encoder(nowhere, threads=1)
    assert str(nowhere) in str(caught.value)


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(MODEL, tmp_path / "model")
    with (folder / "model.onnx").open("r+b") as file:
        file.seek(1000)
        file.write(b"\x00\xff\x00\xff")
    with pytest.raises(EncoderDamaged, match=r"model\.onnx"):
        load_encoder(folder, threads=1)


def test_lost_tokenizer_is_named(tmp_path: Path) -> None:
    folder = shutil.copytree(MODEL, tmp_path / "model")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(EncoderDamaged, match=r"tokenizer\.json is missing"):
        load_encoder(folder, threads=1)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99}', "{}"])
def test_unreadable_manifest_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(EncoderDamaged, match=r"manifest\.json"):
        load_encoder(tmp_path, threads=1)


def test_package_is_within_its_size() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= 40_000_000


def test_importing_the_module_loads_no_model_library() -> None:
    code = (
        "import sys, emotions.language.encoder;"
        "assert not {'torch', 'onnxruntime', 'sentence_transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
