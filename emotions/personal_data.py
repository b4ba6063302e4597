"""What this app stores about a person; `accounts/personal_data.py` says how it is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emotions.models import EmotionAnalysis, EmotionCorrection

if TYPE_CHECKING:
    from accounts.models import User


EXPORTED = {
    "emotions.EmotionAnalysis": {
        "id", "status", "vector", "is_calm", "utterances", "classifier", "error",
        "created_at", "finished_at",
    },
    "emotions.EmotionCorrection": {
        "agrees", "emotion", "consent", "status", "utterances",
        "created_at", "updated_at", "reviewed_at",
    },
}  # fmt: skip
LEFT_OUT = {
    "the person who downloads": {
        "emotions.EmotionAnalysis.owner", "emotions.EmotionCorrection.owner",
    },
    "shown by its place: a correction in its analysis": {
        "emotions.EmotionCorrection.id", "emotions.EmotionCorrection.analysis",
    },
    "who of the staff did it: theirs, not the person's": {
        "emotions.EmotionCorrection.reviewed_by", "emotions.Promotion", "emotions.TrainingRun",
    },
}  # fmt: skip


def hold(user_id: int) -> None:
    """Lock the person's analyses, to which songs are recommended, until the transaction ends."""
    analyses = EmotionAnalysis.objects.filter(owner_id=user_id).order_by("pk")
    list(analyses.select_for_update().values_list("pk", flat=True))


def export(user: User) -> dict[str, Any]:
    analyses = EmotionAnalysis.objects.filter(owner=user).order_by("created_at")
    analyses = analyses.select_related("correction")
    return {"analyses": [_exported(analysis) for analysis in analyses]}


def _exported(analysis: EmotionAnalysis) -> dict[str, Any]:
    return {
        "id": str(analysis.pk),
        "status": analysis.status,
        "emotions": analysis.vector.as_dict() if analysis.vector else None,
        "is_calm": analysis.is_calm,
        "utterances": analysis.utterances,
        "classifier": analysis.classifier,
        "error": analysis.error,
        "requested_at": analysis.created_at.isoformat(),
        "finished_at": analysis.finished_at.isoformat() if analysis.finished_at else None,
        "correction": _correction(getattr(analysis, "correction", None)),
    }


def _correction(correction: EmotionCorrection | None) -> dict[str, Any] | None:
    if correction is None:
        return None
    return {
        "agrees": correction.agrees,
        "emotion": correction.emotion,
        "consent": correction.consent,
        "status": correction.status,
        "utterances": correction.utterances,
        "given_at": correction.created_at.isoformat(),
        "changed_at": correction.updated_at.isoformat(),
        "reviewed_at": correction.reviewed_at.isoformat() if correction.reviewed_at else None,
    }
