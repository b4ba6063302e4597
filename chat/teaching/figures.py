"""How much 공감이 can answer and how people like it; counts, and no word that a person wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, TextField, Value
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.care.patterns import CrisisLevel, Situation
from chat.models import CareAlarm, Message

Source = Message.Source

LEVELS = {CrisisLevel.CONCERN.value: _("걱정"), CrisisLevel.EMERGENCY.value: _("긴급")}
SITUATIONS = {
    Situation.SELF.value: _("자신"),
    Situation.VIOLENCE.value: _("폭력 피해"),
    Situation.OTHER.value: _("다른 사람"),
    Situation.BEREAVED.value: _("사별"),
    Situation.HARM.value: _("해치고 싶은 마음"),
}
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


class Alarms(NamedTuple):
    """How often a kind of crisis was heard, and how often the person took that back."""

    level: str
    situation: str
    raised: int
    taken_back: int

    @property
    def name(self) -> str:
        """The kind in words."""
        return f"{LEVELS[self.level]} · {SITUATIONS[self.situation]}"


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


def alarms() -> list[Alarms]:
    """Alarms of the last days by kind, the commonest first."""
    since = timezone.now() - timedelta(days=DAYS)
    kinds = CareAlarm.objects.filter(raised_at__gte=since).order_by()
    counted = kinds.values("level", "situation").annotate(
        raised=Count("pk"), taken_back=Count("pk", filter=Q(taken_back_at__isnull=False))
    )
    return [Alarms(**row) for row in counted.order_by("-raised")]


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
