"""What rows of a file change in the tables: known ones are found again, new ones are added.

A row that is switched off is switched on by being in a file; nothing goes by not being in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chat.dialogue import repertoire, vectors
from chat.dialogue.index import Vectors
from chat.models import Answer, Family, Intent, Utterance
from chat.teaching.sheets import AnswerRow, UtteranceRow
from emotions.language.encoder import Encoder

BATCH = 1000
EXAMPLES = 20

Row = UtteranceRow | AnswerRow


@dataclass(frozen=True)
class Plan:
    """Rows by what becomes of them, and topics and families that would be made for them.

    `known` are pairs of a row and the id of what it changes.
    """

    new: Sequence[Any]
    known: Sequence[tuple[Any, int]]
    same: int
    topics: Sequence[str]
    families: Sequence[str]

    def summary(self) -> dict[str, Any]:
        """Counts, and some of each to look at; as JSON."""
        rows = [*(row for row, _ in self.known[:EXAMPLES]), *self.new[:EXAMPLES]]
        return {
            "new": len(self.new),
            "changed": len(self.known),
            "same": self.same,
            "new_names": len(self.topics) + len(self.families),
            "names": [*self.topics, *self.families][:EXAMPLES],
            "examples": [" · ".join(filter(None, row)) for row in rows[:EXAMPLES]],
        }


def plan_utterances(rows: Sequence[UtteranceRow]) -> Plan:
    """What `merge_utterances` would do now."""
    stored = Utterance.objects.values_list("text", "pk", "intent__topic", "is_active")
    here = {text: (pk, topic, is_active) for text, pk, topic, is_active in stored.iterator()}
    known = [(row, *here[row.text]) for row in rows if row.text in here]
    changed = [(row, pk) for row, pk, topic, on in known if topic != row.topic or not on]
    return Plan(
        new=[row for row in rows if row.text not in here],
        known=changed,
        same=len(known) - len(changed),
        topics=_missing(Intent.objects.values_list("topic", flat=True), (r.topic for r in rows)),
        families=[],
    )


def plan_answers(rows: Sequence[AnswerRow]) -> Plan:
    """What `merge_answers` would do now."""
    stored = Answer.objects.values_list(
        "intent__topic", "family__name", "say", "pk", "ask", "is_active"
    )
    here = {(t or "", f or "", say): (pk, ask, on) for t, f, say, pk, ask, on in stored.iterator()}
    known = [(row, *here[row.key]) for row in rows if row.key in here]
    changed = [(row, pk) for row, pk, ask, on in known if ask != row.ask or not on]
    topics = (row.topic for row in rows if row.topic)
    families = (row.family for row in rows if row.family)
    return Plan(
        new=[row for row in rows if row.key not in here],
        known=changed,
        same=len(known) - len(changed),
        topics=_missing(Intent.objects.values_list("topic", flat=True), topics),
        families=_missing(Family.objects.values_list("name", flat=True), families),
    )


def merge_utterances(
    rows: Sequence[UtteranceRow], ready: Mapping[str, int], matrix: Vectors, encoder: Encoder
) -> None:
    """Add and change; `ready` tells which row of `matrix` is the vector of a text."""
    plan = plan_utterances(rows)
    _make(plan)
    intents = dict(Intent.objects.values_list("topic", "pk"))
    for start in range(0, len(plan.new), BATCH):
        batch = [
            Utterance(intent_id=intents[row.topic], text=row.text)
            for row in plan.new[start : start + BATCH]
        ]
        Utterance.objects.bulk_create(batch)
        embedded = [one for one in batch if one.text in ready]
        places = [ready[one.text] for one in embedded]
        vectors.store([one.pk for one in embedded], matrix[places], encoder)
    changed = [
        Utterance(pk=pk, intent_id=intents[row.topic], is_active=True) for row, pk in plan.known
    ]
    Utterance.objects.bulk_update(changed, ["intent", "is_active"], batch_size=BATCH)


def merge_answers(rows: Sequence[AnswerRow]) -> None:
    """Add and change."""
    plan = plan_answers(rows)
    _make(plan)
    intents = dict(Intent.objects.values_list("topic", "pk"))
    families = dict(Family.objects.values_list("name", "pk"))
    Answer.objects.bulk_create(
        (
            Answer(
                intent_id=intents[row.topic] if row.topic else None,
                family_id=families[row.family] if row.family else None,
                say=row.say,
                ask=row.ask,
            )
            for row in plan.new
        ),
        batch_size=BATCH,
    )
    changed = [Answer(pk=pk, ask=row.ask, is_active=True) for row, pk in plan.known]
    Answer.objects.bulk_update(changed, ["ask", "is_active"], batch_size=BATCH)


def _make(plan: Plan) -> None:
    """Topics and families that rows name and nobody knows; the name stands for the title."""
    Family.objects.bulk_create(
        Family(name=name, title=name.partition("/")[2]) for name in plan.families
    )
    Intent.objects.bulk_create(
        Intent(
            topic=topic,
            title=topic.partition("/")[2],
            tone=repertoire.default_tone(repertoire.field_of(topic)),
            kind=Intent.kind_of(topic),
        )
        for topic in plan.topics
    )


def _missing(here: Iterable[str], wanted: Iterable[str]) -> list[str]:
    known = set(here)
    return [name for name in dict.fromkeys(wanted) if name not in known]
