"""What a person does with songs: get the next one, rate it, pass it over, take a rating back."""

from collections import Counter

import numpy as np
from django.db import transaction

from chat import selectors as talks
from emotions.models import EmotionAnalysis
from emotions.vector import EmotionVector
from recommendations import recommender, selectors
from recommendations.models import Kind, Rating, Recommendation, Song


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
    if analysis.vector is None or (kind == Kind.OPPOSITE and talks.had_crisis(analysis)):
        return None
    target = target_of(analysis.vector, kind)
    EmotionAnalysis.objects.select_for_update().get(pk=analysis.pk)
    shown = analysis.recommendations.filter(kind=kind, status=Recommendation.Status.SHOWN)
    present = shown.filter(song__in=Song.objects.recommendable()).select_related("song").first()
    if present is not None:
        return present
    shown.update(status=Recommendation.Status.PASSED)
    return _recommend_next(analysis, kind, target, rng or np.random.default_rng())


@transaction.atomic
def rate(*, recommendation: Recommendation, liked: bool) -> Rating:
    """Store what the person thinks of a song, with the emotions they have now.

    One rating per person, song and kind: a later one changes it. `recommend` then brings the next.
    The analysis is locked first, as by `recommend` and by the deletion of an account.

    Raises:
        ValueError: where the analysis has no vector, for which no song is ever recommended.
    """
    analysis = EmotionAnalysis.objects.select_for_update().get(pk=recommendation.analysis_id)
    if analysis.vector is None:
        raise ValueError("the analysis is not done")
    rating, _created = Rating.objects.update_or_create(
        owner_id=analysis.owner_id,
        song=recommendation.song,
        kind=recommendation.kind,
        defaults={"liked": liked, "vector": analysis.vector},
    )
    Recommendation.objects.filter(pk=recommendation.pk).update(status=Recommendation.Status.RATED)
    return rating


def pass_over(*, recommendation: Recommendation) -> None:
    """Leave a song unrated; `recommend` then brings the next. A rated one stays rated."""
    Recommendation.objects.filter(pk=recommendation.pk, status=Recommendation.Status.SHOWN).update(
        status=Recommendation.Status.PASSED
    )


def remove_rating(*, rating: Rating) -> None:
    """Forget what the person thought of a song."""
    rating.delete()


def target_of(vector: EmotionVector, kind: Kind) -> EmotionVector:
    """The mood that songs of `kind` should be near to, for a person who feels `vector`."""
    return recommender.opposite(vector) if kind == Kind.OPPOSITE else vector


def _recommend_next(
    analysis: EmotionAnalysis, kind: Kind, target: EmotionVector, rng: np.random.Generator
) -> Recommendation | None:
    songs, vectors = selectors.candidates()
    history = list(analysis.recommendations.order_by("pk").values_list("kind", "song_id"))
    times_shown = Counter(song for _kind, song in history)
    on_screen = set(dict(history).values())  # the latest of each kind
    found = recommender.pick(
        target,
        vectors,
        times_shown=np.array([times_shown[song.pk] for song in songs]),
        on_screen=np.array([song.pk in on_screen for song in songs]),
        rng=rng,
    )
    if found is None:
        return None
    return Recommendation.objects.create(
        analysis=analysis, kind=kind, song=songs[found.row], score=found.score
    )
