"""What comes with the repository, brought into the tables beside what staff wrote.

A row remembers in `origin` as what it came. While it still is that, it follows the repository; from
the moment staff change it, switch it off or write one of their own, it is theirs and stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction

from chat import helplines
from chat.dialogue import repertoire
from chat.models import Answer, Family, Helpline, Intent, Utterance, one_line
from chat.teaching.versions import one_at_a_time

BATCH = 1000


class Loaded(NamedTuple):
    """How many utterances and answers came and went, and intents and families changed."""

    added: int = 0
    removed: int = 0
    changed: int = 0


@transaction.atomic
def load_replies(
    intents: Sequence[repertoire.Intent], families: Sequence[repertoire.Family] = ()
) -> Loaded:
    """Bring families, intents, utterances and answers of the repository up to date.

    To be announced by whoever calls this, once the new utterances have vectors.
    """
    one_at_a_time()
    changed, family_of = _bring_families(intents, families)
    more, intent_of = _bring_intents(intents, family_of)
    utterances = [
        Utterance(intent=intent_of[one.topic], text=text)
        for one in intents
        for text in one.utterances
    ]
    answers = [
        *(row for one in intents for row in _rows(one.answers, intent=intent_of[one.topic])),
        *(row for one in families for row in _rows(one.answers, family=family_of[one.name])),
    ]
    moved = [_exchange(Utterance, utterances), _exchange(Answer, answers)]
    dropped = _drop_left(Intent, "topic", intent_of) + _drop_left(Family, "name", family_of)
    return Loaded(
        added=sum(come for come, _ in moved),
        removed=sum(gone for _, gone in moved),
        changed=changed + more + dropped,
    )


def load_helplines(rows: Iterable[Helpline]) -> int:
    """Add numbers that are not there yet; returns how many. What staff changed stays."""
    before = Helpline.objects.count()
    Helpline.objects.bulk_create(rows, ignore_conflicts=True)
    return Helpline.objects.count() - before


def packaged_helplines() -> Iterator[Helpline]:
    """The numbers of the repository, in their order."""
    for position, row in enumerate(helplines.rows(), start=1):
        yield Helpline(position=position, **row)


def _bring_families(
    intents: Sequence[repertoire.Intent], families: Sequence[repertoire.Family]
) -> tuple[int, dict[str, Family]]:
    """How many changed, and all by name; one that is only named has its name for a title."""
    titles = {one.family: one.family.partition("/")[2] for one in intents if one.family}
    titles |= {one.name: one.title for one in families}
    rows = {name: Family(name=name, title=title) for name, title in titles.items()}
    here = {row.name: row for row in Family.objects.all()}
    changed = sum(_bring(row, here.get(name)) for name, row in rows.items())
    return changed, {row.name: row for row in Family.objects.filter(name__in=rows)}


def _bring_intents(
    intents: Sequence[repertoire.Intent], families: Mapping[str, Family]
) -> tuple[int, dict[str, Intent]]:
    """How many changed, and all by topic."""
    here = {row.topic: row for row in Intent.objects.select_related("family")}
    changed = 0
    for one in intents:
        row = Intent(
            topic=one.topic,
            title=one.title,
            kind=Intent.kind_of(one.topic),
            tone=one.tone,
            link=one.link,
            family=families.get(one.family),
        )
        changed += _bring(row, here.get(one.topic))
    topics = [one.topic for one in intents]
    return changed, {row.topic: row for row in Intent.objects.filter(topic__in=topics)}


def _bring(row: Family | Intent, here: Family | Intent | None) -> bool:
    """Store a row where there is none, or where staff left alone what is `here`; whether it was."""
    row.origin = _origin(row)
    if here is not None:
        if here.origin != _origin(here) or here.origin == row.origin:
            return False
        row.pk = here.pk
        if isinstance(row, Intent) and isinstance(here, Intent):
            row.is_active = here.is_active
    row.save()
    return True


def _rows(answers: Iterable[repertoire.Answer], **owner: Any) -> list[Answer]:
    return [Answer(say=one.say, ask=one.ask, **owner) for one in answers]


def _exchange(
    model: type[Utterance] | type[Answer], rows: Sequence[Utterance] | Sequence[Answer]
) -> tuple[int, int]:
    """Add what is new and remove what the repository has no more; how many of each."""
    for row in rows:
        row.origin = _origin(row)
    shipped = {row.origin: row for row in rows}
    table: Any = model._default_manager
    here = _with_owners(table.exclude(origin=""))
    known = {row.origin for row in here}
    left = [row.pk for row in here if row.origin not in shipped and _is_untouched(row)]
    gone, _ = table.filter(pk__in=left).delete()
    before = table.count()
    new = [row for origin, row in shipped.items() if origin not in known]
    table.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)  # staff's own stay
    return table.count() - before, gone


def _drop_left(model: type[Intent] | type[Family], key: str, shipped: Mapping[str, Any]) -> int:
    """Remove what the repository has no more, where nothing of staff's is in it; how many."""
    rows: Any = model._default_manager.exclude(origin="").exclude(**{f"{key}__in": shipped})
    within = "utterances" if model is Intent else "intents"
    left = _with_owners(rows.filter(answers=None, **{within: None}))
    gone: int
    gone, _ = rows.filter(pk__in=[row.pk for row in left if _is_untouched(row)]).delete()
    return gone


def _with_owners(rows: Any) -> list[Any]:
    """With the rows they belong to, and without vectors."""
    owners = [name for name in ("intent", "family") if hasattr(rows.model, name)]
    deferred = ["embedding"] if rows.model is Utterance else []
    return list(rows.select_related(*owners).defer(*deferred) if owners else rows)


def _is_untouched(row: Any) -> bool:
    return getattr(row, "is_active", True) and row.origin == _origin(row)


def _origin(row: Family | Intent | Utterance | Answer) -> str:
    """As what a row came, or would have come, with the repository."""
    match row:
        case Family():
            words = [row.name, row.title]
        case Intent():
            family = row.family.name if row.family else ""
            words = [row.topic, row.title, row.kind, row.tone, family]
            words += [row.link] if row.link else []  # so that what came before links stays known
        case Utterance():
            words = [row.intent.topic, row.text]
        case Answer():
            owner = row.intent.topic if row.intent else row.family.name if row.family else ""
            words = [owner, row.say, row.ask]
    return hashlib.sha256("\n".join(map(one_line, words)).encode()).hexdigest()
