"""Reads that views, API and the export of one's data share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from emotions.models import EmotionAnalysis
from recommendations.models import Rating, Recommendation, Song
from recommendations.recommender import Floats, matrix

if TYPE_CHECKING:
    from accounts.models import User

QUERY_MAX_LENGTH = 100


def candidates() -> tuple[list[Song], Floats]:
    """Songs that may be recommended, in the order of their ids, and their vectors as (n, 5)."""
    songs = sorted(Song.objects.recommendable().defer("lyrics"), key=lambda song: song.youtube_id)
    return songs, matrix(song.vector for song in songs if song.vector)


def liked_songs(owner: User, *, query: str = "") -> QuerySet[Rating]:
    """Ratings of the songs `owner` likes, newest first, with their songs.

    Each word of `query` must occur in the title or the artist, in any case of letters.
    """
    liked = Rating.objects.filter(owner_id=owner.pk, liked=True).select_related("song")
    for word in query[:QUERY_MAX_LENGTH].replace("\0", "").split():
        liked = liked.filter(Q(song__title__icontains=word) | Q(song__artist__icontains=word))
    return liked.order_by("-updated_at", "-pk")


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
        for rating in Rating.objects.filter(
            owner__analyses__in=analyses, song__recommendations__in=rated
        ).select_related("song")
    }
    found: dict[UUID, list[Rating]] = defaultdict(list)
    for shown in rated.order_by("pk"):
        rating = ratings.get((shown.analysis.owner_id, shown.song_id, shown.kind))
        if rating is not None and rating not in found[shown.analysis_id]:
            found[shown.analysis_id].append(rating)
    return found
