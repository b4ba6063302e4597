"""What all ratings teach, computed now and then and stored for those who choose songs."""

from __future__ import annotations

import numpy as np
from django.db import transaction
from django.db.models import Count, Q

from recommendations.models import Kind, LearnedState, Rating, Recommendation, Song
from recommendations.ranking import diversity, feeling
from recommendations.ranking.arrays import Ints
from recommendations.ranking.baseline import Floats, Mask
from recommendations.ranking.mixing import Learned
from recommendations.ranking.snapshot import to_bytes

CHUNK = 10_000


def learn() -> LearnedState:
    """Learn from all ratings and skips there are, and let the state before go."""
    # Only a worker needs it, and it takes long to import.
    from recommendations.ranking import factorising

    ids = np.array(sorted(Song.objects.values_list("pk", flat=True)), int)
    people, songs, opposite, liked, moods = _ratings()
    rows = np.searchsorted(ids, songs)
    likes = feeling.count(len(ids), rows=rows, moods=moods, opposite=opposite, liked=liked)
    factors = factorising.learn(len(ids), people=people, rows=rows, liked=liked)
    learned = Learned(likes, factors, _skips(ids))
    with transaction.atomic():
        state = LearnedState.objects.create(data=to_bytes(ids, learned), ratings=len(rows))
        LearnedState.objects.exclude(pk=state.pk).delete()
    return state


def _ratings() -> tuple[Ints, Ints, Mask, Mask, Floats]:
    """(r,) owners, songs, whether of the opposite kind, whether liked; and (r, 5) moods."""
    found = Rating.objects.values_list("owner_id", "song_id", "kind", "liked", "vector")
    rows = [
        (owner, song, kind == Kind.OPPOSITE, liked, tuple(vector))
        for owner, song, kind, liked, vector in found.iterator(chunk_size=CHUNK)
    ]
    owners, songs, opposite, liked, moods = zip(*rows, strict=True) if rows else ((),) * 5
    return (
        np.array(owners, int),
        np.array(songs, int),
        np.array(opposite, bool),
        np.array(liked, bool),
        np.array(moods, np.float64).reshape(-1, 5),
    )


def _skips(ids: Ints) -> Floats:
    skipped = Count("pk", filter=Q(status=Recommendation.Status.SKIPPED))
    counts = (
        Recommendation.objects.order_by()
        .values("song_id")
        .annotate(shown=Count("pk"), skipped=skipped)
    )
    of = {row["song_id"]: (row["skipped"], row["shown"]) for row in counts}
    table = np.array([of.get(int(pk), (0, 0)) for pk in ids], np.float64).reshape(-1, 2)
    return diversity.skip_rates(table[:, 0], table[:, 1])
