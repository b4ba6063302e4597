"""Reads that views, API and the export of one's data share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict, cast
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django_stubs_ext import WithAnnotations

from emotions.models import EmotionAnalysis
from recommendations import naming
from recommendations.models import Rating, Recommendation, Song, SongQuerySet, with_light_songs
from recommendations.ranking.baseline import Floats, Mask, matrix
from texts.clean import is_blank

if TYPE_CHECKING:
    from accounts.models import User

QUERY_MAX_LENGTH = 100


class AtRest(TypedDict):
    """What `candidates_for` asks of each song."""

    at_rest: bool


def candidates() -> tuple[list[Song], Floats]:
    """Songs that may be recommended, in the order of their ids, and their vectors as (n, 5)."""
    songs = sorted(Song.objects.recommendable().light(), key=lambda song: song.youtube_id)
    return songs, matrix(song.vector for song in songs if song.vector)


def candidates_for(owner_id: int) -> tuple[list[Song], Floats, Mask]:
    """`candidates` as they stand for a person: also which of them (n,) rest.

    Those rest that the person disliked of late, whatever they were recommended for.
    """
    since = timezone.now() - timedelta(days=settings.DISLIKED_SONG_RESTS_DAYS)
    disliked = Rating.objects.filter(owner_id=owner_id, liked=False, updated_at__gt=since)
    found = Song.objects.recommendable().light()
    rows = found.annotate(at_rest=Exists(disliked.filter(song=OuterRef("pk"))))
    annotated = cast("Iterable[WithAnnotations[Song, AtRest]]", rows)
    songs = sorted(annotated, key=lambda song: song.youtube_id)
    at_rest = np.array([song.at_rest for song in songs], np.bool_)
    return list(songs), matrix(song.vector for song in songs if song.vector), at_rest


def liked_songs(owner: User, *, query: str = "") -> QuerySet[Rating]:
    """Ratings of the songs `owner` likes, newest first, with their songs.

    `query` is looked for as `find_songs` does.
    """
    liked = Rating.objects.filter(owner_id=owner.pk, liked=True).filter(names(query, "song__"))
    return with_light_songs(liked).order_by("-updated_at", "-pk")


def find_songs(text: str) -> SongQuerySet:
    """Songs whose title or artist, by any of their names, has every word of `text`.

    Spaces, the case and width of letters, brackets and apostrophes do not count, nor does who is
    featured; initial consonants stand for their syllables: "ㅅㄹㅎㄴㅂ".
    """
    return Song.objects.light().filter(names(text))


def names(text: str, song: str = "") -> Q:
    """The condition of `find_songs`; `song` is the way to the song from another table."""
    found, words = Q(), naming.words(text[:QUERY_MAX_LENGTH])
    if not words and not is_blank(text):
        return Q(pk__in=[])  # signs alone name no song
    for word in words:
        field = "initials" if naming.are_initials(word) else "search_key"
        own, performers = f"{song}{field}__contains", f"{song}performer__{field}__contains"
        found &= Q(**{own: word}) | Q(**{performers: word})
    return found


def rating_of(recommendation: Recommendation) -> Rating | None:
    """What the person thinks of the recommended song, perhaps since an earlier talk."""
    return Rating.objects.filter(
        owner_id=recommendation.analysis.owner_id,
        song_id=recommendation.song_id,
        kind=recommendation.kind,
    ).first()


def songs_rated_in(analyses: Collection[EmotionAnalysis]) -> dict[UUID, list[Rating]]:
    """For each analysis, the ratings of songs rated there and not removed since, in order.

    A rating changed in a later talk appears in both, as it is now.
    """
    rated = Recommendation.objects.filter(
        analysis__in=analyses, status=Recommendation.Status.RATED
    ).select_related("analysis")
    ratings = {
        (rating.owner_id, rating.song_id, rating.kind): rating
        for rating in with_light_songs(
            Rating.objects.filter(owner__analyses__in=analyses, song__recommendations__in=rated)
        )
    }
    found: dict[UUID, list[Rating]] = defaultdict(list)
    for shown in rated.order_by("pk"):
        rating = ratings.get((shown.analysis.owner_id, shown.song_id, shown.kind))
        if rating is not None and rating not in found[shown.analysis_id]:
            found[shown.analysis_id].append(rating)
    return found
