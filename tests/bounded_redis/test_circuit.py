"""After a failure Redis is left alone for a moment, and one line a minute says so."""

import logging

import pytest
import redis

from bounded_redis.circuit import LOG_SECONDS, OPEN_SECONDS, Circuit, Unavailable


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def circuit(clock: Clock) -> Circuit:
    return Circuit(clock)


def fail(circuit: Circuit) -> None:
    with pytest.raises(redis.TimeoutError), circuit.call():
        raise redis.TimeoutError


def test_after_a_failure_nobody_asks_until_a_moment_has_passed(
    circuit: Circuit, clock: Clock
) -> None:
    fail(circuit)
    clock.now += OPEN_SECONDS - 0.1
    with pytest.raises(Unavailable), circuit.call():
        pytest.fail("Redis was asked")
    clock.now += 0.2
    with circuit.call():
        pass
    assert not circuit.is_open


def test_one_call_tries_and_the_others_fail_at_once(circuit: Circuit, clock: Clock) -> None:
    fail(circuit)
    clock.now += OPEN_SECONDS
    with circuit.call(), pytest.raises(Unavailable), circuit.call():
        pytest.fail("a second call asked beside the trial")


def test_an_answer_that_is_an_error_is_an_answer(circuit: Circuit) -> None:
    with pytest.raises(redis.ResponseError), circuit.call():
        raise redis.ResponseError("WRONGTYPE")
    assert not circuit.is_open


def test_one_line_a_minute(
    circuit: Circuit, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(int(LOG_SECONDS / OPEN_SECONDS)):
        fail(circuit)
        clock.now += OPEN_SECONDS
    assert len(caplog.records) == 1
    fail(circuit)
    assert len(caplog.records) == 2
    assert "REDIS_URL" in caplog.text
