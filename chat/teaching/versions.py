"""Versions of what 공감이 knows: every change by staff is written down and can be undone.

What comes with the repository (`chat.teaching.loading`) is the ground on which versions stand, and
is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from chat.dialogue import knowledge
from chat.models import Answer, Family, Intent, ReplyVersion, UnmatchedUtterance, Utterance

_LOCK = 0x5265706C  # any number, the same in every process
BATCH = 1000
LONGEST_NOTE = 200

Change = dict[str, Any]


class Table(NamedTuple):
    """A table of which changes are kept: its columns, of these the one that names a row to people,
    and what its rows hold of other tables."""

    model: type[models.Model]
    columns: tuple[str, ...]
    label: str
    holds: tuple[type[models.Model], ...] = ()

    @property
    def rows(self) -> Any:
        return self.model._default_manager


TABLES = {
    "family": Table(Family, ("name", "title", "origin"), "name", (Intent, Answer)),
    "intent": Table(
        Intent,
        ("topic", "title", "kind", "tone", "family_id", "link", "is_active", "origin"),
        "topic",
        (Utterance, Answer),
    ),
    "utterance": Table(Utterance, ("intent_id", "text", "is_active", "origin"), "text"),
    "answer": Table(Answer, ("intent_id", "family_id", "say", "ask", "is_active", "origin"), "say"),
}
"""What others belong to comes first."""


class NothingToUndo(Exception):
    """Every version has been undone, or there was none."""


class OfEarlierTables(Exception):
    """The newest version was made when one table paired utterances with answers."""


class Record:
    """A change while it is made; `version` is there afterwards where anything changed."""

    version: ReplyVersion | None = None


class Undone(NamedTuple):
    """The version that was taken back, and in words what of it stays as it is."""

    version: ReplyVersion
    kept: list[str]


@contextmanager
def recorded(*, by: Any, note: str = "") -> Iterator[Record]:
    """One transaction whose changes become a version that every process answers by.

    Without a `note` the version names the first row that changed.
    """
    with transaction.atomic():
        one_at_a_time()
        _remember()
        record = Record()
        yield record
        changes = list(_differences())
        if changes:
            record.version = ReplyVersion.objects.create(
                author=by, note=(note or _summary(changes))[:LONGEST_NOTE], changes=changes
            )
            replies_changed()


@transaction.atomic
def undo(*, by: Any) -> Undone:
    """Take back the newest version that stands; what it had answered waits for an answer again.

    What cannot be taken back, since it was made again or is needed by something else now, stays.

    Raises:
        NothingToUndo: where no version stands.
        OfEarlierTables: where the newest is too old to be undone.
    """
    one_at_a_time()
    version = ReplyVersion.objects.filter(undone_at=None).first()
    if version is None:
        raise NothingToUndo
    if is_of_earlier_tables(version):
        raise OfEarlierTables
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a row whose intent is gone fails at once
    kept = [*_take_away(version), *_put_back(version)]
    UnmatchedUtterance.objects.filter(version=version).update(
        status=UnmatchedUtterance.Status.OPEN,
        answered_with=None,
        version=None,
        reviewed_by=None,
        reviewed_at=None,
    )
    version.undone_by, version.undone_at = by, timezone.now()
    version.save(update_fields=["undone_by", "undone_at"])
    replies_changed()
    return Undone(version, kept)


def is_of_earlier_tables(version: ReplyVersion) -> bool:
    """Whether it tells of pairs: of which rows of today such a pair is part, nobody could say."""
    return any("table" not in change for change in version.changes)


def replies_changed() -> None:
    """To be called after every change of what is known: all processes load it again."""
    transaction.on_commit(knowledge.announce_change)


def one_at_a_time() -> None:
    """Versions are a stack: until this transaction ends nobody else adds to it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def label(change: Change) -> str:
    """The row that changed, by its own words."""
    fields = change["after"] or change["before"]
    column = TABLES[change["table"]].label if "table" in change else "utterance"
    return str(fields[column])


def told(change: Change) -> tuple[str, str, str]:
    """What became of a row, which it is, and its fields that differ; for people to read."""
    before, after = change["before"] or {}, change["after"] or {}
    done = _("바꿈") if before and after else _("더함") if after else _("지움")
    fields = [
        f"{name}: {before.get(name, '')} → {after.get(name, '')}"
        if before and after
        else f"{name}: {(after or before)[name]}"
        for name in before | after
        if name != "origin" and before.get(name) != after.get(name)
    ]
    return str(done), label(change), " · ".join(fields)


def _remember() -> None:
    """Copies of the tables as they are, for `_differences`; they go with the transaction."""
    with connection.cursor() as cursor:
        for name, table in TABLES.items():
            cursor.execute(_statement("DROP TABLE IF EXISTS pg_temp.{before}", name, table))
            cursor.execute(
                _statement(
                    "CREATE TEMP TABLE {before} ON COMMIT DROP AS SELECT {columns} FROM {now}",
                    name,
                    table,
                )
            )


def _differences() -> Iterator[Change]:
    """Rows that are not as `_remember` saw them; PostgreSQL compares, so that Python holds few."""
    for name, table in TABLES.items():
        before = _except("SELECT {columns} FROM {before} EXCEPT SELECT {columns} FROM {now}", name)
        after = _except("SELECT {columns} FROM {now} EXCEPT SELECT {columns} FROM {before}", name)
        for pk in sorted(before.keys() | after.keys()):
            yield {
                "table": name,
                "id": pk,
                "before": _fields(table, before.get(pk)),
                "after": _fields(table, after.get(pk)),
            }


def _except(statement: str, name: str) -> dict[int, tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_statement(statement, name, TABLES[name]))
        return {pk: values for pk, *values in cursor.fetchall()}


def _statement(text: str, name: str, table: Table) -> sql.Composed:
    return sql.SQL(text).format(
        before=sql.Identifier(f"{name}_before"),
        now=sql.Identifier(table.model._meta.db_table),
        columns=sql.SQL(", ").join(map(sql.Identifier, ("id", *table.columns))),
    )


def _fields(table: Table, values: Sequence[Any] | None) -> dict[str, Any] | None:
    return None if values is None else dict(zip(table.columns, values, strict=True))


def _summary(changes: Sequence[Change]) -> str:
    added = sum(change["before"] is None for change in changes)
    removed = sum(change["after"] is None for change in changes)
    changed = len(changes) - added - removed
    counts = [f"{sign}{n}" for sign, n in (("+", added), ("−", removed), ("±", changed)) if n]
    return f"{label(changes[0])[: LONGEST_NOTE // 2]} ({' '.join(counts)})"


def _take_away(version: ReplyVersion) -> Iterator[str]:
    """Rows that the version added go, but for those that hold rows of others by now."""
    for name, table in reversed(TABLES.items()):
        added = [
            change["id"]
            for change in version.changes
            if change["table"] == name and change["before"] is None
        ]
        held: set[int] = set()
        for other in table.holds:
            owners = other._default_manager.filter(**{f"{name}__in": added})
            held |= set(owners.values_list(f"{name}_id", flat=True))
        table.rows.filter(pk__in=set(added) - held).delete()
        for row in table.rows.filter(pk__in=held):
            yield _("‘%(what)s’에는 그 뒤에 더해진 것이 있어서 그대로 두었어요.") % {"what": row}


def _put_back(version: ReplyVersion) -> Iterator[str]:
    """Rows that the version changed or removed are as they were, but for those that collide."""
    for name, table in TABLES.items():
        rows = [
            table.model(pk=change["id"], **change["before"])
            for change in version.changes
            if change["table"] == name and change["before"] is not None
        ]
        for start in range(0, len(rows), BATCH):
            for row in _colliding(table, rows[start : start + BATCH]):
                yield _("‘%(what)s’: 같은 것이 그 사이에 다시 생겼거나 속할 곳이 없어요.") % {
                    "what": row
                }


def _colliding(table: Table, rows: Sequence[models.Model]) -> list[models.Model]:
    """Store rows as they are here, all at once or else one by one; those that cannot be stored."""
    columns = list(table.columns)
    if table.model is Utterance:
        columns += ["embedding", "encoder"]  # both empty: to be computed from the text
    try:
        with transaction.atomic():
            table.rows.bulk_create(
                rows, update_conflicts=True, unique_fields=["id"], update_fields=columns
            )
    except IntegrityError:
        if len(rows) == 1:
            return list(rows)
        return [one for row in rows for one in _colliding(table, [row])]
    return []
