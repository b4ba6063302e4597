"""AI Hub's forms, in small files of our own."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from emotions.training.corpora import load_dialogues, load_keti, load_wellness


def profile(code: str, *turns: str) -> dict[str, Any]:
    content = {f"HS0{number}": text for number, text in enumerate(turns, start=1)}
    answers = {f"SS0{number}": "그랬군요." for number in range(1, len(turns) + 1)}
    return {
        "profile": {"persona-id": "Pro_1", "emotion": {"emotion-id": f"S1_{code}", "type": code}},
        "talk": {"id": {"talk-id": "1"}, "content": content | answers},
    }


def json_file(path: Path, *profiles: dict[str, Any]) -> Path:
    path.write_text(json.dumps(profiles, ensure_ascii=False), encoding="utf-8")
    return path


def sheet(path: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def test_dialogues_of_json_and_sheet_give_the_same_rows(tmp_path: Path) -> None:
    turns = ["발표를 망쳤어.", "사람들이 다 봤거든.", "다시 해 보려고."]
    one = json_file(
        tmp_path / "a.json",
        profile("E37", *turns),
        profile("E45", "월세를 못 냈어.", "", ""),
        profile("E50", "넘어졌어.", "다들 웃었어.", ""),
    )
    header = ["", "연령", "감정_대분류", "감정_소분류"]
    header += [f"{who}문장{number}" for number in (1, 2, 3) for who in ("사람", "시스템")]
    other = sheet(
        tmp_path / "a.xlsx",
        header,
        [0, "청년", "불안 ", "걱정스러운 ", turns[0], "네", turns[1], "네", turns[2], "네"],
        [1, "중년", "상처", "가난한, 불우한", "월세를 못 냈어.", "네", None, None, None, None],
        [2, "청년", "당황", "당황", "넘어졌어.", "네", "다들 웃었어.", "네", None, None],
    )
    for source in (one, other):
        data = tmp_path / source.suffix
        call_command("import_aihub", source, kind="dialogues", out=data)
        assert rows_of(data / "emotion/aihub_dialogues.csv") == [
            ["불안", "걱정스러운", *turns],
            ["상처", "가난한, 불우한", "월세를 못 냈어.", "", ""],
        ]


def test_several_files_make_one_corpus_that_training_reads(tmp_path: Path) -> None:
    parts = [
        json_file(tmp_path / "train.json", profile("E60", "합격했어!", "정말 기뻐.")),
        json_file(tmp_path / "valid.json", profile("E24", "아무것도 하기 싫어.")),
    ]
    call_command("import_aihub", *parts, kind="dialogues", out=tmp_path)
    assert [(one.emotion, one.sub_emotion, one.turns) for one in load_dialogues(tmp_path)] == [
        ("기쁨", "기쁨", ("합격했어!", "정말 기뻐.")),
        ("슬픔", "우울한", ("아무것도 하기 싫어.",)),
    ]


def test_single_sentences_and_counselling(tmp_path: Path) -> None:
    keti = sheet(
        tmp_path / "k.xlsx", ["Sentence", "Emotion", None], ["밤길이 무서워", "공포"], [None, None]
    )
    wellness = sheet(
        tmp_path / "w.xlsx",
        ["구분", "유저", "챗봇"],
        ["증상/불면", "잠이 통 안 와요", "언제부터 그러셨어요?"],
        ["증상/불면", "새벽에 깨요", None],
    )
    call_command("import_aihub", keti, kind="keti", out=tmp_path)
    call_command("import_aihub", wellness, kind="wellness", out=tmp_path)
    assert [one[:2] for one in load_keti(tmp_path)] == [("밤길이 무서워", "공포")]
    assert [one[:2] for one in load_wellness(tmp_path)] == [
        ("잠이 통 안 와요", "증상/불면"),
        ("새벽에 깨요", "증상/불면"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b"[1]", "profile 1"),
        ("a.json", b"{}", "list of profiles"),
        ("a.json", b"\xff\xfe", "no JSON"),
        ("a.json", json.dumps([profile("E99", "x")]).encode(), "E99|'9'"),
        ("a.json", json.dumps([profile("기쁨", "x")]).encode(), "profile 1"),
        ("a.xlsx", b"PK nothing", "no XLSX"),
        ("a.csv", b"a,b\n", "no XLSX"),
    ],
)
def test_a_foreign_file_is_named_and_nothing_written(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError, match=message):
        call_command("import_aihub", tmp_path / name, kind="dialogues", out=tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_sheet_without_its_columns_or_with_a_strange_label_is_refused(tmp_path: Path) -> None:
    foreign = sheet(tmp_path / "a.xlsx", ["문장", "감정"], ["안녕", "기쁨"])
    with pytest.raises(CommandError, match="columns Sentence, Emotion are expected"):
        call_command("import_aihub", foreign, kind="keti", out=tmp_path)
    unlabelled = sheet(tmp_path / "b.xlsx", ["Sentence", "Emotion"], ["안녕", None])
    with pytest.raises(CommandError, match=r"b\.xlsx, row 2"):
        call_command("import_aihub", unlabelled, kind="keti", out=tmp_path)


def test_what_is_there_stays_unless_forced(tmp_path: Path) -> None:
    source = json_file(tmp_path / "a.json", profile("E60", "합격했어!"))
    call_command("import_aihub", source, kind="dialogues", out=tmp_path)
    with pytest.raises(CommandError, match="--force"):
        call_command("import_aihub", source, kind="dialogues", out=tmp_path)
    call_command("import_aihub", source, kind="dialogues", out=tmp_path, force=True)


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"gone\.json"):
        call_command("import_aihub", tmp_path / "gone.json", kind="dialogues", out=tmp_path / "d")
