"""JSON lines in and out, shared by the commands that read one TEXT or `--input FILE.jsonl`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser


def add_text_arguments(parser: CommandParser) -> None:
    """Let a command take either one TEXT or `--input FILE.jsonl`."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("text", nargs="?", metavar="TEXT", help="one text")
    add_input_argument(source)


def add_input_argument(parser: Any) -> None:
    """Let a command take `--input FILE.jsonl`; `-` reads standard input."""
    parser.add_argument(
        "--input", type=Path, metavar="FILE.jsonl", help="one JSON object a line; - for stdin"
    )


def read_texts(text: str | None, path: Path | None) -> list[str]:
    """The one text of the command line, or the `text` of every line of a file."""
    if path is None:
        return [text or ""]
    return [line for (line,) in read_records(path, "text")]


def read_records(path: Path, *keys: str) -> list[tuple[str, ...]]:
    """The named strings of every line; blank lines are skipped.

    The whole file is read before anything is computed, so that a bad line costs no waiting.

    Raises:
        CommandError: where the file cannot be read, or names the line that is not such an object.
    """
    records = []
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            try:
                records.append(_record(line, keys))
            except (ValueError, RecursionError) as error:
                raise CommandError(f"{path}, line {number}: {error}") from error
    return records


def json_line(record: Mapping[str, Any]) -> str:
    """One line of JSON with Korean readable; a lone surrogate is written as its escape."""
    line = json.dumps(record, ensure_ascii=False)
    return line.encode("utf-8", "backslashreplace").decode()


def _lines(path: Path) -> list[bytes]:
    source = Path("/dev/stdin") if str(path) == "-" else path
    try:
        return source.read_bytes().splitlines()
    except OSError as error:
        raise CommandError(f"cannot read {path}: {error.strerror}") from error


def _record(line: bytes, keys: tuple[str, ...]) -> tuple[str, ...]:
    record = json.loads(line.decode("utf-8-sig"))
    if not isinstance(record, dict):
        raise ValueError("expected a JSON object")
    for key in keys:
        if not isinstance(record.get(key), str):
            raise ValueError(f'expected a string under "{key}"')
    return tuple(record[key] for key in keys)
