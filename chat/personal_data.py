"""What this app stores about a person; `accounts/personal_data.py` says how it is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chat.models import CareAlarm, Conversation, Message

EXPORTED = {
    "chat.Conversation": {
        "id", "started_at", "last_message_at", "gauge", "analysis", "care", "story",
    },
    "chat.CareAlarm": {"level", "situation", "raised_at", "taken_back_at"},
    "chat.Message": {
        "id", "sender", "text", "answers", "source", "similarity", "topic", "act",
        "note", "link", "card", "opinion", "created_at",
    },
    "chat.UnmatchedUtterance": {"text", "status", "created_at", "reviewed_at"},
}  # fmt: skip
LEFT_OUT = {
    "shown by the numbers of the analyses in their talk": {
        "chat.Conversation.earlier", "chat.Conversation_earlier",
    },
    "the person who downloads": {"chat.Conversation.owner"},
    "shown by its place: a message in its talk, a masked copy in its message": {
        "chat.Message.conversation", "chat.UnmatchedUtterance.message",
        "chat.CareAlarm.conversation",
    },
    "a number of ours that nothing else shown refers to": {
        "chat.UnmatchedUtterance.id", "chat.CareAlarm.id",
    },
    "made by the page, so that sending twice stores once": {"chat.Message.client_id"},
    "computed from the text, as at any time again": {
        "chat.UnmatchedUtterance.embedding", "chat.UnmatchedUtterance.encoder",
        "chat.UnmatchedUtterance.similarity",
    },
    "the house's replies; what was said by them is in the messages": {
        "chat.UnmatchedUtterance.nearest_intent", "chat.UnmatchedUtterance.answered_with",
        "chat.UnmatchedUtterance.version",
    },
    "who of the staff did it: theirs, not the person's": {
        "chat.UnmatchedUtterance.reviewed_by", "chat.ReplyVersion", "chat.ReplyImport",
        "chat.IntentTraining",
    },
}  # fmt: skip

if TYPE_CHECKING:
    from accounts.models import User


def hold(user_id: int) -> None:
    """Lock the person's talks, to which messages are added, until the transaction ends."""
    talks = Conversation.objects.filter(owner_id=user_id).order_by("pk")
    list(talks.select_for_update().values_list("pk", flat=True))


def export(user: User) -> dict[str, Any]:
    conversations = Conversation.objects.filter(owner_id=user.pk).order_by("started_at")
    found = conversations.prefetch_related("messages__unmatched", "alarms", "earlier")
    return {"talks": [_talk(conversation) for conversation in found]}


def _talk(conversation: Conversation) -> dict[str, Any]:
    analysis = conversation.analysis_id
    return {
        "id": str(conversation.pk),
        "started_at": conversation.started_at.isoformat(),
        "last_message_at": conversation.last_message_at.isoformat(),
        "gauge": conversation.gauge,
        "analysis": str(analysis) if analysis else None,
        "story": conversation.story,
        "earlier": [str(analysis.pk) for analysis in conversation.earlier.all()],
        "care": conversation.care,
        "alarms": [_alarm(alarm) for alarm in conversation.alarms.all()],
        "messages": [_message(message) for message in conversation.messages.all()],
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "id": message.pk,
        "sender": message.sender,
        "text": message.text,
        "at": message.created_at.isoformat(),
        "answers": message.answers_id,
        "source": message.source,
        "similarity": message.similarity,
        "topic": message.topic,
        "act": message.act,
        "note": message.note,
        "link": message.link,
        "opinion": message.opinion,
        "card": message.card,
        "masked_copy": _masked_copy(message),
    }


def _alarm(alarm: CareAlarm) -> dict[str, Any]:
    taken_back = alarm.taken_back_at
    return {
        "level": alarm.level,
        "situation": alarm.situation,
        "raised_at": alarm.raised_at.isoformat(),
        "taken_back_at": taken_back.isoformat() if taken_back else None,
    }


def _masked_copy(message: Message) -> dict[str, Any] | None:
    """What staff may read of it."""
    copy = getattr(message, "unmatched", None)
    if copy is None:
        return None
    return {
        "text": copy.text,
        "status": copy.status,
        "at": copy.created_at.isoformat(),
        "reviewed_at": copy.reviewed_at.isoformat() if copy.reviewed_at else None,
    }
