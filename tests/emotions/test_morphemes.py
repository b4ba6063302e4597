"""Okt words: what is kept, what is dropped, and what a person may type without harm."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from emotions.language.morphemes import stop_words, words

PLAIN_SECONDS = 30
"""Far above what is needed even on a busy machine; without pieces Okt takes minutes here."""


def test_content_words_are_stemmed_and_in_order() -> None:
    assert words("면접에서 떨어져서 너무 속상했어요") == ["면접", "떨어지다", "너무", "속상하다"]


def test_particles_endings_and_stop_words_are_dropped() -> None:
    assert words("그것은 저의 것이다") == []
    assert "하다" in stop_words()


def test_typing_without_spaces_is_read() -> None:
    assert {"너무", "힘들다", "집"} <= set(words("오늘너무힘들어서집에가고싶어"))


@pytest.mark.parametrize(
    ("text", "emoticons"),
    [
        ("힘들어ㅠㅠㅠㅠ", ["ㅠㅠ"]),
        ("힘들어ㅜ", ["ㅠㅠ"]),
        ("힘들닼ㅋㅋㅋ", ["ㅋㅋ"]),
        ("힘들어 ㅎㅎ", ["ㅎㅎ"]),
        ("힘들어ㅋㅋㅠㅠ", ["ㅋㅋ", "ㅠㅠ"]),
    ],
)
def test_laughter_and_tears_are_words(text: str, emoticons: list[str]) -> None:
    assert words(text) == ["힘들다", *emoticons]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t",
        "😭😭🥹",
        "\x00",
        "\ud800",
        "12345",
        "!?…",
        "こんにちは",
        "a/b/c",
        "-" * 1000,
    ],
)
def test_text_without_korean_words_gives_none(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize("text", ["슬\x00퍼요", "\x00슬퍼요\x00", "\udfff슬퍼요\ud800", "슬퍼요😭"])
def test_what_okt_cannot_read_only_parts_words(text: str) -> None:
    assert set(words(text)) <= {"슬프다", "슬", "퍼다", "프다", "퍼", "푸다"}
    assert words(text)


@pytest.mark.parametrize("letter", ["아", "가", "ㅋ", "ㅠ", "a", "슬"])
def test_a_thousand_of_one_letter_is_a_word_or_two(letter: str) -> None:
    assert len(words(letter * 1000)) <= 2


def test_a_thousand_letters_without_a_space_do_not_hang() -> None:
    begun = time.monotonic()
    assert len(words("회사사람들이나만빼고밥먹으러가서너무서러웠어" * 45)) > 100
    assert time.monotonic() - begun < PLAIN_SECONDS


def test_threads_share_one_jvm() -> None:
    texts = [f"{number}번째 시험에서 떨어져 우울해" for number in range(40)]
    alone = [words(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(words, texts)) == alone


def test_importing_starts_no_jvm() -> None:
    code = "import sys, emotions.language.morphemes; sys.exit('jpype' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
