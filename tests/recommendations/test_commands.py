"""`manage.py recommend` and `compute_song_vectors`."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from emotions import versions
from emotions.language.encoder import get_packaged_encoder
from recommendations import catalogue
from recommendations.catalogue import CatalogueSong
from recommendations.models import Song
from tests.recommendations.conftest import HAPPY, SAD
from tests.recommendations.test_lyrics import Classifier


def run(*arguments: str) -> list[dict[str, Any]]:
    output = StringIO()
    call_command("recommend", *arguments, stdout=output)
    return [json.loads(line) for line in output.getvalue().splitlines()]


@pytest.mark.django_db
def test_songs_come_best_first_as_json_lines(songs: list[Song]) -> None:
    found = run("--emotions=0.05,0.05,0.2,0.2,0.5", "--kind=similar", "--count=4")
    assert [set(line) for line in found] == [{"title", "artist", "score", "why", "shares"}] * 4
    sad = {song.title for song in songs if song.vector == SAD}
    assert {line["title"] for line in found[:3]} == sad


@pytest.mark.django_db
def test_an_opposite_song_turns_the_mood(songs: list[Song]) -> None:
    [found] = run("--emotions=0.3,0,0,0,0.7", "--kind=opposite")
    assert Song.objects.get(title=found["title"]).vector == HAPPY


@pytest.mark.django_db
def test_a_seed_gives_the_same_lines_and_all_songs_at_most(songs: list[Song]) -> None:
    asked = ["--emotions=0.2,0.2,0.2,0.2,0.2", "--kind=similar", "--count=99", "--seed=5"]
    assert run(*asked) == run(*asked)
    assert len(run(*asked)) == len(songs)


@pytest.mark.django_db
def test_before_anything_is_loaded_the_shipped_songs_are_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shipped = [CatalogueSong("하나", "가수", "aaaaaaaaaaa", SAD, "v1")]
    monkeypatch.setattr(catalogue, "read", lambda: shipped)
    [found] = run("--emotions=0.2,0.2,0.2,0.2,0.2", "--kind=similar")
    assert found["title"] == "하나"


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (["--emotions=0.5,0.5", "--kind=similar"], "expected 5 probabilities, got 2"),
        (["--emotions=0.5,0.5,0.5,0,0", "--kind=similar"], "sum to 1, not 1.5"),
        (["--emotions", "-0.1,0.4,0.3,0.2,0.2", "--kind=similar"], "between 0 and 1"),
        (["--emotions=0.6,-0.1,0.1,0.2,0.2", "--kind=similar"], "between 0 and 1"),
        (["--emotions=nan,0.4,0.3,0.2,0.1", "--kind=similar"], "between 0 and 1"),
        (["--emotions=0.2,x,0.2,0.2,0.2", "--kind=similar"], "'x' is not a number"),
        (["--emotions=", "--kind=similar"], "'' is not a number"),
        (["--emotions=1,0,0,0,0", "--kind=sideways"], "invalid choice: 'sideways'"),
        (["--emotions=1,0,0,0,0", "--kind=similar", "--count=-1"], "whole number"),
        (["--emotions=1,0,0,0,0", "--kind=similar", "--count=0"], "at least 1"),
        (["--emotions=1,0,0,0,0", "--kind=similar", "--seed=x"], "whole number"),
        (["--kind=similar"], "--emotions"),
    ],
)
def test_what_is_wrong_is_named(arguments: list[str], wrong: str) -> None:
    with pytest.raises(CommandError, match=wrong):
        run(*arguments)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two songs of our own making."""
    (tmp_path / "songs").mkdir()
    with (tmp_path / "songs" / "lyrics.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Songs_title", "lyrics", "link"])
        rows.writerow(["가수 - 아침", "해가 떴어", "https://youtu.be/aaaaaaaaaaa"])
        rows.writerow(["밤", "밤이 왔어\n\n해가 떴어", "https://youtu.be/bbbbbbbbbbb"])
    return tmp_path


def test_a_catalogue_is_computed_without_its_lyrics(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "shipped", Classifier)
    path = tmp_path / "new" / "songs.csv"
    call_command("compute_song_vectors", data=data, output=path, stdout=StringIO())
    morning, night = catalogue.read(path)
    assert morning == CatalogueSong("아침", "가수", "aaaaaaaaaaa", HAPPY, "test-1")
    assert (night.title, night.artist) == ("밤", "")
    between = [(sad + happy) / 2 for sad, happy in zip(SAD, HAPPY, strict=True)]
    assert tuple(night.vector) == pytest.approx(between)
    contents = catalogue.read_contents(path.with_name("content.safetensors"))
    assert contents.encoder == get_packaged_encoder().fingerprint
    assert set(contents.vectors) == {"aaaaaaaaaaa", "bbbbbbbbbbb"}
    assert "왔어" not in path.read_text(encoding="utf-8")


def test_a_missing_data_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"lyrics\.csv"):
        call_command("compute_song_vectors", data=tmp_path)
