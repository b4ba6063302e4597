"""What a person does with songs: get the next one, rate it, skip it, take a rating back."""

from collections import Counter
from typing import NamedTuple
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils import timezone

from chat import selectors as talks
from emotions.models import EmotionAnalysis
from emotions.vector import EmotionVector
from recommendations import selectors
from recommendations.models import Kind, Rating, Recommendation
from recommendations.ranking import baseline

Status = Recommendation.Status


class Rated(NamedTuple):
    """What was stored, and the song that takes the rated one's place."""

    rating: Rating
    following: Recommendation | None


@transaction.atomic
def recommend(
    *, analysis: EmotionAnalysis, kind: Kind, rng: np.random.Generator | None = None
) -> Recommendation | None:
    """The song on the screen; a new one where there is none, or where it fell out of use.

    So loading a page again shows the same song. Two requests at once wait for each other.

    Returns:
        None while the analysis has no vector, where there is no song left to show, and for a song
        that turns the mood after a talk with a crisis: cheer would be out of place.
    """
    if analysis.vector is None:
        return None
    return _present_or_next(_locked(analysis.pk), kind, rng)


@transaction.atomic
def rate(*, recommendation: Recommendation, liked: bool) -> Rating:
    """Store what the person thinks of a song, with the emotions they have now.

    One rating per person, song and kind: a later one changes it.

    Raises:
        ValueError: where the analysis has no vector, for which no song is ever recommended.
    """
    return _rate(_locked(recommendation.analysis_id), recommendation, liked)


@transaction.atomic
def rate_and_next(
    *, recommendation: Recommendation, liked: bool, rng: np.random.Generator | None = None
) -> Rated:
    """`rate` a song and bring the next of its kind.

    Raises:
        ValueError: as `rate` does.
    """
    analysis = _locked(recommendation.analysis_id)
    rating = _rate(analysis, recommendation, liked)
    return Rated(rating, _present_or_next(analysis, Kind(recommendation.kind), rng))


@transaction.atomic
def skip_and_next(
    *, recommendation: Recommendation, rng: np.random.Generator | None = None
) -> Recommendation | None:
    """Leave a song unrated and bring the next of its kind. A rated one stays rated."""
    analysis = _locked(recommendation.analysis_id)
    _take_down(recommendation, Status.SKIPPED, only=[Status.SHOWN])
    return _present_or_next(analysis, Kind(recommendation.kind), rng)


def remove_rating(*, rating: Rating) -> None:
    """Forget what the person thought of a song."""
    rating.delete()


def target_of(vector: EmotionVector, kind: Kind) -> EmotionVector:
    """The mood that songs of `kind` should be near to, for a person who feels `vector`."""
    return baseline.opposite(vector) if kind == Kind.OPPOSITE else vector


def _locked(analysis_id: UUID) -> EmotionAnalysis:
    """An analysis, locked before its songs change: as by the deletion of an account."""
    return EmotionAnalysis.objects.select_for_update().get(pk=analysis_id)


def _rate(analysis: EmotionAnalysis, recommendation: Recommendation, liked: bool) -> Rating:
    if analysis.vector is None:
        raise ValueError("the analysis is not done")
    rating = Rating(
        owner_id=analysis.owner_id,
        song_id=recommendation.song_id,
        kind=recommendation.kind,
        liked=liked,
        vector=analysis.vector,
    )
    [stored] = Rating.objects.bulk_create(
        [rating],
        update_conflicts=True,
        unique_fields=["owner", "song", "kind"],
        update_fields=["liked", "vector", "updated_at"],
    )
    unrated = [Status.SHOWN, Status.SKIPPED, Status.WITHDRAWN]
    _take_down(recommendation, Status.RATED, only=unrated)
    return stored


def _take_down(recommendation: Recommendation, status: str, *, only: list[Status]) -> None:
    """Take a song off the screen, where it stands as one of `only`."""
    Recommendation.objects.filter(pk=recommendation.pk, status__in=only).update(
        status=status, left_at=timezone.now()
    )


def _present_or_next(
    analysis: EmotionAnalysis, kind: Kind, rng: np.random.Generator | None
) -> Recommendation | None:
    if analysis.vector is None or (kind == Kind.OPPOSITE and talks.had_crisis(analysis)):
        return None
    present = selectors.shown_now(analysis, kind)
    if present is not None and present.in_use:
        return present
    if present is not None:
        _take_down(present, Status.WITHDRAWN, only=[Status.SHOWN])
    target = target_of(analysis.vector, kind)
    return _recommend_next(analysis, kind, target, rng or np.random.default_rng())


def _recommend_next(
    analysis: EmotionAnalysis, kind: Kind, target: EmotionVector, rng: np.random.Generator
) -> Recommendation | None:
    songs, vectors, at_rest = selectors.candidates_for(analysis.owner_id)
    history = list(analysis.recommendations.order_by("pk").values_list("kind", "song_id"))
    times_shown = Counter(song for _kind, song in history)
    on_screen = set(dict(history).values())  # the latest of each kind
    found = baseline.pick(
        target,
        vectors,
        times_shown=np.array([times_shown[song.pk] for song in songs]),
        on_screen=np.array([song.pk in on_screen for song in songs]),
        at_rest=at_rest,
        rng=rng,
    )
    if found is None:
        return None
    return Recommendation.objects.create(
        analysis=analysis, kind=kind, song=songs[found.row], score=found.score
    )
