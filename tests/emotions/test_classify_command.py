"""`manage.py classify` prints one JSON line a text, or one clear error."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from emotions import versions
from emotions.classifier import ClassifierCorrupt
from emotions.management.jsonl import json_line, read_records
from emotions.vector import EMOTIONS

pytestmark = pytest.mark.django_db


def classified(*arguments: Any, **options: Any) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("classify", *arguments, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    return tmp_path / "lines.jsonl"


def test_one_text_gives_one_line() -> None:
    (record,) = classified("오늘 합격 소식을 들어서 너무 행복해")
    assert record["text"] == "오늘 합격 소식을 들어서 너무 행복해"
    assert list(record["emotions"]) == list(EMOTIONS)
    assert sum(record["emotions"].values()) == pytest.approx(1)
    assert record["top"] == "기쁨"


def test_a_file_gives_a_line_a_line_in_order(lines: Path) -> None:
    texts = ["너무 행복해", "", "😭", "안\x00녕", "가" * 1000, "hello"]
    lines.write_text("\n".join(json.dumps({"text": text}) for text in texts) + "\n\n")
    assert [record["text"] for record in classified(input=lines)] == texts


def test_a_lone_surrogate_comes_back_as_its_escape(lines: Path) -> None:
    lines.write_text('{"text": "\\ud800 슬퍼"}', encoding="utf-8")
    (record,) = classified(input=lines)
    assert record["text"] == "\ud800 슬퍼"
    assert json_line({"text": "\ud800 슬퍼"}) == '{"text": "\\ud800 슬퍼"}'


def test_a_mark_of_byte_order_and_foreign_line_ends_are_read(lines: Path) -> None:
    lines.write_bytes('\ufeff{"text": "기뻐"}\r\n{"text": "슬퍼"}\r\n'.encode())
    assert read_records(lines, "text") == [("기뻐",), ("슬퍼",)]


@pytest.mark.parametrize(
    "line",
    [b"{", b"[]", b'"text"', b'{"texts": "a"}', b'{"text": 1}', b"\xff", b"[" * 100_000, b"NaN"],
)
def test_a_bad_line_is_named_by_its_number(lines: Path, line: bytes) -> None:
    lines.write_bytes(b'{"text": "ok"}\n\n' + line + b"\n")
    with pytest.raises(CommandError, match="line 3"):
        classified(input=lines)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.jsonl"):
        classified(input=tmp_path / "nowhere.jsonl")


@pytest.mark.parametrize("arguments", [[], ["글", "--input", "file.jsonl"]])
def test_either_a_text_or_a_file_is_asked_for(arguments: list[str]) -> None:
    with pytest.raises(CommandError, match=r"required|not allowed"):
        call_command("classify", *arguments)


def test_a_broken_classifier_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ClassifierCorrupt("model.cbm is damaged: run `make classifier`")

    monkeypatch.setattr(versions, "serving", fail)
    with pytest.raises(CommandError, match="make classifier"):
        classified("안녕")
