"""Messages reach the sockets of this process and of others, and no outage is felt by either."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator

import pytest

from bounded_redis import channel_layer
from bounded_redis.channel_layer import NOT_TO, PREFIX, PubSubLayer
from bounded_redis.client import client
from tests.own_redis import OwnRedis

WAIT_SECONDS = 10


@pytest.fixture
async def two_processes(own_redis: OwnRedis) -> AsyncIterator[tuple[PubSubLayer, PubSubLayer]]:
    """Two layers, as in two web processes."""
    layers = PubSubLayer(), PubSubLayer()
    yield layers
    for layer in layers:
        await layer.flush()


async def member(layer: PubSubLayer, group: str = "talk") -> str:
    channel = await layer.new_channel()
    await layer.group_add(group, channel)
    return channel


async def all_listen(count: int) -> None:
    async with asyncio.timeout(WAIT_SECONDS):
        while len(client().pubsub_channels(f"{PREFIX}*")) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def heard(layer: PubSubLayer, channel: str) -> str:
    async with asyncio.timeout(WAIT_SECONDS):
        return str((await layer.receive(channel))["text"])


async def heard_at_last(layer: PubSubLayer, channel: str, text: str) -> None:
    """Wait for one message among others: what a hung Redis was told it tells when it goes on."""
    while await heard(layer, channel) != text:
        pass


async def test_a_message_reaches_members_here_and_elsewhere_but_not_its_author(
    two_processes: tuple[PubSubLayer, PubSubLayer],
) -> None:
    here, there = two_processes
    author, beside, elsewhere = await member(here), await member(here), await member(there)
    stranger = await member(there, "another talk")
    await all_listen(2)
    await here.group_send("talk", {"type": "said", "text": "one", NOT_TO: author})
    await asyncio.to_thread(
        here.group_send_from_thread, "talk", {"type": "said", "text": "two", NOT_TO: None}
    )
    await here.group_send("another talk", {"type": "said", "text": "three"})
    assert [await heard(here, beside), await heard(here, beside)] == ["one", "two"]
    assert [await heard(there, elsewhere), await heard(there, elsewhere)] == ["one", "two"]
    assert await heard(here, author) == "two"
    assert await heard(there, stranger) == "three"


async def test_what_one_says_does_not_come_back_through_redis(
    two_processes: tuple[PubSubLayer, PubSubLayer],
) -> None:
    here, _ = two_processes
    await member(here)
    await all_listen(1)
    with client().pubsub() as watching:  # type: ignore[no-untyped-call]
        watching.psubscribe(f"{PREFIX}*")
        watching.get_message(timeout=1)
        await here.group_send("talk", {"type": "said", "text": "alone"})
        client().publish(f"{PREFIX}end", "{}")
        assert watching.get_message(timeout=1)["channel"] == f"{PREFIX}end".encode()


async def test_a_socket_that_left_gets_nothing_more(
    two_processes: tuple[PubSubLayer, PubSubLayer],
) -> None:
    here, _ = two_processes
    gone, stays = await member(here), await member(here)
    await here.group_discard("talk", gone)
    receiving = asyncio.create_task(here.receive(gone))
    await here.group_send("talk", {"type": "said", "text": "after"})
    assert await heard(here, stays) == "after"
    receiving.cancel()
    await asyncio.wait([receiving])
    await here.send(gone, {"type": "said", "text": "lost"})
    with pytest.raises(KeyError):
        await here.receive(gone)


async def test_a_socket_that_does_not_read_loses_news_and_takes_no_memory(
    two_processes: tuple[PubSubLayer, PubSubLayer],
) -> None:
    here, _ = two_processes
    channel = await member(here)
    for number in range(here.capacity + 10):
        await here.send(channel, {"type": "said", "text": str(number)})
    assert here._queues[channel].qsize() == here.capacity


@pytest.mark.parametrize("outage", ["hang", "stop"])
async def test_an_outage_delays_nobody_and_ends_by_itself(
    two_processes: tuple[PubSubLayer, PubSubLayer],
    own_redis: OwnRedis,
    outage: str,
) -> None:
    here, there = two_processes
    beside, elsewhere = await member(here), await member(there)
    await all_listen(2)
    getattr(own_redis, outage)()
    began = time.monotonic()
    for number in range(50):
        await here.group_send("talk", {"type": "said", "text": str(number)})
        assert await heard(here, beside) == str(number)
    newcomer = await member(there)
    assert time.monotonic() - began < 2
    own_redis.go_on() if outage == "hang" else own_redis.start()
    for channel in (newcomer, elsewhere):
        hearing = asyncio.create_task(heard_at_last(there, channel, "again"))
        while not hearing.done():
            await here.group_send("talk", {"type": "said", "text": "again"})
            await asyncio.sleep(0.05)
        await hearing


async def test_a_connection_that_only_looks_alive_is_replaced(
    own_redis: OwnRedis, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(channel_layer, "QUIET_SECONDS", 0.2)
    monkeypatch.setattr(channel_layer, "OPEN_SECONDS", 0.1)
    layer = PubSubLayer()
    channel = await member(layer)
    await all_listen(1)
    own_redis.hang()
    caplog.set_level(logging.DEBUG, channel_layer.__name__)
    async with asyncio.timeout(WAIT_SECONDS):
        while "the listener lost Redis" not in caplog.text:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    own_redis.go_on()
    other = PubSubLayer()
    hearing = asyncio.create_task(heard(layer, channel))
    while not hearing.done():
        await other.group_send("talk", {"type": "said", "text": "here again"})
        await asyncio.sleep(0.05)
    assert await hearing == "here again"
    await layer.flush()
