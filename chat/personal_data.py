"""What this app stores about a person."""

from typing import Any

from chat.models import Conversation


def export(user: Any) -> dict[str, Any]:
    conversations = Conversation.objects.filter(owner_id=user.pk).order_by("started_at")
    return {
        "talks": [
            {
                "id": str(conversation.pk),
                "started_at": conversation.started_at.isoformat(),
                "care": conversation.care,
                "messages": [
                    {"sender": m.sender, "text": m.text, "at": m.created_at.isoformat()}
                    for m in conversation.messages.all()
                ],
            }
            for conversation in conversations.prefetch_related("messages")
        ]
    }
