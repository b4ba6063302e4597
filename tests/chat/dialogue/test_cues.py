"""Negations and other people's stories, by which a meaning turns round."""

import pytest

from chat.dialogue.cues import cues_of


@pytest.mark.parametrize(
    "text",
    ["웃을 일이 없어요", "전혀 불안하지 않아요", "행복한 적이 없어", "잠이 안 와", "잠을 못 잤어",
     "이해를 못 해 줘요", "화난 게 아니야", "별로 안 슬퍼", "걱정되진 않아"],
)  # fmt: skip
def test_a_negation_is_heard(text: str) -> None:
    assert cues_of(text).negated


@pytest.mark.parametrize(
    "text",
    ["잠을 잘 자요", "괜찮아", "귀찮아 죽겠어", "어이없네", "집 안에만 있어", "안녕하세요",
     "할머니가 편찮으세요", "아니 진짜 짜증나", "불안해", "힘들잖아", "울지 않을까 걱정이야"],
)  # fmt: skip
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert not cues_of(text).negated


@pytest.mark.parametrize(
    ("text", "of_somebody"),
    [
        ("남편이 술을 너무 마셔요", True),
        ("우리 엄마는 맨날 화만 내", True),
        ("팀장님이 내 보고서를 비웃었어", True),
        ("술을 너무 마셔요", False),
        ("나는 엄마가 미워", False),
        ("엄마한테 화를 냈어", False),
        ("내가 형이 되다니", False),
    ],
)
def test_whose_story_it_is(text: str, of_somebody: bool) -> None:
    assert cues_of(text).of_somebody is of_somebody


def test_cues_that_no_neighbour_shares_contradict() -> None:
    negated, plain = cues_of("불안하지 않아"), cues_of("불안해")
    assert negated.contradict([plain, plain])
    assert plain.contradict([negated])
    assert not negated.contradict([plain, negated])
