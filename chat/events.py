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


class AccessChanged(TypedDict):
    """A session of the person ended somewhere; who still has one comes in anew."""

    type: Literal["access.changed"]


class AnalysisChanged(TypedDict):
    """The analysis of the talk was begun, done or failed."""

    type: Literal["analysis.changed"]


class CareChanged(TypedDict):
    """The talk is in care no more."""

    type: Literal["care.changed"]


def group_of(conversation_id: UUID) -> str:
    """The channel layer's group of everyone who has a talk open."""
    return f"conversation.{conversation_id.hex}"


def group_of_person(person_id: int) -> str:
    """The channel layer's group of every socket of a person."""
    return f"person.{person_id}"


def turn_said(conversation_id: UUID, *, message_id: int, client_id: UUID) -> None:
    """Tell the other open pages of a talk; to be called after commit."""
    _send(
        group_of(conversation_id),
        TurnSaid(type="turn.said", message_id=message_id, client_id=str(client_id)),
    )


def analysis_changed(conversation_id: UUID) -> None:
    """Tell the open pages of a talk; to be called after commit."""
    _send(group_of(conversation_id), AnalysisChanged(type="analysis.changed"))


def access_changed(person_id: int) -> None:
    """Close the sockets of a person; to be called after commit."""
    _send(group_of_person(person_id), AccessChanged(type="access.changed"))


def care_changed(conversation_id: UUID) -> None:
    """Tell the open pages of a talk; to be called after commit."""
    _send(group_of(conversation_id), CareChanged(type="care.changed"))


def _send(group: str, event: TurnSaid | AnalysisChanged | AccessChanged | CareChanged) -> None:
    """What is not heard now is shown at the next reload: state lives in the database."""
    try:
        async_to_sync(get_channel_layer().group_send)(group, event)
    except (redis.RedisError, OSError) as error:
        logger.warning("%s of %s is not sent: %s", event["type"], group, error)
