"""What staff do with songs: load the catalogue, and compute vectors from lyrics."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Case, TextField, Value, When

from emotions.classifier import get_classifier
from recommendations.catalogue import CatalogueSong
from recommendations.lyrics import verses
from recommendations.models import Song


class Loaded(NamedTuple):
    """How many songs were new, and how many got a newer vector."""

    added: int
    renewed: int


@transaction.atomic
def load_catalogue(*, catalogue: Iterable[CatalogueSong]) -> Loaded:
    """Add the songs that are missing, and renew vectors that came from an earlier catalogue.

    Known by YouTube id. What staff changed stays: names, use, and vectors of their own.
    """
    listed = {song.youtube_id: song for song in catalogue}
    present = {song.youtube_id: song for song in Song.objects.filter(youtube_id__in=listed)}
    added = [_stored(listed[key]) for key in listed.keys() - present.keys()]
    outdated = [song for song in present.values() if _is_outdated(song, listed[song.youtube_id])]
    for song in outdated:
        _take_vector(song, listed[song.youtube_id])
    Song.objects.bulk_create(added, ignore_conflicts=True)
    Song.objects.bulk_update(outdated, ["vector", "vector_source", "classifier"])
    return Loaded(len(added), len(outdated))


def compute_vector(*, song_id: int) -> bool:
    """Compute a song's vector from its lyrics, and drop them unless they are to be kept.

    Returns:
        Whether it was done: not where the lyrics are gone (done before) or changed meanwhile.
    """
    song = Song.objects.get(pk=song_id)
    if not song.lyrics.strip():
        return False
    classifier = get_classifier()
    same_lyrics = Song.objects.filter(pk=song_id, lyrics=song.lyrics)
    done = same_lyrics.update(
        vector=classifier.predict_talk(verses(song.lyrics)),
        vector_source=Song.VectorSource.LYRICS,
        classifier=classifier.version,
        lyrics=Case(When(keep_lyrics=True, then="lyrics"), default=Value("", TextField())),
    )
    return done == 1


def _stored(listed: CatalogueSong) -> Song:
    song = Song(title=listed.title, artist=listed.artist, youtube_id=listed.youtube_id)
    _take_vector(song, listed)
    return song


def _is_outdated(song: Song, listed: CatalogueSong) -> bool:
    replaceable = song.vector_source in {Song.VectorSource.CATALOGUE, ""}
    return replaceable and song.classifier != listed.classifier


def _take_vector(song: Song, listed: CatalogueSong) -> None:
    song.vector = listed.vector
    song.vector_source = Song.VectorSource.CATALOGUE
    song.classifier = listed.classifier
