"""How much 공감이 can answer and how people like it; counts, and no word that a person wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, TextField, Value
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.utils import timezone

from chat.models import Message

Source = Message.Source

DAYS = 30
OPINIONS = 30


class Day(NamedTuple):
    """Answers of one day; `coverage` is the share, 0 to 1, that was no fallback."""

    day: date
    understood: int
    fallbacks: int
    crises: int

    @property
    def coverage(self) -> float:
        return self.understood / max(self.understood + self.fallbacks, 1)


class Opinions(NamedTuple):
    """How often people marked answers; `said` is their topic, or the text where there is none."""

    said: str
    good: int
    bad: int


def coverage_by_day() -> list[Day]:
    """The last days on which there was a talk, the latest first."""
    since = timezone.now() - timedelta(days=DAYS)
    answers = Message.objects.filter(sender=Message.Sender.BOT, created_at__gte=since)
    days = answers.annotate(day=TruncDate("created_at")).values("day").order_by("-day")
    counted = days.annotate(
        understood=Count("pk", filter=Q(source__in=[Source.REPLY, Source.SMALLTALK])),
        fallbacks=Count("pk", filter=Q(source=Source.FALLBACK)),
        crises=Count("pk", filter=Q(source=Source.CRISIS)),
    )
    return [Day(**row) for row in counted]


def opinions() -> Sequence[Opinions]:
    """Answers that people marked, those first that were found wanting most often."""
    marked = Message.objects.exclude(opinion="").annotate(
        said=Coalesce(NullIf("topic", Value("")), "text", output_field=TextField())
    )
    counted = marked.values("said").annotate(
        good=Count("pk", filter=Q(opinion=Message.Opinion.GOOD)),
        bad=Count("pk", filter=Q(opinion=Message.Opinion.BAD)),
    )
    return [Opinions(**row) for row in counted.order_by("-bad", "-good")[:OPINIONS]]
