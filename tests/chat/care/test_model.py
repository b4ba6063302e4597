"""The second look: recall first, on sentences kept apart; damaged files have a name."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from chat.care import training
from chat.care.model import CLASSES, LIKELY, NONE, CrisisModel, shipped
from chat.care.patterns import CrisisLevel, Situation
from chat.dialogue.intents import shipped as shipped_intents
from emotions.language.encoder import Encoder, get_packaged_encoder

SENTENCES = training.read()
LEARNT, ASKED = training.kept_apart(SENTENCES)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return get_packaged_encoder()


@pytest.fixture(scope="module")
def fitted(encoder: Encoder) -> CrisisModel:
    plain = [
        training.Sentence(text, is_crisis=False, kind=intent.topic)
        for intent in shipped_intents()
        for text in intent.utterances[::6]
    ]
    return training.train(LEARNT, plain, encoder)


def test_there_are_sentences_of_every_kind() -> None:
    crises = [one for one in SENTENCES if one.is_crisis]
    assert len(crises) >= 400
    assert len(SENTENCES) - len(crises) >= 600
    assert {one.kind for one in crises} == set(CLASSES) - {NONE}
    assert len({one.text for one in SENTENCES}) == len(SENTENCES)
    assert 0.25 < np.mean([one.is_held_out for one in SENTENCES]) < 0.42


def test_what_was_kept_apart_is_found_with_few_false_alarms(
    fitted: CrisisModel, encoder: Encoder
) -> None:
    asked = training.measure(ASKED, fitted, encoder)
    assert asked.recall >= 0.95, asked.missed
    met = training.measure(ASKED, replace(fitted, threshold=LIKELY), encoder)
    assert met.recall >= 0.9, met.missed
    assert met.precision >= 0.82, met.false_alarms


def test_the_model_alone_finds_most_of_what_no_pattern_was_written_for(
    fitted: CrisisModel, encoder: Encoder
) -> None:
    texts = [one.text for one in ASKED if one.is_crisis]
    assert np.mean(fitted.risk(texts, encoder.encode(texts)) >= fitted.threshold) >= 0.8


def test_the_shipped_model_is_of_the_shipped_encoder(encoder: Encoder) -> None:
    assert shipped().encoder == encoder.fingerprint


def test_what_people_say_to_the_bot_is_seldom_taken_for_a_crisis(encoder: Encoder) -> None:
    texts = [text for intent in shipped_intents() for text in intent.utterances]
    model = shipped()
    risk = model.risk(texts, encoder.encode(texts))
    alarms = [text for text, one in zip(texts, risk, strict=True) if one >= model.threshold]
    assert len(alarms) <= 0.02 * len(texts), alarms


@pytest.mark.parametrize(
    ("text", "level", "whose"),
    [
        ("죽고 싶다는 생각뿐이에요", CrisisLevel.CONCERN, Situation.SELF),
        ("오늘 점심은 김치찌개였어", CrisisLevel.NONE, Situation.SELF),
    ],
)
def test_a_vector_has_a_level_and_a_situation(
    encoder: Encoder, text: str, level: CrisisLevel, whose: Situation
) -> None:
    assert shipped().assess(text, encoder.encode([text])[0]) == (level, whose)


def test_a_model_is_written_and_read_again(fitted: CrisisModel, tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    fitted.write(path)
    read = CrisisModel.read(path)
    assert read.encoder == fitted.encoder
    assert read.threshold == pytest.approx(fitted.threshold, abs=1e-4)
    np.testing.assert_allclose(read.weight, fitted.weight, atol=1e-6)


def test_a_flipped_byte_is_noticed(fitted: CrisisModel, tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    fitted.write(path)
    content = bytearray(path.read_bytes())
    content[-7] ^= 1
    path.write_bytes(content)
    with pytest.raises(ValueError, match="damaged"):
        CrisisModel.read(path)


def test_a_file_that_is_no_model_is_named_with_the_command(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    for content in (b"", b"nonsense"):
        path.write_bytes(content)
        with pytest.raises(ValueError, match="train_crisis"):
            CrisisModel.read(path)
