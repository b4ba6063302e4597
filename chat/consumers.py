"""The socket of one talk: parse, authorise, call a service, send frames."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, TypeVar
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from chat import events, limits, selectors, services
from chat.frames import (
    JSON_PROTOCOL,
    BadFrame,
    Frames,
    HtmlFrames,
    JsonFrames,
    Ping,
    Say,
    Sync,
    parse,
)
from chat.models import Conversation
from chat.turns import Crowded, Turns
from chat.utterance import Refused

logger = logging.getLogger(__name__)

NOT_LOGGED_IN = 4401
NOT_FOUND = 4404
TRY_LATER = 1013

POOL = ThreadPoolExecutor(settings.TURN_THREADS, thread_name_prefix="turn")
"""Encoding and the database, off the event loop; more turns at once wait here."""

TURNS = Turns()
"""Of each person one turn at a time enters the pool."""

INBOX = 50
"""Frames that one socket may have waiting; more are refused and come again."""

SOON = timedelta(seconds=2)
"""When to come again after too much at once."""

Work = Callable[[], list[str]]
T = TypeVar("T")


class ChatConsumer(AsyncWebsocketConsumer):
    """Speaks HTML to htmx and, where the client asks for that subprotocol, JSON.

    Frames are read as they come, so that a page always learns that its socket lives; their work is
    done one after the other.
    """

    frames: Frames
    conversation_id: UUID

    async def connect(self) -> None:
        self.conversation_id = self.scope["url_route"]["kwargs"]["conversation_id"]
        self.inbox: asyncio.Queue[Callable[[], Awaitable[Any]] | None] = asyncio.Queue()
        self.unanswered = 0
        self.is_over = False
        asks_json = JSON_PROTOCOL in self.scope["subprotocols"]
        self.frames = JsonFrames() if asks_json else HtmlFrames()
        await self.accept(JSON_PROTOCOL if asks_json else None)
        if not self.scope["user"].is_authenticated:
            await self._close(NOT_LOGGED_IN)
        self.worker = asyncio.create_task(self._work_off())

    async def disconnect(self, code: int) -> None:
        """What was sent before the end is still said, though nobody sees the answer now."""
        for group in self._groups():
            await self.channel_layer.group_discard(group, self.channel_name)
        self.is_over = True
        self.inbox.put_nowait(None)
        await self.worker

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        try:
            frame = self._in_language(lambda: parse(text_data))
        except BadFrame as error:
            await self._send(self.frames.notice(str(error), code="bad_frame"))
            return
        if isinstance(frame, Ping):
            await self._send(self.frames.pong())
        elif self.inbox.qsize() >= INBOX:
            client_id = str(frame.client_id) if isinstance(frame, Say) else ""
            await self._refuse(self._in_language(lambda: limits.too_fast(SOON)), client_id)
        elif isinstance(frame, Say):
            self.unanswered += 1
            await self._send(self._in_language(lambda: self.frames.typing(True)))
            self.inbox.put_nowait(lambda: self._answer(frame))
        else:
            self.inbox.put_nowait(lambda: self._run(lambda: self._asked_for(frame)))

    async def turn_said(self, event: events.TurnSaid) -> None:
        """Another open page of this talk said something."""
        after = event["message_id"] - 1
        self.inbox.put_nowait(lambda: self._run(lambda: self._messages_after(after)))

    async def analysis_changed(self, event: events.AnalysisChanged) -> None:
        self.inbox.put_nowait(lambda: self._run(self._analysis))

    async def _work_off(self) -> None:
        if self.is_over:
            return
        if await self._run(self._open) is None:
            await self._close(TRY_LATER)
            return
        for group in self._groups():
            await self.channel_layer.group_add(group, self.channel_name)
        while (work := await self.inbox.get()) is not None:
            await work()

    async def _answer(self, frame: Say) -> None:
        await self._run(lambda: self._say(frame), client_id=str(frame.client_id))
        self.unanswered -= 1

    def _open(self) -> list[str]:
        limits.count_reading(self.scope["user"].pk)
        self._conversation()
        return []

    def _say(self, frame: Say) -> list[str]:
        conversation = self._conversation()
        with events.spoken_by(self.channel_name):
            turn = services.say(
                conversation=conversation, text=frame.text, client_id=frame.client_id
            )
        conversation.analysis = turn.analysis
        return [
            *self.frames.messages([turn.message, turn.answer]),
            *self.frames.typing(self.unanswered > 1),
            *self.frames.notice(""),
            *self.frames.analysis(conversation),
            *self.frames.gauge(turn.gauge),
        ]

    def _asked_for(self, frame: Sync) -> list[str]:
        limits.count_reading(self.scope["user"].pk)
        return self._messages_after(frame.after)

    def _messages_after(self, message_id: int) -> list[str]:
        conversation = self._conversation()
        messages, more = selectors.missed_messages(conversation, message_id)
        return [
            *self.frames.messages(messages),
            *self.frames.synced(more),
            *self.frames.analysis(conversation),
            *self.frames.gauge(services.gauge_of(conversation)),
        ]

    def _analysis(self) -> list[str]:
        return self.frames.analysis(self._conversation())

    def _conversation(self) -> Conversation:
        return selectors.own_conversation(self.scope["user"], self.conversation_id)

    async def _run(self, work: Work, *, client_id: str = "") -> list[str] | None:
        """Do `work` when it is its turn and send its frames; None where it failed.

        `client_id` is that of the message at work, so that its sender can offer it again.
        """
        try:
            async with TURNS.of(self.scope["user"].pk):
                frames: list[str] = await database_sync_to_async(
                    self._in_language, thread_sensitive=False, executor=POOL
                )(work)
        except Conversation.DoesNotExist:
            await self._close(NOT_FOUND)
        except Refused as refusal:
            await self._refuse(refusal, client_id)
        except Crowded:
            await self._refuse(self._in_language(lambda: limits.too_fast(SOON)), client_id)
        except Exception:
            logger.exception("talk %s: a frame could not be served", self.conversation_id)
            await self._send(self._in_language(lambda: self._sorry(client_id)))
        else:
            await self._send(frames)
            return frames
        return None

    async def _refuse(self, refusal: Refused, client_id: str) -> None:
        await self._send(self._in_language(lambda: self._refusal(refusal, client_id)))

    def _refusal(self, refusal: Refused, client_id: str) -> list[str]:
        return [
            *self.frames.typing(self.unanswered > 1),
            *self.frames.notice(
                str(refusal),
                code=refusal.code,
                client_id=client_id,
                retry_after=refusal.retry_after,
            ),
        ]

    def _sorry(self, client_id: str) -> list[str]:
        text = _("잠시 문제가 생겼어요. 적은 말은 그대로 있으니 조금 뒤에 다시 보내 주세요.")
        return [
            *self.frames.typing(self.unanswered > 1),
            *self.frames.notice(text, code="server_error", client_id=client_id),
        ]

    def _groups(self) -> list[str]:
        return [events.group_of(self.conversation_id)]

    async def _send(self, frames: list[str]) -> None:
        """Nothing to a socket that has ended, whoever ended it."""
        try:
            for frame in frames:
                if not self.is_over:
                    await self.send(text_data=frame)
        except OSError:
            self.is_over = True

    async def _close(self, code: int) -> None:
        if not self.is_over:
            self.is_over = True
            await self.close(code)

    def _in_language(self, work: Callable[[], T]) -> T:
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
