"""What this app stores about a person; `accounts/personal_data.py` says how it is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recommendations.models import Rating, Recommendation, with_light_songs

if TYPE_CHECKING:
    from accounts.models import User


EXPORTED = {
    "recommendations.Recommendation": {
        "analysis", "song", "kind", "score", "propensity", "shares", "why",
        "status", "created_at", "left_at",
    },
    "recommendations.Rating": {"song", "kind", "liked", "vector", "created_at", "updated_at"},
}  # fmt: skip
LEFT_OUT = {
    "the person who downloads": {"recommendations.Rating.owner"},
    "a number of ours that nothing else shown refers to": {
        "recommendations.Recommendation.id", "recommendations.Rating.id",
    },
    "who of the staff did it: theirs, not the person's": {"recommendations.Song"},
}  # fmt: skip


def export(user: User) -> dict[str, Any]:
    recommendations = with_light_songs(Recommendation.objects.filter(analysis__owner=user))
    ratings = with_light_songs(Rating.objects.filter(owner=user))
    return {
        "recommendations": [
            {
                "analysis": str(shown.analysis_id),
                "song": str(shown.song),
                "kind": shown.kind,
                "score": shown.score,
                "propensity": shown.propensity,
                "shares": shown.shares,
                "why": shown.why,
                "status": shown.status,
                "created_at": shown.created_at.isoformat(),
                "left_at": shown.left_at.isoformat() if shown.left_at else None,
            }
            for shown in recommendations.order_by("pk")
        ],
        "ratings": [
            {
                "song": str(rating.song),
                "kind": rating.kind,
                "liked": rating.liked,
                "emotions": rating.vector.as_dict(),
                "created_at": rating.created_at.isoformat(),
                "updated_at": rating.updated_at.isoformat(),
            }
            for rating in ratings.order_by("pk")
        ],
    }
