"""What this app stores about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chat.models import Conversation

if TYPE_CHECKING:
    from accounts.models import User


def hold(user_id: int) -> None:
    """Lock the person's talks, to which messages are added, until the transaction ends."""
    talks = Conversation.objects.filter(owner_id=user_id).order_by("pk")
    list(talks.select_for_update().values_list("pk", flat=True))


def export(user: User) -> dict[str, Any]:
    conversations = Conversation.objects.filter(owner_id=user.pk).order_by("started_at")
    return {
        "talks": [
            {
                "id": str(conversation.pk),
                "started_at": conversation.started_at.isoformat(),
                "messages": [
                    {"sender": m.sender, "text": m.text, "at": m.created_at.isoformat()}
                    for m in conversation.messages.all()
                ],
            }
            for conversation in conversations.prefetch_related("messages")
        ]
    }
