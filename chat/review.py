"""What staff do with replies and with utterances that nobody had a reply to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from chat import knowledge
from chat.models import Helpline, Reply, UnmatchedUtterance


class AlreadyReviewed(Exception):
    """Somebody else answered or dismissed the utterance meanwhile."""


@transaction.atomic
def answer_unmatched(
    *,
    unmatched: UnmatchedUtterance,
    by: Any,
    utterance: str,
    text: str,
    topic: str = "",
    follow_up: str = "",
) -> Reply:
    """Make a reply of an utterance, in wording that names nobody; the next person gets it at once.

    Raises:
        AlreadyReviewed: where the utterance is not open any more.
    """
    reply, _created = Reply.objects.get_or_create(
        utterance=utterance, text=text, defaults={"topic": topic, "follow_up": follow_up}
    )
    _review(
        UnmatchedUtterance.objects.filter(pk=unmatched.pk),
        by,
        status=UnmatchedUtterance.Status.ANSWERED,
        answered_with=reply,
    )
    replies_changed()
    return reply


def dismiss_unmatched(*, unmatched: QuerySet[UnmatchedUtterance], by: Any) -> int:
    """Set open utterances aside; returns how many."""
    open_ones = unmatched.filter(status=UnmatchedUtterance.Status.OPEN)
    return open_ones.update(
        status=UnmatchedUtterance.Status.DISMISSED, reviewed_by=by, reviewed_at=timezone.now()
    )


def load_replies(rows: Iterable[Reply]) -> int:
    """Add those rows whose utterance and text are not there yet; returns how many.

    Replies that staff changed or switched off stay as they are.
    """
    known = set(Reply.objects.values_list("utterance", "text"))
    new = [row for row in rows if (row.utterance, row.text) not in known]
    Reply.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        replies_changed()
    return len(new)


def load_helplines(rows: Iterable[Helpline]) -> int:
    """Add numbers that are not there yet; returns how many. What staff changed stays."""
    before = Helpline.objects.count()
    Helpline.objects.bulk_create(rows, ignore_conflicts=True)
    return Helpline.objects.count() - before


def replies_changed() -> None:
    """To be called after every change of a reply: all processes load them again."""
    transaction.on_commit(knowledge.announce_change)


def _review(unmatched: QuerySet[UnmatchedUtterance], by: Any, **changes: object) -> None:
    open_one = unmatched.filter(status=UnmatchedUtterance.Status.OPEN)
    if not open_one.update(reviewed_by=by, reviewed_at=timezone.now(), **changes):
        raise AlreadyReviewed
