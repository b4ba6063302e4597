"""AI Hub downloads in their original JSON and XLSX form, as the rows `corpora` reads.

Forms as AI Hub documents them: the dialogue corpus (감성대화 말뭉치) is a JSON list of profiles
with a talk, or a sheet with a dialogue a row; the single sentences (단발성 대화) and the
counselling script (웰니스 대화 스크립트) are sheets.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

from emotions.vector import EMOTIONS

EMOTION_OF_TENS = {"1": "분노", "2": "슬픔", "3": "불안", "4": "상처", "5": "당황", "6": "기쁨"}
"""The first digit of a sub-emotion's code, E10 to E69."""
LEFT_OUT = "당황"
"""The sixth emotion of the corpus, which the product does not have."""
SUB_EMOTIONS = {
    "분노": "분노 툴툴대는 좌절한 짜증내는 방어적인 "
    "악의적인 안달하는 구역질_나는 노여워하는 성가신",
    "슬픔": "슬픔 실망한 비통한 후회되는 우울한 마비된 염세적인 눈물이_나는 낙담한 환멸을_느끼는",
    "불안": "불안 두려운 스트레스_받는 취약한 혼란스러운 "
    "당혹스러운 회의적인 걱정스러운 조심스러운 초조한",
    "상처": "상처 질투하는 배신당한 고립된 충격_받은 "
    "가난한,_불우한 희생된 억울한 괴로워하는 버려진",
    "기쁨": "기쁨 감사하는 신뢰하는 편안한 만족스러운 흥분 느긋 안도 신이_난 자신하는",
}
"""Names in the order of their codes' second digit."""

TURNS = ("사람문장1", "사람문장2", "사람문장3")
HEADER_WITHIN = 5
"""Rows of a sheet among which its column names are looked for."""

Row = tuple[str, ...]


class UnknownForm(ValueError):
    """A file is not what AI Hub gives under this kind; the message says where."""


class Kind(NamedTuple):
    """One corpus: where it goes in the data folder, with which columns, and how it is read."""

    target: str
    columns: Row
    read: Callable[[Path], Iterator[Row]]


def import_files(kind: Kind, sources: Sequence[Path], data: Path) -> int:
    """Write all sources as one corpus file into the data folder; gives the number of rows.

    Raises:
        UnknownForm: where a source cannot be understood; nothing is written then.
        ModuleNotFoundError: for a sheet without openpyxl.
    """
    rows = [row for source in sources for row in kind.read(source)]
    target = data / kind.target
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".new")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(kind.columns)
        writer.writerows(rows)
    unfinished.replace(target)
    return len(rows)


def read_dialogues(path: Path) -> Iterator[Row]:
    """Emotion, sub-emotion and three turns, of .json or .xlsx; `LEFT_OUT` is left out."""
    rows = _dialogues_of_json(path) if path.suffix == ".json" else _dialogues_of_sheet(path)
    return (row for row in rows if row[0] != LEFT_OUT)


def read_keti(path: Path) -> Iterator[Row]:
    """Sentence and one of seven emotions, of .xlsx."""
    for number, text, emotion in _sheet(path, ("Sentence", "Emotion")):
        if text:
            yield text, _stated(emotion, path, number)


def read_wellness(path: Path) -> Iterator[Row]:
    """Intent, utterance and an answer or none, of .xlsx."""
    for number, intent, utterance, answer in _sheet(path, ("구분", "유저", "챗봇")):
        if utterance:
            yield _stated(intent, path, number), utterance, answer


KINDS: Mapping[str, Kind] = {
    "dialogues": Kind(
        "emotion/aihub_dialogues.csv",
        ("emotion", "sub_emotion", "turn1", "turn2", "turn3"),
        read_dialogues,
    ),
    "keti": Kind("emotion/keti_single_turn.csv", ("text", "emotion7"), read_keti),
    "wellness": Kind(
        "dialogue/wellness_half.csv", ("intent", "utterance", "answer"), read_wellness
    ),
}


def _dialogues_of_json(path: Path) -> Iterator[Row]:
    try:
        profiles = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        raise UnknownForm(f"{path}: no JSON in UTF-8 ({error})") from error
    if not isinstance(profiles, list):
        raise UnknownForm(f"{path}: a list of profiles with their talks is expected")
    for number, profile in enumerate(profiles, start=1):
        try:
            code = profile["profile"]["emotion"]["type"]
            content = profile["talk"]["content"]
            turns = [str(content.get(f"HS0{turn}") or "").strip() for turn in (1, 2, 3)]
            yield (*_emotion_of_code(code), *turns)
        except (AttributeError, KeyError, TypeError) as error:
            raise UnknownForm(f"{path}, profile {number}: {error!r}") from error


def _emotion_of_code(code: str) -> tuple[str, str]:
    """ "E18" to its emotion and sub-emotion; KeyError for what is no code."""
    if not (len(code) == 3 and code[0] == "E" and code[1:].isdecimal()):
        raise KeyError(code)
    emotion = EMOTION_OF_TENS[code[1]]
    names = SUB_EMOTIONS.get(emotion, "").split()
    return emotion, names[int(code[2])].replace("_", " ") if names else ""


def _dialogues_of_sheet(path: Path) -> Iterator[Row]:
    for number, emotion, sub_emotion, *turns in _sheet(
        path, ("감정_대분류", "감정_소분류", *TURNS)
    ):
        if any(turns):
            if emotion not in (*EMOTIONS, LEFT_OUT):
                raise UnknownForm(f"{path}, row {number}: no emotion named {emotion!r}")
            yield (emotion, sub_emotion, *turns)


def _sheet(path: Path, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Row number and the cells under some columns, stripped, of the first sheet."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise UnknownForm(f"{path}: no XLSX file ({error})") from error
    try:
        rows = enumerate(book.worksheets[0].iter_rows(values_only=True), start=1)
        places = _places(rows, columns, path)
        for number, cells in rows:
            yield (number, *(_text(cells, place) for place in places))
    finally:
        book.close()


def _places(rows: Iterable[tuple[int, Row]], columns: Sequence[str], path: Path) -> list[int]:
    """Where the columns are, once the row that names them is found."""
    for _, cells in islice(rows, HEADER_WITHIN):
        names = [_text(cells, place) for place in range(len(cells))]
        if set(columns) <= set(names):
            return [names.index(column) for column in columns]
    raise UnknownForm(f"{path}: columns {', '.join(columns)} are expected")


def _text(cells: Sequence[Any], place: int) -> str:
    value = cells[place] if place < len(cells) else None
    return "" if value is None else str(value).strip()


def _stated(value: str, path: Path, number: int) -> str:
    if not value:
        raise UnknownForm(f"{path}, row {number}: its label is missing")
    return value
