"""Reads of talks that views, consumers and `recommendations` share."""

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from chat.models import Conversation, Message

MESSAGES_SHOWN = 500
"""So many messages a page loads; older ones are in the API and in the download."""


def own_conversations(user: Any) -> QuerySet[Conversation]:
    """The talks of `user` with their analyses, the latest first."""
    said = Message.objects.filter(conversation=OuterRef("pk"), sender=Message.Sender.PERSON)
    return (
        Conversation.objects.filter(owner_id=user.pk)
        .select_related("analysis")
        .annotate(last_text=Subquery(said.order_by("-pk").values("text")[:1]))
    )


def own_conversation(user: Any, conversation_id: UUID) -> Conversation:
    """A talk of `user`. Raises Conversation.DoesNotExist also where it is another person's."""
    return own_conversations(user).get(pk=conversation_id)


def messages_after(conversation: Conversation, message_id: int) -> list[Message]:
    """Messages of a talk newer than `message_id`, oldest first; of many, the latest."""
    newest = conversation.messages.filter(pk__gt=message_id).order_by("-pk")[:MESSAGES_SHOWN]
    return list(reversed(newest))
