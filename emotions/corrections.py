"""What people say about their results, and what staff let into the next training of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from emotions.models import EmotionAnalysis, EmotionCorrection
from emotions.privacy import masked

Status = EmotionCorrection.Status


@transaction.atomic
def correct(
    *, analysis: EmotionAnalysis, emotion: str, consent: bool, utterances: Iterable[str]
) -> EmotionCorrection:
    """Store which emotion the person says is right; saying it again changes the answer.

    The words are kept with consent only, masked. A changed answer waits for a new review; one
    without consent leaves no words and is out of the next training.

    Raises:
        ValueError: where the analysis has no vector that could be right or wrong.
    """
    EmotionAnalysis.objects.select_for_update().get(pk=analysis.pk)
    if analysis.vector is None:
        raise ValueError("the analysis is not done")
    words = [masked(text) for text in utterances if text.strip()] if consent else []
    given = EmotionCorrection.objects.filter(analysis=analysis).first()
    if given is not None and _says(given, emotion, consent, words):
        return given
    correction, _created = EmotionCorrection.objects.update_or_create(
        analysis=analysis,
        defaults={
            "owner_id": analysis.owner_id,
            "agrees": emotion == analysis.feeling,
            "emotion": emotion,
            "consent": consent,
            "utterances": words,
            "status": Status.WAITING if words else Status.KEPT,
            "reviewed_by": None,
            "reviewed_at": None,
        },
    )
    return correction


def take_back(*, analysis: EmotionAnalysis) -> bool:
    """Delete the answer with all its words; False where there is none."""
    deleted, _by_model = EmotionCorrection.objects.filter(analysis=analysis).delete()
    return bool(deleted)


def drop_words(*, analysis_id: UUID | None) -> None:
    """Keep an answer out of training, if there is one, whatever was consented to or reviewed."""
    EmotionCorrection.objects.filter(analysis_id=analysis_id).update(
        utterances=[], status=Status.KEPT, reviewed_by=None, reviewed_at=None
    )


def approve(*, correction: EmotionCorrection, by: Any) -> bool:
    """Let an answer into the next training; False where it does not wait for review."""
    return _review(correction, [Status.WAITING], status=Status.APPROVED, reviewed_by=by)


def reject(*, correction: EmotionCorrection, by: Any) -> bool:
    """Keep an answer out of training and delete its words; also one that was approved."""
    reviewable = [Status.WAITING, Status.APPROVED]
    return _review(correction, reviewable, status=Status.REJECTED, reviewed_by=by, utterances=[])


def approved_rows() -> list[tuple[tuple[str, ...], str]]:
    """What the next training may use: the words of one talk and the emotion they were said in."""
    approved = EmotionCorrection.objects.filter(status=Status.APPROVED, consent=True)
    rows = approved.order_by("pk").values_list("utterances", "emotion")
    return [(tuple(utterances), emotion) for utterances, emotion in rows]


def _says(given: EmotionCorrection, emotion: str, consent: bool, words: list[str]) -> bool:
    """Whether an answer is this one already; the words of a rejected one are gone."""
    same_words = given.status == Status.REJECTED or given.utterances == words
    return (given.emotion, given.consent) == (emotion, consent) and same_words


def _review(correction: EmotionCorrection, reviewable: Sequence[str], **changes: Any) -> bool:
    rows = EmotionCorrection.objects.filter(pk=correction.pk, status__in=reviewable)
    return bool(rows.update(reviewed_at=timezone.now(), **changes))
