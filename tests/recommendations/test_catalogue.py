"""The shipped catalogue as a file, and how it comes into the database."""

import csv
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from emotions.classifier import store
from emotions.vector import EMOTIONS, EmotionVector
from recommendations import catalogue, curation
from recommendations.catalogue import CatalogueSong, Facts
from recommendations.models import Song
from recommendations.selectors import find_songs
from recommendations.sound import UNKNOWN, Sound
from tests.recommendations.conftest import HAPPY, SAD, MakeSong

VECTOR = EmotionVector((0.1, 0.2, 0.3, 0.25, 0.15))


def listed(youtube_id: str = "aaaaaaaaaaa", **fields: object) -> CatalogueSong:
    return CatalogueSong("제목", "가수", youtube_id, VECTOR, "v1")._replace(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "title", "artist"),
    [
        ("백아 - 테두리", "테두리", "백아"),
        ("다섯 - ,", ",", "다섯"),
        ("3Lau, Justin Caruso  - Better With You", "Better With You", "3Lau, Justin Caruso"),
        ("가수 - 하나 - 둘", "하나 - 둘", "가수"),
        ("The Story Never Ends", "The Story Never Ends", ""),
    ],
)
def test_a_name_is_artist_then_title(name: str, title: str, artist: str) -> None:
    assert catalogue.split_name(name) == (title, artist)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    odd = listed("-_bbbbbbbbb", title='쉼표, "따옴표"\n줄', artist="")
    known = odd._replace(sound=SOUND, facts=Facts(explicit=True, language="en", year=1999))
    songs = [listed(), odd, known]
    catalogue.write(songs, tmp_path / "songs.csv")
    assert catalogue.read(tmp_path / "songs.csv") == songs


@pytest.mark.parametrize("cell", ["", "x", "2", "nan"])
def test_a_bad_line_is_named(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "songs.csv"
    catalogue.write([listed(), listed()], path)
    lines = path.read_text().splitlines()
    lines[2] = lines[2].replace("0.1,", f"{cell},", 1)
    path.write_text("\n".join(lines))
    with pytest.raises(ValueError, match=r"songs\.csv, line 3"):
        catalogue.read(path)


def test_the_shipped_songs_are_complete_and_hold_no_lyrics() -> None:
    with catalogue.CATALOGUE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 226
    assert list(rows[0]) == [
        "title", "artist", "youtube_id", *EMOTIONS, "classifier",
        "valence", "energy", "tempo", "acousticness", "disputed", "explicit", "language", "year",
    ]  # fmt: skip
    assert len({row["youtube_id"] for row in rows}) == 226
    assert all(re.fullmatch(r"[\w-]{11}", row["youtube_id"]) for row in rows)
    assert all(row["title"] and "\n" not in row["title"] for row in rows)
    assert sum(row["artist"] == "" for row in rows) <= 1


def test_the_shipped_vectors_come_from_the_shipped_classifier() -> None:
    version = store.read(store.SHIPPED).manifest.version
    assert {song.classifier for song in catalogue.read()} == {version}, (
        "run manage.py compute_song_vectors"
    )


@pytest.mark.django_db
def test_the_command_loads_the_catalogue_and_can_be_run_again() -> None:
    for _ in range(2):
        call_command("load_catalogue", verbosity=0)
    assert Song.objects.recommendable().count() == 226


@pytest.mark.django_db
def test_missing_songs_are_added() -> None:
    assert curation.load_catalogue(catalogue=[listed()]) == (1, 0)
    song = Song.objects.get()
    assert (song.title, song.artist, song.vector, song.classifier) == (
        "제목", "가수", VECTOR, "v1",
    )  # fmt: skip
    assert curation.load_catalogue(catalogue=[listed()]) == (0, 0)


@pytest.mark.django_db
def test_what_staff_changed_stays() -> None:
    curation.load_catalogue(catalogue=[listed()])
    Song.objects.update(title="고친 제목", is_active=False, link_status=Song.LinkStatus.BROKEN)
    assert curation.load_catalogue(catalogue=[listed(classifier="v2", vector=SAD)]) == (0, 1)
    song = Song.objects.get()
    assert (song.title, song.is_active, song.link_status) == ("고친 제목", False, "broken")
    assert (song.vector, song.classifier) == (SAD, "v2")


@pytest.mark.django_db
@pytest.mark.parametrize("source", [Song.VectorSource.LYRICS, Song.VectorSource.IMPORT])
def test_a_vector_of_staff_is_not_replaced(make_song: MakeSong, source: str) -> None:
    make_song(youtube_id="aaaaaaaaaaa", vector=HAPPY, vector_source=source, classifier="mine")
    assert curation.load_catalogue(catalogue=[listed(artist="")]) == (0, 0)
    assert Song.objects.get().vector == HAPPY


SOUND = Sound(0.2, 0.3, "slow", 0.9, disputed=True)


@pytest.mark.django_db
def test_the_sound_of_the_catalogue_is_renewed_and_facts_are_filled_in(make_song: MakeSong) -> None:
    make_song(youtube_id="aaaaaaaaaaa", artist="가수", classifier="v1", year=1999)
    facts = Facts(explicit=False, language="ko", year=2001)
    new = listed(sound=SOUND, facts=facts)
    assert curation.load_catalogue(catalogue=[new]) == (0, 1)
    assert curation.load_catalogue(catalogue=[new]) == (0, 0)
    song = Song.objects.get()
    assert (song.sound, song.sound_source) == (SOUND, "catalogue")
    assert (song.is_explicit, song.language, song.year) == (False, "ko", 1999)
    assert curation.load_catalogue(catalogue=[listed()]) == (0, 1)
    song = Song.objects.get()
    assert (song.sound, song.sound_source) == (UNKNOWN, "")


@pytest.mark.django_db
def test_a_sound_of_staff_is_not_replaced_even_when_they_are_gone(
    make_song: MakeSong, staff: User
) -> None:
    song = make_song(youtube_id="aaaaaaaaaaa", artist="가수", classifier="v1", valence=0.9)
    song.sound_was_set(by=staff, before=UNKNOWN)
    song.save()
    staff.delete()
    assert curation.load_catalogue(catalogue=[listed(sound=SOUND)]) == (0, 0)
    song.refresh_from_db()
    assert (song.valence, song.sound_source, song.sound_set_by) == (0.9, "curated", None)


@pytest.mark.django_db
def test_a_missing_artist_is_filled_in_and_found(make_song: MakeSong) -> None:
    make_song(youtube_id="aaaaaaaaaaa", artist="", classifier="v1")
    curation.load_catalogue(catalogue=[listed()])
    [song] = find_songs("가수")
    assert song.performer is not None
    assert song.performer.name == "가수"


@pytest.mark.parametrize(
    ("column", "cell"), [("valence", "1.2"), ("tempo", "quick"), ("year", "old"), ("energy", "nan")]
)
def test_a_bad_sound_is_named(tmp_path: Path, column: str, cell: str) -> None:
    path = tmp_path / "songs.csv"
    catalogue.write([listed()], path)
    with path.open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, catalogue.COLUMNS)
        rows.writeheader()
        rows.writerow(row | {column: cell})
    with pytest.raises(ValueError, match=r"songs\.csv, line 2"):
        catalogue.read(path)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["valence", "energy", "acousticness"])
def test_the_database_holds_levels_to_their_scale(make_song: MakeSong, name: str) -> None:
    with pytest.raises(IntegrityError):
        make_song(**{name: 1.5})


@pytest.mark.django_db
def test_loading_takes_a_fixed_number_of_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    many = [listed(f"video{number:06d}") for number in range(300)]
    with django_assert_max_num_queries(12):
        curation.load_catalogue(catalogue=many)
