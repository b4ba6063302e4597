"""Numbers of help lines stand in one table; texts and pages name them from there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.template import Context, Template

from chat import helplines
from chat.dialogue import intents

ROOT = Path(__file__).parents[2]
DATA = ROOT / "chat/data"
BARE = re.compile(rf"(?<![\d.{{-])(?:{'|'.join(helplines.numbers())})(?![\d}}-])")
NAMED_IN_TEMPLATES = re.compile(r"{% helplines? [^%]*%}")
DRAWING = re.compile(r'\bd="[^"]*"')


def pages() -> Iterator[tuple[Path, str]]:
    """Templates without what names help lines, and without the numbers of drawings."""
    for path in [*ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.txt")]:
        yield path, NAMED_IN_TEMPLATES.sub("", DRAWING.sub("", path.read_text("utf-8")))


def spoken() -> Iterator[tuple[Path, str]]:
    """What 공감이 says, as it is written: not what people say to it."""
    for path in [*DATA.glob("intents/*.yaml"), *DATA.glob("families/*.yaml")]:
        for entry in yaml.safe_load(path.read_text("utf-8")).values():
            yield from ((path, " ".join(answer.values())) for answer in entry["replies"])
    for path in (DATA / "lines.csv", ROOT / "chat/care/data/words.yaml"):
        yield from ((path, line) for line in path.read_text("utf-8").splitlines())


def test_no_page_and_no_text_holds_a_number_of_its_own() -> None:
    texts = [*pages(), *spoken()]
    assert len({path for path, _ in texts}) > 100
    assert [f"{path}: {text}" for path, text in texts if BARE.search(text)] == []


def test_a_bare_number_is_seen() -> None:
    found = [
        bool(BARE.search(text))
        for text in ("109에 전화해 주세요", "tel:15770199 1577-0199", "(119)")
    ]
    assert found == [True, True, True]
    assert not BARE.search("{109}와 {1577-0199}, 1090원, 2109, 1.109")


def test_answers_are_read_with_the_numbers_they_name() -> None:
    said = [answer.say for one in intents.shipped() for answer in one.answers]
    assert any("1577-0199" in text for text in said)
    assert not [text for text in said if re.search(r"\{\d", text)]


def test_a_number_that_is_in_no_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "service.yaml"
    file.write_text(
        "a:\n  title: a\n  utterances: [a]\n  replies:\n  - say: '{110}에 물어보세요.'\n"
    )
    with pytest.raises(KeyError, match="110 is no help line"):
        list(intents.read(file))
    with pytest.raises(KeyError, match="110 is no help line"):
        Template('{% load helplines %}{% helpline "110" %}').render(Context())


def test_a_page_names_a_number_as_a_link_without_a_database() -> None:
    shown = Template('{% load helplines %}{% helpline "1577-0199" %}').render(Context())
    assert shown == '<a href="tel:15770199">1577-0199</a>'
