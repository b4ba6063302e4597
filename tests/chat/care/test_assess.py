"""Both looks together, several messages, and sentences kept apart."""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from chat.care import model
from chat.care.assess import assess, signs
from chat.care.patterns import CrisisLevel, Danger, Situation
from emotions.language.encoder import Encoder, get_packaged_encoder

APART = Path(__file__).parent / "data" / "apart.csv"
MET = (CrisisLevel.CONCERN, CrisisLevel.EMERGENCY)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return get_packaged_encoder()


@pytest.fixture(scope="module")
def kinds(encoder: Encoder) -> dict[str, list[Danger]]:
    """What is found in the sentences kept apart, by kind. They are never learnt from."""
    with APART.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    second = model.of_encoder(encoder.fingerprint)
    found: dict[str, list[Danger]] = defaultdict(list)
    for row, vector in zip(rows, encoder.encode([row["text"] for row in rows]), strict=True):
        found[row["kind"]].append(assess(row["text"], vector, second))
    return found


def met(dangers: list[Danger]) -> float:
    """Share that is met as a crisis."""
    return float(np.mean([danger.level in MET for danger in dangers]))


def asked(dangers: list[Danger]) -> float:
    """Share that is met as one or asked about gently."""
    return float(np.mean([danger.level is not CrisisLevel.NONE for danger in dangers]))


def test_there_is_enough_to_measure_on(kinds: dict[str, list[Danger]]) -> None:
    alike = [kind for kind in kinds if kind.startswith("alike_")]
    crises = [kind for kind in kinds if kind not in ("plain", *alike)]
    assert len(kinds["plain"]) >= 300
    assert sum(len(kinds[kind]) for kind in crises) >= 150
    assert sum(len(kinds[kind]) for kind in alike) >= 150


def test_nearly_all_wishes_and_plans_are_found(kinds: dict[str, list[Danger]]) -> None:
    assert asked(kinds["wish"] + kinds["plan"]) >= 0.96
    assert met(kinds["wish"] + kinds["plan"]) >= 0.96


def test_self_harm_and_violence_are_found(kinds: dict[str, list[Danger]]) -> None:
    assert met(kinds["selfharm"]) >= 0.85
    assert asked(kinds["selfharm"]) >= 0.9
    assert met(kinds["violence"]) >= 0.9


def test_plain_talk_raises_no_alarm(kinds: dict[str, list[Danger]]) -> None:
    assert met(kinds["plain"]) <= 0.01
    assert asked(kinds["plain"]) <= 0.02


def test_an_emergency_and_anothers_danger_are_told_by_the_second_look(encoder: Encoder) -> None:
    second = model.of_encoder(encoder.fingerprint)
    for text, danger in {
        "약을 먹은 엄마가 흔들어도 눈을 안 떠요": (CrisisLevel.EMERGENCY, Situation.OTHER),
        "아까 약 한 통을 비웠어요 점점 졸려요": (CrisisLevel.EMERGENCY, Situation.SELF),
        "딸아이가 밤마다 팔에 상처를 내요": (CrisisLevel.CONCERN, Situation.OTHER),
    }.items():
        assert assess(text, encoder.encode([text])[0], second) == danger, text


@pytest.mark.parametrize(
    ("before", "text", "level"),
    [
        (
            ["다 소용없는 것 같아", "아끼던 기타를 동생 줬어"],
            "그동안 고마웠어",
            CrisisLevel.CONCERN,
        ),
        (["나아질 것 같지 않아"], "아끼던 기타를 동생 줬어", CrisisLevel.CONCERN),
        (["사진도 다 지웠어"], "이상하게 마음이 편해졌어", CrisisLevel.UNSURE),
        ([], "그동안 고마웠어", CrisisLevel.NONE),
        (["오늘 이사했어"], "아끼던 기타를 동생 줬어", CrisisLevel.NONE),
        (["다 소용없는 것 같아"], "이제 밥 먹으러 갈게 ㅂㅂ", CrisisLevel.NONE),
    ],
)
def test_signs_in_several_messages_count_together(
    before: list[str], text: str, level: CrisisLevel
) -> None:
    assert assess(text, np.zeros(1), None, before=before).level is level


def test_one_sign_is_heard_in_its_example() -> None:
    assert signs("아끼던 기타를 동생 줬어") == {"giving"}
    assert signs("오늘 점심은 김치찌개") == frozenset()
