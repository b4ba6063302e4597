"""What is known is read whole, in order, and again without stopping anybody."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from django.db import connection

from chat.dialogue import knowledge, tables
from chat.dialogue.knowledge import Knowledge
from chat.dialogue.repertoire import Answer, Intent, Tone
from chat.dialogue.vectors import embed_stale
from chat.models import Family as FamilyRow
from chat.models import Intent as IntentRow
from chat.models import Utterance
from emotions.language.encoder import get_encoder


@pytest.fixture
def rows(db: None) -> None:
    family = FamilyRow.objects.create(name="day/weather", title="날씨")
    family.answers.create(say="하늘은 바뀌죠.")
    rain = IntentRow.objects.create(topic="day/rain", title="비", tone="plain", family=family)
    sun = IntentRow.objects.create(topic="day/sun", title="해", tone="light")
    for intent, text in ((rain, "비가 와"), (sun, "해가 떴어"), (rain, "비 온다")):
        intent.utterances.create(text=text)
    rain.answers.create(say="빗소리가 들리네요.", ask="어디예요?")
    rain.answers.create(say="젖지 마요.", is_active=False)
    sun.answers.create(say="햇살이 좋네요.")


def add_what_is_not_known() -> None:
    """What is switched off, or has nothing to say."""
    IntentRow.objects.create(topic="day/off", title="", is_active=False).answers.create(say="네.")
    IntentRow.objects.get(topic="day/off").utterances.create(text="꺼진 주제")
    IntentRow.objects.create(topic="day/mute", title="").utterances.create(text="답이 없는 주제")
    IntentRow.objects.get(topic="day/sun").utterances.create(text="꺼진 말", is_active=False)


def test_tables_are_read_as_a_repertoire_with_a_vector_an_utterance(rows: None) -> None:
    add_what_is_not_known()
    encoder = get_encoder()
    embed_stale(encoder)
    repertoire, vectors = tables.read(encoder)
    assert list(repertoire.intents) == ["day/rain", "day/sun"]
    rain = repertoire.intents["day/rain"]
    assert rain == Intent(
        "day/rain", "비", "day/weather", Tone.PLAIN, ("비가 와", "비 온다"),
        (Answer("빗소리가 들리네요.", "어디예요?"),),
    )  # fmt: skip
    assert repertoire.families["day/weather"].answers == (Answer("하늘은 바뀌죠."),)
    texts = [text for one in repertoire.intents.values() for text in one.utterances]
    np.testing.assert_allclose(vectors, encoder.encode(texts), atol=1e-6)


def test_only_missing_vectors_are_computed(rows: None) -> None:
    encoder, told = get_encoder(), []
    assert embed_stale(encoder, lambda done, total: told.append((done, total))) == 3
    assert embed_stale(encoder) == 0
    assert told == [(3, 3)]
    Utterance.objects.filter(text="비가 와").update(encoder="another")
    assert embed_stale(encoder) == 1


def test_what_would_be_taught_joins_or_moves_and_changes_nothing_else(rows: None) -> None:
    known = knowledge.current()
    vectors = get_encoder().encode(["해가 떴어", "비 오네"])
    lesson = Intent("day/rain", "", "", Tone.HEAVY, ("해가 떴어", "비 오네"), ())
    more = knowledge.with_taught(known, lesson, vectors)
    rain = more.repertoire.intents["day/rain"]
    assert rain.utterances == ("비가 와", "비 온다", "해가 떴어", "비 오네")
    assert rain.answers == known.repertoire.intents["day/rain"].answers
    assert "day/sun" not in more.repertoire.intents
    np.testing.assert_array_equal(more.vectors[2:], vectors)
    assert len(known.vectors) == 3


@pytest.fixture
def slow_load(rows: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Something is known; the next load takes until the event is set."""
    knowledge.current()
    go, load = threading.Event(), knowledge._load

    def slow(version: str | None) -> Knowledge:
        assert go.wait(20)
        return load(version)

    monkeypatch.setattr(knowledge, "_load", slow)
    yield go
    go.set()


def test_while_one_thread_loads_the_others_go_on(slow_load: threading.Event) -> None:
    known = knowledge.current()
    knowledge.announce_change()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(in_thread, knowledge.current)
        while not knowledge._loading.locked():
            assert not first.done()
        assert knowledge.current() is known
        slow_load.set()
        assert first.result() is not known


def in_thread(work: Callable[[], Knowledge]) -> Knowledge:
    try:
        return work()
    finally:
        connection.close()


def test_a_process_that_follows_never_loads_in_a_turn(slow_load: threading.Event) -> None:
    known, stop = knowledge.current(), threading.Event()
    follower = threading.Thread(target=knowledge.follow, args=[stop])
    follower.start()
    try:
        knowledge.announce_change()
        assert wait_for(knowledge._loading.locked)
        assert knowledge.current() is known
        slow_load.set()
        assert wait_for(lambda: knowledge.current() is not known)
    finally:
        stop.set()
        follower.join()


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if condition():
            return True
        threading.Event().wait(0.01)
    return False
