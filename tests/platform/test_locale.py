"""English is complete, and each visitor gets their language."""

import gettext
import re
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "locale/en/LC_MESSAGES"
LEFT_OUT = ("locale", "node_modules", "static", "tests", "var", ".*")
HANGUL = re.compile("[가-힣]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|<[^>]+>")


def catalogue() -> dict[str, str]:
    """English by its Korean text; where there are forms for one and many, one of them."""
    with (FOLDER / "django.mo").open("rb") as file:
        entries = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    texts = {key if isinstance(key, str) else key[0]: entries[key] for key in entries}
    return {text: english for text, english in texts.items() if text}


@pytest.fixture
def extracted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every text of the source that is to be translated."""
    if shutil.which("xgettext") is None or shutil.which("msgcat") is None:
        pytest.skip("gettext is not installed: untranslated texts are not looked for")
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (source / "locale").mkdir()
    monkeypatch.chdir(source)
    call_command("makemessages", locale=["en"], keep_pot=True, no_obsolete=True, verbosity=0)
    return msgids((source / "locale/django.pot").read_text("utf-8"))


def msgids(template: str) -> set[str]:
    """The texts of a .pot file; of plurals the first form."""
    entries = re.findall(r'^msgid ((?:"(?:[^"\\]|\\.)*"\n)+)', template, re.MULTILINE)
    return {_unquoted(entry) for entry in entries} - {""}


def _unquoted(entry: str) -> str:
    text = "".join(line[1:-1] for line in entry.splitlines())
    return re.sub(r"\\(.)", lambda one: {"n": "\n", "t": "\t"}.get(one[1], one[1]), text)


def test_every_korean_text_has_an_english_one() -> None:
    missing = [text for text, english in catalogue().items() if HANGUL.search(english)]
    assert missing == []
    assert 'msgstr ""\n\n' not in (FOLDER / "django.po").read_text()


def test_no_text_of_the_source_is_without_english(extracted: set[str]) -> None:
    assert len(extracted) > 500
    assert sorted(extracted - set(catalogue())) == [], "make messages, then translate these"


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
