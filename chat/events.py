"""The one module that sends to the channel layer: what other open pages of a talk should show."""

import logging
from typing import Literal, TypedDict
from uuid import UUID

import redis
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)


class TurnSaid(TypedDict):
    """A message and its answer were stored."""

    type: Literal["turn.said"]
    message_id: int
    client_id: str


class AnalysisChanged(TypedDict):
    """The analysis of the talk was begun, done or failed."""

    type: Literal["analysis.changed"]


class CareChanged(TypedDict):
    """The talk is in care no more."""

    type: Literal["care.changed"]


def group_of(conversation_id: UUID) -> str:
    """The channel layer's group of everyone who has a talk open."""
    return f"conversation.{conversation_id.hex}"


def turn_said(conversation_id: UUID, *, message_id: int, client_id: UUID) -> None:
    """Tell the other open pages of a talk; to be called after commit."""
    _send(
        conversation_id,
        TurnSaid(type="turn.said", message_id=message_id, client_id=str(client_id)),
    )


def analysis_changed(conversation_id: UUID) -> None:
    """Tell the open pages of a talk; to be called after commit."""
    _send(conversation_id, AnalysisChanged(type="analysis.changed"))


def care_changed(conversation_id: UUID) -> None:
    """Tell the open pages of a talk; to be called after commit."""
    _send(conversation_id, CareChanged(type="care.changed"))


def _send(conversation_id: UUID, event: TurnSaid | AnalysisChanged | CareChanged) -> None:
    """What is not heard now is shown at the next reload: state lives in the database."""
    try:
        async_to_sync(get_channel_layer().group_send)(group_of(conversation_id), event)
    except (redis.RedisError, OSError) as error:
        logger.warning("%s of %s is not sent: %s", event["type"], conversation_id, error)
