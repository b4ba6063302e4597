"""English is complete, and each visitor gets their language."""

import gettext
import re
from pathlib import Path

import pytest
from django.test import Client

FOLDER = Path(__file__).parents[2] / "locale/en/LC_MESSAGES"
HANGUL = re.compile("[가-힣]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|<[^>]+>")


def catalogue() -> dict[str, str]:
    with (FOLDER / "django.mo").open("rb") as file:
        entries = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key: value for key, value in entries.items() if isinstance(key, str) and key}


def test_every_korean_text_has_an_english_one() -> None:
    missing = [text for text, english in catalogue().items() if HANGUL.search(english)]
    assert missing == []
    assert 'msgstr ""\n\n' not in (FOLDER / "django.po").read_text()


def test_placeholders_and_markup_are_the_same_on_both_sides() -> None:
    for text, english in catalogue().items():
        assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(english)), text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("ko", "이야기 시작하기"), ("en", "Begin talking")]
)
def test_the_first_page_is_in_the_visitors_language(
    client: Client, language: str, words: str
) -> None:
    page = client.get("/", headers={"accept-language": language}).content.decode()
    assert words in page
    assert f'<html lang="{language}"' in page
