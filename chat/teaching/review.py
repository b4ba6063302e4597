"""What staff decide about utterances that had no reply, and what is loaded at the start."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import cycle
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.utils import timezone

from chat.models import Helpline, Reply, UnmatchedUtterance
from chat.teaching.versions import recorded, replies_changed

Unmatched = QuerySet[UnmatchedUtterance]
Status = UnmatchedUtterance.Status

OWN_TOPICS = "taught/"
"""Before the name of an intent that staff made without naming it."""


class AlreadyReviewed(Exception):
    """Somebody else decided about all of these utterances meanwhile."""


class UnknownTopic(Exception):
    """No reply has this topic."""


def teach(*, unmatched: Unmatched, by: Any, replies: Sequence[Reply]) -> None:
    """Answer utterances by new replies; the next person gets them at once.

    Raises:
        AlreadyReviewed: where none of `unmatched` is open any more.
    """
    with recorded(by=by, note=f"{replies[0].topic}: {replies[0].utterance} (+{len(replies)})"):
        stored = [_stored(reply) for reply in replies]
        if not _decide(unmatched, by, status=Status.ANSWERED, answered_with=stored[0]):
            raise AlreadyReviewed


def own_answer(
    utterances: Sequence[str], *, text: str, topic: str = "", follow_up: str = ""
) -> list[Reply]:
    """Replies for `teach`: one answer to all wordings; without a topic they are a new intent."""
    topic = topic or f"{OWN_TOPICS}{uuid4().hex[:8]}"
    same = Reply.objects.filter(topic=topic).first()
    kind = same.kind if same else Reply.Kind.REPLY
    return [
        Reply(kind=kind, topic=topic, utterance=one, text=text, follow_up=follow_up)
        for one in utterances
    ]


def answers_of_topic(utterances: Sequence[str], topic: str) -> list[Reply]:
    """Replies for `teach`: the wordings join an intent, whose answers take turns.

    Raises:
        UnknownTopic: where there is no such intent.
    """
    active = Reply.objects.filter(topic=topic, is_active=True).order_by("text", "pk")
    known = list(active.distinct("text").values("kind", "topic", "text", "follow_up"))
    if not known:
        raise UnknownTopic(topic)
    pairs = zip(utterances, cycle(known), strict=False)
    return [Reply(utterance=utterance, **fields) for utterance, fields in pairs]


def dismiss(*, unmatched: Unmatched, by: Any) -> int:
    """Set open utterances aside; returns how many."""
    return _decide(unmatched, by, status=Status.DISMISSED)


def make_private(*, unmatched: Unmatched, by: Any) -> int:
    """Nobody on the staff sees these any more: our copies of them are emptied. Returns how many."""
    return _decide(unmatched, by, status=Status.PRIVATE, text="", embedding=None, encoder="")


def load_replies(rows: Iterable[Reply]) -> int:
    """Bring the replies of the repository up to date; returns how many were added.

    Those it has no more are removed. What staff wrote, changed or switched off stays as it is.
    """
    shipped = {_origin(row): row for row in rows}
    packaged = Reply.objects.exclude(origin="")
    gone = [
        one.pk
        for one in packaged.filter(is_active=True).exclude(origin__in=shipped)
        if one.origin == _origin(one)
    ]
    Reply.objects.filter(pk__in=gone).delete()
    known = set(packaged.values_list("origin", flat=True))
    new = [row for origin, row in shipped.items() if origin not in known]
    for row in new:
        row.origin = _origin(row)
    Reply.objects.bulk_create(new, ignore_conflicts=True)
    if new or gone:
        replies_changed()
    return len(new)


def load_helplines(rows: Iterable[Helpline]) -> int:
    """Add numbers that are not there yet; returns how many. What staff changed stays."""
    before = Helpline.objects.count()
    Helpline.objects.bulk_create(rows, ignore_conflicts=True)
    return Helpline.objects.count() - before


def _origin(reply: Reply) -> str:
    fields = (reply.kind, reply.topic, reply.utterance, reply.text, reply.follow_up)
    return hashlib.sha256("\n".join(fields).encode()).hexdigest()


def _stored(reply: Reply) -> Reply:
    same = Reply.objects.filter(utterance=reply.utterance, text=reply.text).first()
    if same is None:
        reply.save()
    return same or reply


def _decide(unmatched: Unmatched, by: Any, **changes: object) -> int:
    open_ones = unmatched.filter(status=Status.OPEN)
    return open_ones.update(reviewed_by=by, reviewed_at=timezone.now(), **changes)
