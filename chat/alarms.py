"""What is stored of a crisis: the alarm, and that nothing of such a talk is anybody's to read."""

from __future__ import annotations

from django.utils import timezone

from chat.care.state import Care, Stage
from chat.gauge import meaningful_length
from chat.models import CareAlarm, Conversation, Message, UnmatchedUtterance
from emotions.corrections import drop_words

IN_CARE = (Message.Source.CRISIS, Message.Source.CARE)
"""Sources of answers to words that are neither counted nor analysed."""


def record(conversation: Conversation, before: Care, after: Care) -> None:
    """Store where a talk stands in care, and what follows from that; saves no conversation."""
    conversation.care = after.as_json() if after != Care() else {}
    if after.is_open and not before.is_open:
        _raise(conversation, after)
    elif after.is_open and (after.level, after.situation) != (before.level, before.situation):
        alarm = conversation.alarms.filter(taken_back_at=None).first()
        if alarm is not None:
            alarm.level, alarm.situation = after.level, after.situation
            alarm.save(update_fields=["level", "situation"])
    elif after.stage is Stage.TAKEN_BACK and before.is_open:
        _take_back(conversation)


def _raise(conversation: Conversation, care: Care) -> None:
    """Staff may read nothing of this talk, neither what comes nor what was said before."""
    CareAlarm.objects.create(conversation=conversation, level=care.level, situation=care.situation)
    drop_words(analysis_id=conversation.analysis_id)
    UnmatchedUtterance.objects.filter(message__conversation=conversation).update(
        text="", embedding=None, encoder="", status=UnmatchedUtterance.Status.PRIVATE
    )


def _take_back(conversation: Conversation) -> None:
    """Mark the alarm, and count the words that it had kept from the gauge."""
    alarm = conversation.alarms.filter(taken_back_at=None).first()
    if alarm is None:
        return
    alarm.taken_back_at = timezone.now()
    alarm.save(update_fields=["taken_back_at"])
    kept = conversation.messages.filter(
        answer__source__in=IN_CARE, created_at__gte=_said_before(alarm)
    )
    conversation.gauge += sum(map(meaningful_length, kept.values_list("text", flat=True)))


def _said_before(alarm: CareAlarm) -> object:
    """When the message that raised the alarm was stored: it comes just before the alarm."""
    said = alarm.conversation.messages.filter(
        sender=Message.Sender.PERSON, created_at__lte=alarm.raised_at
    )
    return said.order_by("-id").values_list("created_at", flat=True).first() or alarm.raised_at
