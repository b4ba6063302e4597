"""Versions of the reply table: every change by staff is written down and can be undone.

The replies of the repository (`load_replies`) are the ground on which versions stand, and are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from chat.dialogue import knowledge
from chat.models import Reply, ReplyVersion, UnmatchedUtterance

FIELDS = ("kind", "topic", "utterance", "text", "follow_up", "is_active")
_LOCK = 0x5265706C  # any number, the same in every process


class NothingToUndo(Exception):
    """Every version has been undone, or there was none."""


@contextmanager
def recorded(*, by: Any, note: str) -> Iterator[None]:
    """One transaction whose changes of replies become a version that every process answers with."""
    with transaction.atomic():
        _one_at_a_time()
        before = _table()
        yield
        changes = _differences(before, _table())
        if changes:
            ReplyVersion.objects.create(author=by, note=note[:200], changes=changes)
            replies_changed()


@transaction.atomic
def undo(*, by: Any) -> ReplyVersion:
    """Take back the newest version that stands; what it had answered waits for an answer again.

    Raises:
        NothingToUndo: where no version stands.
    """
    _one_at_a_time()
    version = ReplyVersion.objects.filter(undone_at=None).first()
    if version is None:
        raise NothingToUndo
    added = [change["id"] for change in version.changes if change["before"] is None]
    UnmatchedUtterance.objects.filter(answered_with__in=added).update(
        status=UnmatchedUtterance.Status.OPEN, reviewed_by=None, reviewed_at=None
    )
    Reply.objects.filter(pk__in=added).delete()
    for change in version.changes:
        if change["before"] is not None:
            fields = change["before"] | {"embedding": None, "encoder": ""}
            Reply.objects.update_or_create(pk=change["id"], defaults=fields)
    version.undone_by, version.undone_at = by, timezone.now()
    version.save(update_fields=["undone_by", "undone_at"])
    replies_changed()
    return version


def replies_changed() -> None:
    """To be called after every change of a reply: all processes load them again."""
    transaction.on_commit(knowledge.announce_change)


def _table() -> dict[int, dict[str, Any]]:
    rows = Reply.objects.values("pk", *FIELDS)
    return {row.pop("pk"): row for row in rows}


def _differences(
    before: dict[int, dict[str, Any]], after: dict[int, dict[str, Any]]
) -> list[dict[str, Any]]:
    return [
        {"id": pk, "before": before.get(pk), "after": after.get(pk)}
        for pk in sorted(before.keys() | after.keys())
        if before.get(pk) != after.get(pk)
    ]


def _one_at_a_time() -> None:
    """Versions are a stack: until this transaction ends nobody else adds to it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
