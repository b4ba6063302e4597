"""One turn of a person at a time; a flood delays its author alone."""

import asyncio

import pytest

from chat.turns import MOST_WAITING, Crowded, Turns

FLOODER, OTHER = 1, 2


async def work(turns: Turns, person: int, log: list[int], pool: asyncio.Semaphore) -> None:
    async with turns.of(person), pool:
        log.append(person)
        await asyncio.sleep(0)


async def test_a_flood_of_one_person_stands_behind_the_next_persons_turn() -> None:
    turns, pool = Turns(), asyncio.Semaphore(1)
    log: list[int] = []
    flood = [asyncio.create_task(work(turns, FLOODER, log, pool)) for _ in range(MOST_WAITING)]
    await asyncio.sleep(0)
    await asyncio.gather(*flood, work(turns, OTHER, log, pool))
    assert OTHER in log[:3]
    assert log.count(FLOODER) == MOST_WAITING


async def test_one_persons_work_is_done_one_after_the_other_in_order() -> None:
    turns = Turns()
    at_work: list[int] = []
    done: list[int] = []

    async def numbered(number: int) -> None:
        async with turns.of(FLOODER):
            assert at_work == []
            at_work.append(number)
            await asyncio.sleep(0)
            done.append(at_work.pop())

    await asyncio.gather(*(numbered(number) for number in range(10)))
    assert done == list(range(10))


async def test_more_than_may_wait_is_refused_and_the_line_is_forgotten_when_empty() -> None:
    turns = Turns()
    gate = asyncio.Event()

    async def waiting() -> None:
        async with turns.of(FLOODER):
            await gate.wait()

    line = [asyncio.create_task(waiting()) for _ in range(MOST_WAITING + 1)]
    await asyncio.sleep(0)
    with pytest.raises(Crowded):
        await waiting()
    gate.set()
    await asyncio.gather(*line)
    assert turns._lines == {}
    await waiting()


async def test_who_is_cancelled_in_line_leaves_it() -> None:
    turns = Turns()
    async with turns.of(FLOODER):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(work(turns, FLOODER, [], asyncio.Semaphore(1)), 0.01)
    assert turns._lines == {}
