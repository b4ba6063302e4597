"""What staff do with songs: load the catalogue, tell artists, compute vectors from lyrics."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Case, TextField, Value, When

from emotions import versions
from emotions.language.encoder import get_encoder
from recommendations import naming
from recommendations.catalogue import CatalogueArtist, CatalogueSong, Contents
from recommendations.lyrics import content, mood, verses
from recommendations.models import Artist, Song, derive
from recommendations.sound import Sound

SOUND = ("valence", "energy", "tempo", "acousticness")
RENEWED = [
    "vector", "vector_source", "classifier", *SOUND, "sound_disputed", "sound_source",
    "is_explicit", "language", "year", "artist",
]  # fmt: skip


class Loaded(NamedTuple):
    """How many songs were new, and of how many more is known."""

    added: int
    renewed: int


class Rebuilt(NamedTuple):
    """How many content vectors were computed, and how many are gone for want of lyrics."""

    computed: int
    dropped: int


@transaction.atomic
def load_catalogue(
    *, catalogue: Iterable[CatalogueSong], artists: Iterable[CatalogueArtist] = ()
) -> Loaded:
    """Add the songs that are missing, and renew what came from an earlier catalogue.

    Known by YouTube id. What staff changed stays: names, use, and vectors and sounds of their own;
    of other facts what is blank is filled in.
    """
    listed = {song.youtube_id: song for song in catalogue}
    present = {song.youtube_id: song for song in Song.objects.filter(youtube_id__in=listed)}
    added = [_stored(listed[key]) for key in listed.keys() - present.keys()]
    renewed = [song for song in present.values() if _renew(song, listed[song.youtube_id])]
    Song.objects.bulk_create(added, ignore_conflicts=True)
    _update(renewed, RENEWED)
    load_artists(artists=artists)
    link_performers()
    return Loaded(len(added), len(renewed))


def load_artists(*, artists: Iterable[CatalogueArtist]) -> None:
    """Add the artists that are missing; those known by any of their names stay as they are."""
    known = _artists_by_key()
    missing = [one for one in artists if known.keys().isdisjoint(map(naming.key, one.names))]
    rows = [Artist(name=one.name, other_names="\n".join(one.other_names)) for one in missing]
    Artist.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def link_performers() -> int:
    """Give each song without one the artist it names first, new where they are not known yet.

    Returns:
        How many songs got one.
    """
    songs = list(Song.objects.light().filter(performer=None).exclude(artist=""))
    known, new = _artists_by_key(), []
    for song in songs:
        song.performer = _known(known, song.artist)
        if song.performer is None:
            song.performer = _artist_of(song.artist)
            new.append(song.performer)
            known |= _by_key(song.performer)
    Artist.objects.bulk_create(new)
    _update(songs, ["performer"])
    return len(songs)


@transaction.atomic
def join_artists(*, artists: Sequence[Artist]) -> Artist:
    """Make the first of `artists` all of them: it takes over their names and songs."""
    kept, *others = artists
    names = dict.fromkeys(name for artist in artists for name in artist.names)
    kept.other_names = "\n".join(name for name in names if name != kept.name)
    kept.save()
    songs = list(Song.objects.light().filter(performer__in=artists))
    for song in songs:
        song.performer = kept
    _update(songs, ["performer"])
    Artist.objects.filter(pk__in=[artist.pk for artist in others]).delete()
    return kept


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


def _update(songs: Sequence[Song], fields: list[str]) -> None:
    derived = {name for song in songs for name in derive(song)}
    Song.objects.bulk_update(songs, [*fields, *derived])


def _artists_by_key() -> dict[str, Artist]:
    return {key: artist for row in Artist.objects.all() for key, artist in _by_key(row).items()}


def _by_key(artist: Artist) -> dict[str, Artist]:
    return {naming.key(name): artist for name in artist.names}


def _known(artists: Mapping[str, Artist], artist: str) -> Artist | None:
    """The whole first: "Car, the garden" is one artist where that is known."""
    names = [artist, *naming.artist_names(artist)]
    return next((artists[key] for key in map(naming.key, names) if key in artists), None)


def _artist_of(artist: str) -> Artist:
    first, *others = naming.artist_names(artist) or [artist]
    return Artist(name=first, other_names="\n".join(others))


def _stored(listed: CatalogueSong) -> Song:
    song = Song(title=listed.title, artist=listed.artist, youtube_id=listed.youtube_id)
    _renew(song, listed)
    return song


def _renew(song: Song, listed: CatalogueSong) -> bool:
    """Take over what the catalogue knows and staff did not tell; returns whether that was any."""
    renewed = [
        _take_vector(song, listed),
        _take_sound(song, listed.sound),
        _fill(song, listed),
    ]
    return any(renewed)


def _take_vector(song: Song, listed: CatalogueSong) -> bool:
    is_own = song.vector_source not in {Song.VectorSource.CATALOGUE, ""}
    if is_own or song.classifier == listed.classifier:
        return False
    song.vector = listed.vector
    song.vector_source = Song.VectorSource.CATALOGUE
    song.classifier = listed.classifier
    return True


def _take_sound(song: Song, sound: Sound) -> bool:
    is_own = song.sound_source not in {Song.SoundSource.CATALOGUE, ""}
    if is_own or song.sound == sound:
        return False
    for name in SOUND:
        setattr(song, name, getattr(sound, name))
    song.sound_disputed = sound.disputed
    song.sound_source = Song.SoundSource.CATALOGUE if sound.is_known else ""
    return True


def _fill(song: Song, listed: CatalogueSong) -> bool:
    """Facts that are blank, and the artist where there is none."""
    known = {
        "artist": listed.artist,
        "is_explicit": listed.facts.explicit,
        "language": listed.facts.language,
        "year": listed.facts.year,
    }
    filled = [
        name
        for name, value in known.items()
        if getattr(song, name) in (None, "") and value not in (None, "")
    ]
    for name in filled:
        setattr(song, name, known[name])
    return bool(filled)
