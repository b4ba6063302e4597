"""Two who told what the songs sound like, made one; and what is shipped of it."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from recommendations import catalogue, sound_passes
from recommendations.catalogue import Facts
from recommendations.sound import UNKNOWN, Sound

COLUMNS = [
    "valence", "energy", "tempo", "acousticness", "confidence",
    "explicit", "language", "year", "artist",
]  # fmt: skip


def told(**cells: str) -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | cells


def sounds(level: str, confidence: str = "high", tempo: str = "slow") -> dict[str, str]:
    levels = dict.fromkeys(sound_passes.MEASURES, level)
    return told(**levels, confidence=confidence, tempo=tempo)


@pytest.mark.parametrize(
    ("first", "second", "merged"),
    [
        (sounds("0.2"), sounds("0.5"), Sound(0.35, 0.35, "slow", 0.35)),
        (sounds("0.2", "low"), sounds("0.51", "low"), Sound(0.355, 0.355, "slow", 0.355, True)),
        (sounds("0.2"), told(), Sound(0.2, 0.2, "slow", 0.2)),
        (told(), sounds("0.2", "low"), UNKNOWN),
        (told(), told(), UNKNOWN),
        (sounds("0.2"), sounds("0.2", tempo="fast"), Sound(0.2, 0.2, "", 0.2)),
        (sounds("0.2"), sounds("0.2", "low", "fast"), Sound(0.2, 0.2, "slow", 0.2)),
        (sounds("0.2", tempo=""), sounds("0.2", "low"), Sound(0.2, 0.2, "", 0.2)),
    ],
)
def test_the_mean_of_both_or_the_word_of_the_sure_one(
    first: dict[str, str], second: dict[str, str], merged: Sound
) -> None:
    assert sound_passes.sound(first, second) == merged


def test_facts_are_what_both_say_or_one_alone() -> None:
    first = told(explicit="yes", language="ko", year="2001")
    assert sound_passes.facts(first, told(language="en")) == Facts(True, "", 2001)
    assert sound_passes.facts(told(), told(explicit="no")) == Facts(False, "", None)


def test_an_artist_is_who_both_name() -> None:
    assert sound_passes.artist(told(artist="하나"), told(artist="하나")) == "하나"
    assert sound_passes.artist(told(artist="하나"), told(artist="둘")) == ""


def test_the_agreement_is_measured_where_both_told() -> None:
    first = {"a": sounds("0.1"), "b": sounds("0.5"), "c": sounds("0.9"), "d": told()}
    second = {"a": sounds("0.1"), "b": sounds("0.5"), "c": sounds("0.5"), "d": sounds("0.5")}
    [valence, *_] = sound_passes.agreement(first, second)
    assert (valence.songs, valence.disputed) == (3, 1)
    assert valence.mean_difference == pytest.approx(0.4 / 3)
    assert valence.correlation == pytest.approx(0.866, abs=1e-3)


def test_the_shipped_sounds_are_what_the_passes_come_to(tmp_path: Path) -> None:
    path = tmp_path / "songs.csv"
    path.write_bytes(catalogue.CATALOGUE.read_bytes())
    call_command("merge_sound_passes", catalogue=path, verbosity=0)
    assert path.read_bytes() == catalogue.CATALOGUE.read_bytes(), "run manage.py merge_sound_passes"


def test_a_song_of_neither_pass_is_named(tmp_path: Path) -> None:
    song = catalogue.read()[0]._replace(youtube_id="unheard-of0")
    catalogue.write([song], tmp_path / "songs.csv")
    with pytest.raises(CommandError, match="unheard-of0"):
        call_command("merge_sound_passes", catalogue=tmp_path / "songs.csv")
