"""What the pairs of utterances and answers become when they are split."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from chat.dialogue.repertoire import Answer, Intent, Tone
from chat.models import Answer as AnswerRow
from chat.models import Intent as IntentRow
from chat.models import Message, UnmatchedUtterance, Utterance
from chat.teaching import loading

pytestmark = pytest.mark.django_db(transaction=True)
PAIRS = [("chat", "0003_teaching")]
LATEST = MigrationLoader(None).graph.leaf_nodes("chat")
"""The models asked below are today's, so all of their columns must be there."""


def migrate(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def pairs() -> Iterator[Any]:
    yield migrate(PAIRS)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def shipped(apps: Any, utterance: str, say: str = "빗소리가 들리네요.", **changed: Any) -> Any:
    """A pair as `load_replies` stored it, and what staff changed of it since."""
    fields = ("reply", "day/rain", utterance, say, "")
    origin = hashlib.sha256("\n".join(fields).encode()).hexdigest()
    named = dict(zip(("kind", "topic", "utterance", "text", "follow_up"), fields, strict=True))
    return apps.get_model("chat", "Reply").objects.create(origin=origin, **(named | changed))


def texts(topic: str) -> dict[str, bool]:
    rows = Utterance.objects.filter(intent__topic=topic).order_by("pk")
    return dict(rows.values_list("text", "is_active"))


def says(topic: str) -> set[str]:
    return set(AnswerRow.objects.filter(intent__topic=topic).values_list("say", flat=True))


def test_what_staff_wrote_changed_or_switched_off_is_kept(pairs: Any) -> None:
    Reply = pairs.get_model("chat", "Reply")
    shipped(pairs, "비가 와")
    shipped(pairs, "비 온다", is_active=False)
    shipped(pairs, "비네", text="직원의 말이에요.")
    Reply.objects.create(utterance="소나기다", text="우산은 있어요.", topic="day/rain")
    migrate(LATEST)
    assert texts("day/rain") == {"비가 와": True, "비 온다": False, "비네": True, "소나기다": True}
    assert says("day/rain") == {"빗소리가 들리네요.", "직원의 말이에요.", "우산은 있어요."}
    rain = Intent("day/rain", "비", "", Tone.PLAIN, ("비가 와", "비 온다"), (Answer("비네요."),))
    loading.load_replies([rain])
    assert texts("day/rain") == {"비가 와": True, "비 온다": False, "비네": True, "소나기다": True}
    assert says("day/rain") == {"비네요.", "직원의 말이에요.", "우산은 있어요."}
    assert IntentRow.objects.get().title == "비"


def test_topics_get_a_field_and_one_utterance_one_intent(pairs: Any) -> None:
    Reply = pairs.get_model("chat", "Reply")
    alone = Reply.objects.create(utterance="구름이다", text="흘러가네요.")
    Reply.objects.create(utterance="구름이다", text="뭉게뭉게하네요.")
    Reply.objects.create(utterance="비가 와", text="비네요.", topic="비")
    shipped(pairs, unicodedata.normalize("NFD", "비가\xa0와"), say="빗소리네요.")
    migrate(LATEST)
    topic = f"taught/pair-{alone.pk}"
    assert texts(topic) == {"구름이다": True}
    assert says(topic) == {"흘러가네요.", "뭉게뭉게하네요."}
    assert texts("taught/비") == {"비가 와": True}, "what staff wrote comes first"
    assert says("day/rain") == {"빗소리네요."}


def test_answers_given_and_decisions_made_name_their_intents(pairs: Any) -> None:
    reply = pairs.get_model("chat", "Reply").objects.create(
        utterance="비가 와", text="비네요.", topic="비"
    )
    person = pairs.get_model("accounts", "User").objects.create(email="owner@example.com")
    talk = pairs.get_model("chat", "Conversation").objects.create(owner=person)
    OldMessage = pairs.get_model("chat", "Message")
    said = OldMessage.objects.create(conversation=talk, sender="person", text="비 와")
    OldMessage.objects.create(
        conversation=talk, sender="bot", text="비네요.", source="reply", answers=said, reply=reply
    )
    pairs.get_model("chat", "UnmatchedUtterance").objects.create(
        message=said, text="비 와", nearest_reply=reply, answered_with=reply, status="answered"
    )
    migrate(LATEST)
    intent = IntentRow.objects.get()
    assert Message.objects.get(sender="bot").topic == intent.topic == "taught/비"
    unmatched = UnmatchedUtterance.objects.get()
    assert unmatched.nearest_intent == unmatched.answered_with == intent
