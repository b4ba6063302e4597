"""The one module that sends to the channel layer: what other open pages of a talk should show."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, TypedDict
from uuid import UUID

from channels.layers import get_channel_layer

_speaking: ContextVar[str | None] = ContextVar("speaking", default=None)


class TurnSaid(TypedDict):
    """A message and its answer were stored; `not_to` is the socket that shows them anyway."""

    type: Literal["turn.said"]
    message_id: int
    client_id: str
    not_to: str | None


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


@contextmanager
def spoken_by(channel: str) -> Iterator[None]:
    """What is said inside the block comes from the socket with this channel name."""
    token = _speaking.set(channel)
    try:
        yield
    finally:
        _speaking.reset(token)


def turn_said(conversation_id: UUID, *, message_id: int, client_id: UUID) -> None:
    """Tell the other open pages of a talk; to be called after commit."""
    event = TurnSaid(
        type="turn.said",
        message_id=message_id,
        client_id=str(client_id),
        not_to=_speaking.get(),
    )
    _send(group_of(conversation_id), event)


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
    """Never raises or waits long: what is not heard now is shown at the next look."""
    get_channel_layer().group_send_from_thread(group, event)
