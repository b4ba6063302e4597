"""What a person does with songs: get the next one, rate it, skip it, take a rating back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils import timezone
from django_stubs_ext import WithAnnotations

from chat import selectors as talks
from emotions.models import EmotionAnalysis
from recommendations import choosing
from recommendations.models import Kind, Rating, Recommendation, with_light_songs
from recommendations.stock import Stock, stock

Status = Recommendation.Status


class WithCrisis(TypedDict):
    """What `_locked` says besides."""

    crisis: bool


if TYPE_CHECKING:
    Locked = WithAnnotations[EmotionAnalysis, WithCrisis]


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


def _locked(analysis_id: UUID) -> Locked:
    """An analysis, locked before its songs change: as by the deletion of an account.

    `crisis`: whether there was one in the talk behind it.
    """
    found = EmotionAnalysis.objects.select_for_update(of=("self",))
    return cast("Locked", talks.with_crises(found).get(pk=analysis_id))


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
    analysis: Locked, kind: Kind, rng: np.random.Generator | None
) -> Recommendation | None:
    if analysis.vector is None or (kind == Kind.OPPOSITE and analysis.crisis):
        return None
    history, in_use = choosing.history_of(analysis), stock()
    present = next((shown for shown in history if _is_on_screen(shown, analysis, kind)), None)
    if present is not None and present.song_id in in_use.row_of:
        return with_light_songs(Recommendation.objects.all()).get(pk=present.pk)
    if present is not None:
        withdrawn = Recommendation.objects.filter(pk=present.pk, status=Status.SHOWN)
        withdrawn.update(status=Status.WITHDRAWN, left_at=timezone.now())
    return _recommend_next(analysis, kind, in_use, history, rng or np.random.default_rng())


def _is_on_screen(shown: choosing.Shown, analysis: EmotionAnalysis, kind: Kind) -> bool:
    here = (shown.analysis_id, shown.kind) == (analysis.pk, kind)
    return here and shown.status == Status.SHOWN


def _recommend_next(
    analysis: Locked,
    kind: Kind,
    in_use: Stock,
    history: Sequence[choosing.Shown],
    rng: np.random.Generator,
) -> Recommendation | None:
    found = choosing.choose(
        analysis, kind, tells=not analysis.crisis, stock=in_use, history=history, rng=rng
    )
    if found is None:
        return None
    return Recommendation.objects.create(
        analysis=analysis,
        kind=kind,
        song=in_use.song(found.chosen.row),
        score=found.chosen.score,
        propensity=found.chosen.propensity,
        shares=found.chosen.shares,
        why=found.reason,
    )
