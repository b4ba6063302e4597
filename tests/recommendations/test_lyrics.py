"""Lyrics become verses, verses a vector, and then the lyrics go."""

import pytest

from emotions import versions
from emotions.classifier import Reading
from recommendations import curation
from recommendations.lyrics import verses
from recommendations.models import Song
from tests.recommendations.conftest import HAPPY, SAD, MakeSong


class Classifier:
    """Finds joy where the sun shines in a verse, and grief elsewhere."""

    version = "test-1"

    def predict(self, texts: list[str]) -> list[Reading]:
        return [Reading(HAPPY if "해" in text else SAD, 0.5, is_calm=False) for text in texts]


@pytest.fixture
def _classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "serving", Classifier)


def test_blank_lines_part_verses() -> None:
    assert verses("하나\n둘\n\n \n셋\r\n\r\n넷") == ["하나\n둘", "셋", "넷"]


def test_without_blank_lines_a_verse_has_four_lines() -> None:
    assert verses("1\n2\n3\n4\n5\n6") == ["1\n2\n3\n4", "5\n6"]


def test_blank_lyrics_have_no_verses() -> None:
    assert verses(" \n\n ") == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_classifier")
def test_lyrics_are_dropped_once_the_vector_is_computed(make_song: MakeSong) -> None:
    song = make_song(vector=None, lyrics="해가 떴어")
    assert curation.compute_vector(song_id=song.pk)
    song.refresh_from_db()
    assert (song.vector, song.vector_source, song.classifier) == (HAPPY, "lyrics", "test-1")
    assert song.lyrics == ""


@pytest.mark.django_db
@pytest.mark.usefixtures("_classifier")
def test_lyrics_stay_where_staff_chose_so(make_song: MakeSong) -> None:
    song = make_song(lyrics="해가 떴어", keep_lyrics=True)
    curation.compute_vector(song_id=song.pk)
    song.refresh_from_db()
    assert song.lyrics == "해가 떴어"


@pytest.mark.django_db
@pytest.mark.usefixtures("_classifier")
def test_computing_again_without_lyrics_changes_nothing(make_song: MakeSong) -> None:
    song = make_song(vector=SAD, lyrics="해가 떴어")
    assert curation.compute_vector(song_id=song.pk)
    assert not curation.compute_vector(song_id=song.pk)
    song.refresh_from_db()
    assert song.vector == HAPPY


@pytest.mark.django_db
def test_lyrics_pasted_meanwhile_are_not_lost(
    make_song: MakeSong, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = make_song(vector=None, lyrics="해가 떴어")

    class Slow(Classifier):
        def predict(self, texts: list[str]) -> list[Reading]:
            Song.objects.update(lyrics="밤이 왔어")
            return super().predict(texts)

    monkeypatch.setattr(versions, "serving", Slow)
    assert not curation.compute_vector(song_id=song.pk)
    song.refresh_from_db()
    assert (song.vector, song.lyrics) == (None, "밤이 왔어")
