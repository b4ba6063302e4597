"""The channel layer: groups within this process, and through Redis to every other one.

What is sent reaches the sockets of this process without Redis. Each process that has sockets
listens to one Redis channel of its own, and a sender publishes to those of the others alone:
nothing comes back. While Redis is away nothing fails and no socket closes; the listener joins again
by itself.
"""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from contextlib import suppress
from typing import Any

import redis
from channels.layers import BaseChannelLayer
from django.conf import settings
from redis.asyncio import Redis as AsyncRedis

from bounded_redis.circuit import OPEN_SECONDS
from bounded_redis.client import OPTIONS, client

logger = logging.getLogger(__name__)

PREFIX = "sockets:"
QUIET_SECONDS = 10.0
"""After so long without a word Redis is asked whether it is there."""

_PUBLISH = """
for _, channel in ipairs(redis.call('PUBSUB', 'CHANNELS', ARGV[1] .. '*')) do
  if channel ~= ARGV[2] then redis.call('PUBLISH', channel, ARGV[3]) end
end
"""

NOT_TO = "not_to"
"""Key of a message with the channel that shall not get it: the one whose doing it tells."""

Message = dict[str, Any]


class PubSubLayer(BaseChannelLayer):
    """Sends are bounded by the client's timeouts and by its circuit, and never raise."""

    extensions = ("groups", "flush")

    def __init__(self, capacity: int = 100) -> None:
        super().__init__(capacity=capacity)
        self._own = f"{PREFIX}{uuid.uuid4().hex}"
        self._queues: dict[str, asyncio.Queue[Message]] = {}
        self._groups: dict[str, set[str]] = {}
        self._listener: asyncio.Task[None] | None = None

    async def new_channel(self, prefix: str = "specific") -> str:
        """A name under which one socket of this process receives."""
        self._ensure_listener()
        channel = f"{prefix}.{uuid.uuid4().hex}"
        self._queues[channel] = asyncio.Queue(self.capacity)
        return channel

    async def receive(self, channel: str) -> Message:
        """The next message; a socket that ends cancels this, and its channel goes with it."""
        try:
            return await self._queues[channel].get()
        except asyncio.CancelledError:
            self._queues.pop(channel, None)
            raise

    async def send(self, channel: str, message: Message) -> None:
        """Into a channel of this process; one that is full or gone loses the message."""
        self._put(channel, message)

    async def group_add(self, group: str, channel: str) -> None:
        self._groups.setdefault(group, set()).add(channel)

    async def group_discard(self, group: str, channel: str) -> None:
        members = self._groups.get(group, set())
        members.discard(channel)
        if not members:
            self._groups.pop(group, None)

    async def group_send(self, group: str, message: Message) -> None:
        """To every member, in this process and in others."""
        self._deliver(group, message)
        await asyncio.to_thread(self._publish, group, message)

    def group_send_from_thread(self, group: str, message: Message) -> None:
        """The same for code that runs in no event loop; it waits for nobody's."""
        if self._listener is not None and not self._listener.done():
            self._listener.get_loop().call_soon_threadsafe(self._deliver, group, message)
        self._publish(group, message)

    async def flush(self) -> None:
        """Forget every channel and group, and stop listening."""
        self._queues.clear()
        self._groups.clear()
        if self._listener is not None:
            self._listener.cancel()
            self._listener = None

    def _publish(self, group: str, message: Message) -> None:
        """Where that fails, the circuit says so, and the next reload shows what was not heard."""
        packed = json.dumps({"group": group, "message": message})
        with suppress(redis.ConnectionError, redis.TimeoutError):
            client().eval(_PUBLISH, 0, PREFIX, self._own, packed)

    def _deliver(self, group: str, message: Message) -> None:
        for channel in self._groups.get(group, set()) - {message.get(NOT_TO)}:
            self._put(channel, message)

    def _put(self, channel: str, message: Message) -> None:
        queue = self._queues.get(channel)
        if queue is not None and not queue.full():
            queue.put_nowait(dict(message))

    def _ensure_listener(self) -> None:
        """One listener, in the loop that runs: tests have a loop each."""
        loop = asyncio.get_running_loop()
        if self._listener is None or self._listener.done() or self._listener.get_loop() is not loop:
            self._listener = loop.create_task(self._listen())

    async def _listen(self) -> None:
        while True:
            try:
                await self._listen_once()
            except (redis.RedisError, OSError) as error:
                logger.debug("the listener lost Redis: %s", type(error).__name__)
                await asyncio.sleep(OPEN_SECONDS)

    async def _listen_once(self) -> None:
        """Until the connection breaks, or Redis says nothing to a ping."""
        async with (
            AsyncRedis.from_url(settings.REDIS_URL, **(OPTIONS | {"retry": None})) as connection,
            connection.pubsub() as listening,
        ):
            await listening.subscribe(self._own)
            _obey_cancellation()
            asked = False
            while True:
                heard = await listening.get_message(timeout=QUIET_SECONDS)
                if heard is None and asked:
                    raise redis.TimeoutError("no answer to a ping")
                if heard is None:
                    await listening.ping()
                elif heard["type"] == "message":
                    told = json.loads(heard["data"])
                    self._deliver(told["group"], told["message"])
                asked = heard is None


def _obey_cancellation() -> None:
    """The client swallows one that comes while it connects."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
