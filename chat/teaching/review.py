"""What staff decide about utterances that nothing answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from chat.dialogue import repertoire
from chat.models import Answer, Intent, UnmatchedUtterance, Utterance, one_line
from chat.teaching.versions import recorded

Unmatched = QuerySet[UnmatchedUtterance]
Status = UnmatchedUtterance.Status

OWN_FIELD = "taught"
"""Field of an intent that staff made without naming one."""


class AlreadyReviewed(Exception):
    """Somebody else decided about all of these utterances meanwhile."""


class UnknownTopic(Exception):
    """There is no such intent, and no answer for a new one."""


class HasAnswers(Exception):
    """An answer of its own for an intent that there is; its answers stay as they are."""


@dataclass(frozen=True)
class Lesson:
    """Utterances for an intent: one that there is, or a new one with an answer of its own."""

    topic: str
    utterances: Sequence[str]
    answer: repertoire.Answer | None = None

    def as_intent(self) -> repertoire.Intent:
        """The new intent; of one that there is, only topic and utterances count."""
        field = repertoire.field_of(self.topic)
        return repertoire.Intent(
            topic=self.topic,
            title=self.utterances[0],
            family="",
            tone=repertoire.default_tone(field),
            utterances=tuple(self.utterances),
            answers=(self.answer,) if self.answer else (),
        )


@dataclass(frozen=True)
class Taught:
    """What a lesson did besides: utterances that belonged to another intent until now, and whether
    the intent had been switched off."""

    moved: Sequence[str]
    switched_on: bool


def lesson(
    utterances: Sequence[str], *, topic: str = "", answer: repertoire.Answer | None = None
) -> Lesson:
    """What is to be taught; without a topic it is an intent of its own.

    Raises:
        UnknownTopic: where there is neither such an intent nor an answer.
        HasAnswers: where there are both.
    """
    texts = list(dict.fromkeys(map(one_line, utterances)))
    topic = one_line(topic)
    exists = bool(topic) and Intent.objects.filter(topic=topic).exists()
    if exists and answer:
        raise HasAnswers(topic)
    if not exists and not answer:
        raise UnknownTopic(topic)
    if not exists:
        topic = topic or uuid4().hex[:8]
        topic = topic if "/" in topic.strip("/") else f"{OWN_FIELD}/{topic.strip('/')}"
    return Lesson(topic, texts, answer)


@transaction.atomic
def teach(*, unmatched: Unmatched, by: Any, lesson: Lesson) -> Taught:
    """Answer utterances from now on; what of it was switched off is switched on.

    Raises:
        AlreadyReviewed: where none of `unmatched` is open any more.
    """
    note = f"{lesson.topic}: {lesson.utterances[0]} (+{len(lesson.utterances)})"
    with recorded(by=by, note=note) as record:
        intent, switched_on = _intent(lesson)
        moved = [text for text in lesson.utterances if _joined(intent, text)]
    answered = {"status": Status.ANSWERED, "answered_with": intent, "version": record.version}
    if not _decide(unmatched, by, **answered):
        raise AlreadyReviewed
    return Taught(moved, switched_on)


def dismiss(*, unmatched: Unmatched, by: Any) -> int:
    """Set open utterances aside; returns how many."""
    return _decide(unmatched, by, status=Status.DISMISSED)


def make_private(*, unmatched: Unmatched, by: Any) -> int:
    """Nobody on the staff sees these any more: our copies of them are emptied. Returns how many."""
    return _decide(unmatched, by, status=Status.PRIVATE, text="", embedding=None, encoder="")


def _intent(lesson: Lesson) -> tuple[Intent, bool]:
    """The intent of a lesson, in use; and whether it had been switched off."""
    new = lesson.as_intent()
    intent, _ = Intent.objects.get_or_create(
        topic=new.topic,
        defaults={
            "title": new.title,
            "tone": new.tone,
            "kind": Intent.kind_of(new.topic),
        },
    )
    if lesson.answer:
        Answer.objects.get_or_create(
            intent=intent, say=lesson.answer.say, defaults={"ask": lesson.answer.ask}
        )
    switched_on = not intent.is_active
    if switched_on:
        intent.is_active = True
        intent.save(update_fields=["is_active"])
    return intent, switched_on


def _joined(intent: Intent, text: str) -> bool:
    """Store an utterance, in use; whether it was another intent's."""
    one = Utterance.objects.filter(text=text).first()
    if one is None:
        Utterance.objects.create(intent=intent, text=text)
        return False
    was_anothers = one.intent_id != intent.pk
    if was_anothers or not one.is_active:
        one.intent, one.is_active = intent, True
        one.save(update_fields=["intent", "is_active"])
    return was_anothers


def _decide(unmatched: Unmatched, by: Any, **changes: object) -> int:
    open_ones = unmatched.filter(status=Status.OPEN)
    return open_ones.update(reviewed_by=by, reviewed_at=timezone.now(), **changes)
