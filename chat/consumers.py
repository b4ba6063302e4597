"""The socket of one talk: parse, authorise, call a service, send frames."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import redis
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from chat import events, selectors, services
from chat.frames import (
    JSON_PROTOCOL,
    BadFrame,
    Frames,
    HtmlFrames,
    JsonFrames,
    Say,
    Sync,
    parse,
)
from chat.models import Conversation
from chat.utterance import Refused

logger = logging.getLogger(__name__)

NOT_LOGGED_IN = 4401
NOT_FOUND = 4404
SERVER_ERROR = 1011

POOL = ThreadPoolExecutor(settings.TURN_THREADS, thread_name_prefix="turn")
"""Encoding and the database, off the event loop; more turns at once wait here."""

Work = Callable[[], list[str]]


class ChatConsumer(AsyncWebsocketConsumer):
    """Speaks HTML to htmx and, where the client asks for that subprotocol, JSON."""

    frames: Frames
    conversation_id: UUID

    async def connect(self) -> None:
        self.conversation_id = self.scope["url_route"]["kwargs"]["conversation_id"]
        self.sent: deque[str] = deque(maxlen=settings.MESSAGES_PER_MINUTE)
        asks_json = JSON_PROTOCOL in self.scope["subprotocols"]
        self.frames = JsonFrames() if asks_json else HtmlFrames()
        await self.accept(JSON_PROTOCOL if asks_json else None)
        if not self.scope["user"].is_authenticated:
            await self.close(NOT_LOGGED_IN)
        elif await self._run(self._open) is not None:
            await self._listen()

    async def disconnect(self, code: int) -> None:
        try:
            await self.channel_layer.group_discard(
                events.group_of(self.conversation_id), self.channel_name
            )
        except (redis.RedisError, OSError) as error:
            logger.warning("a closed socket stays in its group: %s", type(error).__name__)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        try:
            with translation.override(self._language()):
                frame = parse(text_data)
        except BadFrame as error:
            await self._send(self.frames.notice(str(error), code="bad_frame"))
            return
        if isinstance(frame, Sync):
            await self._run(lambda: self._missed(frame))
        else:
            await self._answer(frame)

    async def turn_said(self, event: events.TurnSaid) -> None:
        """Another open page of this talk said something."""
        if event["client_id"] not in self.sent:
            await self._run(lambda: self._missed(Sync(event["message_id"] - 1)))

    async def analysis_changed(self, event: events.AnalysisChanged) -> None:
        await self._run(lambda: self.frames.analysis(self._conversation()))

    async def care_changed(self, event: events.CareChanged) -> None:
        await self._run(self._care)

    async def _answer(self, frame: Say) -> None:
        self.sent.append(str(frame.client_id))
        await self._send(self.frames.typing(True))
        if await self._run(lambda: self._say(frame), client_id=str(frame.client_id)) is None:
            await self._send(self.frames.typing(False))

    def _open(self) -> list[str]:
        self._conversation()
        return []

    def _say(self, frame: Say) -> list[str]:
        conversation = self._conversation()
        was_in_care = selectors.is_in_care(conversation)
        try:
            turn = services.say(
                conversation=conversation, text=frame.text, client_id=frame.client_id
            )
        except Refused as error:
            client_id = str(frame.client_id)
            return [
                *self.frames.typing(False),
                *self.frames.notice(str(error), code=error.code, client_id=client_id),
            ]
        conversation.analysis = turn.analysis
        return [
            *self.frames.messages([turn.message, turn.answer]),
            *self.frames.typing(False),
            *self.frames.notice(""),
            *self.frames.analysis(conversation),
            *([] if turn.in_care == was_in_care else self.frames.care(conversation, turn.in_care)),
            *self.frames.gauge(turn.gauge),
        ]

    def _missed(self, frame: Sync) -> list[str]:
        conversation = self._conversation()
        return [
            *self.frames.messages(selectors.messages_after(conversation, frame.after)),
            *self.frames.typing(False),
            *self.frames.analysis(conversation),
            *self.frames.care(conversation, selectors.is_in_care(conversation)),
            *self.frames.gauge(services.gauge_of(conversation)),
        ]

    def _care(self) -> list[str]:
        conversation = self._conversation()
        return self.frames.care(conversation, selectors.is_in_care(conversation))

    def _conversation(self) -> Conversation:
        return selectors.own_conversation(self.scope["user"], self.conversation_id)

    async def _run(self, work: Work, *, client_id: str = "") -> list[str] | None:
        """Do `work` in the pool and send its frames; None where it failed.

        `client_id` is that of the message at work, so that its sender can offer it again.
        """
        try:
            frames: list[str] = await database_sync_to_async(
                self._in_language, thread_sensitive=False, executor=POOL
            )(work)
        except Conversation.DoesNotExist:
            await self.close(NOT_FOUND)
            return None
        except Exception:
            logger.exception("talk %s: a frame could not be served", self.conversation_id)
            sorry = self.frames.notice(self._sorry(), code="server_error", client_id=client_id)
            await self._send(sorry)
            return None
        await self._send(frames)
        return frames

    async def _listen(self) -> None:
        """Join the talk's group; without Redis the talk goes on, only other pages hear nothing."""
        try:
            await self.channel_layer.group_add(
                events.group_of(self.conversation_id), self.channel_name
            )
        except (redis.RedisError, OSError) as error:
            logger.warning("a socket hears no other page: %s", type(error).__name__)

    async def _send(self, frames: list[str]) -> None:
        for frame in frames:
            await self.send(text_data=frame)

    def _in_language(self, work: Work) -> list[str]:
        with translation.override(self._language()):
            return work()

    def _language(self) -> str:
        """The person's language; LocaleMiddleware does not see sockets."""
        headers = dict(self.scope["headers"])
        request: Any = SimpleNamespace(
            COOKIES=self.scope["cookies"],
            META={"HTTP_ACCEPT_LANGUAGE": headers.get(b"accept-language", b"").decode("latin1")},
        )
        return translation.get_language_from_request(request)

    def _sorry(self) -> str:
        with translation.override(self._language()):
            return _("잠시 문제가 생겼어요. 적은 말은 그대로 있으니 조금 뒤에 다시 보내 주세요.")
