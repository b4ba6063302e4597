"""The talk that a request is about, for pages and API."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from chat import selectors
from chat.models import Conversation


def get_own_conversation(user: Any, conversation_id: UUID) -> Conversation:
    """A talk of `user`; 404 also where it is another person's."""
    return get_object_or_404(selectors.own_conversations(user), pk=conversation_id)
