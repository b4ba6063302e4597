"""Which songs a name stands for."""

from typing import NamedTuple

import pytest

from recommendations.wishes.matching import Found, find


class Song(NamedTuple):
    title: str
    artist: str


SONGS = [
    Song("좋은 날", "아이유"),
    Song("무릎", "아이유"),
    Song("비", "폴킴"),
    Song("도망가자 (Run With Me)", "선우정아"),
    Song("작은별", "AKMU (악뮤)"),
    Song("BLUE MOON", "효린, 창모"),
    Song("스물다섯, 스물하나", "자우림"),
    Song("겨울(feat.선우정아&유라)", "cosmic boy"),
    Song(",", "다섯"),
]


def titles(found: Found) -> list[str]:
    return [SONGS[row].title for row in found.rows]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("좋은날", "좋은 날"),
        ("아이유 좋은날", "좋은 날"),
        ("무릎 아이유", "무릎"),
        ("비", "비"),
        ("run with me", "도망가자 (Run With Me)"),
        ("선우정아 도망가자", "도망가자 (Run With Me)"),
        ("스물다섯 스물하나", "스물다섯, 스물하나"),
        ("스물다섯", "스물다섯, 스물하나"),
        ("겨울", "겨울(feat.선우정아&유라)"),
    ],
)
def test_a_title_is_found(name: str, title: str) -> None:
    found = find(name, SONGS)
    assert found.title
    assert titles(found) == [title]


@pytest.mark.parametrize(
    ("name", "artist", "count"),
    [
        ("아이유", "아이유", 2),
        ("IU", "아이유", 2),
        ("악동뮤지션", "AKMU", 1),
        ("악뮤", "AKMU", 1),
        ("창모", "효린, 창모", 1),
        ("다섯", "다섯", 1),
    ],
)
def test_an_artist_is_found_by_every_name(name: str, artist: str, count: int) -> None:
    found = find(name, SONGS)
    assert (found.title, found.artist, found.unknown, len(found.rows)) == (
        False, artist, False, count,
    )  # fmt: skip


def test_an_artist_beside_an_unknown_title_is_said_to_be_so() -> None:
    found = find("아이유 밤편지", SONGS)
    assert (found.artist, found.unknown) == ("아이유", True)


@pytest.mark.parametrize("name", ["밤편지", "뉴진스", "별", "무", "", "!"])
def test_what_is_not_there_is_not_found(name: str) -> None:
    assert find(name, SONGS).rows == []
