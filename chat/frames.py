"""What goes over the socket: frames in, and out as HTML for htmx or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from chat.gauge import Gauge
from chat.models import Conversation, Message

JSON_PROTOCOL = "musicrest.v1+json"


@dataclass(frozen=True)
class Say:
    """The person says something."""

    text: str
    client_id: UUID


@dataclass(frozen=True)
class Sync:
    """The page asks for what came after the last message it has (0: from the beginning)."""

    after: int


@dataclass(frozen=True)
class Ping:
    """The page asks whether the socket lives."""


class BadFrame(Exception):
    """A frame is not one of ours; the message says what was expected."""


def parse(frame: str | None) -> Say | Sync | Ping:
    """Read a frame. Raises BadFrame for whatever else comes over a socket."""
    try:
        fields = json.loads(frame or "")
    except (ValueError, RecursionError) as error:
        raise BadFrame(_("JSON 형식으로 보내 주세요.")) from error
    if not isinstance(fields, dict):
        raise BadFrame(_("JSON 객체로 보내 주세요."))
    if fields.get("type") == "sync":
        return _sync(fields)
    if fields.get("type") == "ping":
        return Ping()
    return _say(fields)


def _sync(fields: dict[str, Any]) -> Sync:
    after = fields.get("after", 0)
    if type(after) is not int or not 0 <= after < 2**63:
        raise BadFrame(_("after에는 마지막 메시지의 번호를 적어 주세요."))
    return Sync(after)


def _say(fields: dict[str, Any]) -> Say:
    text, client_id = fields.get("message"), fields.get("client_id")
    if not isinstance(text, str) or not isinstance(client_id, str):
        raise BadFrame(_("message와 client_id를 글자로 보내 주세요."))
    try:
        return Say(text, UUID(client_id))
    except ValueError as error:
        raise BadFrame(_("client_id는 UUID여야 해요.")) from error


class Frames(Protocol):
    """One flavour of outgoing frames; each method gives those that show one thing."""

    def messages(self, messages: Sequence[Message]) -> list[str]: ...
    def synced(self, more: bool) -> list[str]: ...
    def pong(self) -> list[str]: ...
    def typing(self, typing: bool) -> list[str]: ...
    def gauge(self, gauge: Gauge) -> list[str]: ...
    def analysis(self, conversation: Conversation) -> list[str]: ...
    def notice(
        self, text: str, *, code: str = "", client_id: str = "", retry_after: int | None = None
    ) -> list[str]: ...


class HtmlFrames:
    """Partials that htmx swaps into the page by their ids."""

    def messages(self, messages: Sequence[Message]) -> list[str]:
        if not messages:
            return []
        shown: list[str] = [render_to_string("chat/_messages.html", {"talk_messages": messages})]
        if any(message.source == Message.Source.CRISIS for message in messages):
            shown.append(render_to_string("chat/_care.html", {"in_care": True, "oob": True}))
        return shown

    def synced(self, more: bool) -> list[str]:
        return [render_to_string("chat/_synced.html", {"more": more})]

    def pong(self) -> list[str]:
        return [""]

    def typing(self, typing: bool) -> list[str]:
        return [render_to_string("chat/_typing.html", {"typing": typing, "oob": True})]

    def gauge(self, gauge: Gauge) -> list[str]:
        return [render_to_string("chat/_gauge.html", {"gauge": gauge, "oob": True})]

    def analysis(self, conversation: Conversation) -> list[str]:
        context = {"conversation": conversation, "analysis": conversation.analysis, "oob": True}
        return [render_to_string("chat/_result_link.html", context)]

    def notice(
        self, text: str, *, code: str = "", client_id: str = "", retry_after: int | None = None
    ) -> list[str]:
        context = {
            "notice": text,
            "client_id": client_id,
            "retry_after": retry_after,
            "oob": True,
        }
        return [render_to_string("chat/_notice.html", context)]


class JsonFrames:
    """One JSON object a frame, told apart by `type`."""

    def messages(self, messages: Sequence[Message]) -> list[str]:
        return [_json("message", **_message(message)) for message in messages]

    def synced(self, more: bool) -> list[str]:
        return [_json("synced", more=more)]

    def pong(self) -> list[str]:
        return [_json("pong")]

    def typing(self, typing: bool) -> list[str]:
        return [_json("typing", typing=typing)]

    def gauge(self, gauge: Gauge) -> list[str]:
        return [_json("gauge", **asdict(gauge), percent=gauge.percent)]

    def analysis(self, conversation: Conversation) -> list[str]:
        analysis = conversation.analysis
        if analysis is None:
            return []
        return [_json("analysis", id=str(analysis.pk), status=analysis.status)]

    def notice(
        self, text: str, *, code: str = "", client_id: str = "", retry_after: int | None = None
    ) -> list[str]:
        if not text:
            return []
        wait = {} if retry_after is None else {"retry_after": retry_after}
        return [_json("error", code=code, detail=text, client_id=client_id, **wait)]


def _message(message: Message) -> dict[str, Any]:
    return {
        "id": message.pk,
        "sender": message.sender,
        "text": message.text,
        "client_id": str(message.client_id) if message.client_id else None,
        "source": message.source,
        "similarity": message.similarity,
        "created_at": message.created_at.isoformat(),
    }


def _json(kind: str, **fields: Any) -> str:
    return json.dumps({"type": kind, **fields}, ensure_ascii=False)
