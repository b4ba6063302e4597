"""What staff do with songs: load the catalogue, and compute vectors from lyrics."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import Case, TextField, Value, When

from emotions import versions
from emotions.language.encoder import get_encoder
from recommendations.catalogue import CatalogueSong, Contents
from recommendations.lyrics import content, mood, verses
from recommendations.models import Song


class Loaded(NamedTuple):
    """How many songs were new, and how many got a newer vector."""

    added: int
    renewed: int


class Rebuilt(NamedTuple):
    """How many content vectors were computed, and how many are gone for want of lyrics."""

    computed: int
    dropped: int


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


def load_contents(*, contents: Contents) -> int:
    """Store what songs are about where that is not known by this encoder; returns how many."""
    missing = Song.objects.filter(youtube_id__in=contents.vectors).exclude(
        content_encoder=contents.encoder
    )
    songs = list(missing)
    for song in songs:
        song.content = contents.vectors[song.youtube_id].astype(float)
        song.content_encoder = contents.encoder
    Song.objects.bulk_update(songs, ["content", "content_encoder"])
    return len(songs)


def rebuild_contents(*, lyrics: Mapping[str, str]) -> Rebuilt:
    """Compute content vectors anew by the encoder in use, where another made them.

    `lyrics` by YouTube id add to those that are kept; a song without any has no vector then.
    """
    encoder = get_encoder()
    outdated = Song.objects.exclude(content_encoder=encoder.fingerprint)
    known = [song for song in outdated if _lyrics_of(song, lyrics)]
    for song in known:
        song.content = content(encoder.encode(verses(_lyrics_of(song, lyrics))))
        song.content_encoder = encoder.fingerprint
    Song.objects.bulk_update(known, ["content", "content_encoder"])
    dropped = outdated.exclude(content=None).update(content=None, content_encoder="")
    return Rebuilt(len(known), dropped)


def compute_vector(*, song_id: int) -> bool:
    """Compute a song's vectors from its lyrics, and drop them unless they are to be kept.

    Returns:
        Whether it was done: not where the lyrics are gone (done before) or changed meanwhile.
    """
    song = Song.objects.get(pk=song_id)
    if not song.lyrics.strip():
        return False
    classifier, encoder = versions.serving(), get_encoder()
    parts = verses(song.lyrics)
    same_lyrics = Song.objects.filter(pk=song_id, lyrics=song.lyrics)
    done = same_lyrics.update(
        vector=mood(classifier.predict(parts)),
        content=content(encoder.encode(parts)),
        content_encoder=encoder.fingerprint,
        vector_source=Song.VectorSource.LYRICS,
        classifier=classifier.version,
        lyrics=Case(When(keep_lyrics=True, then="lyrics"), default=Value("", TextField())),
    )
    return done == 1


def _lyrics_of(song: Song, others: Mapping[str, str]) -> str:
    return (song.lyrics or others.get(song.youtube_id, "")).strip()


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
