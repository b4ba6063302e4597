"""Whole talks as people have them, replayed through what really answers.

`data/talks/*.yaml` holds a talk each: what is said, and on turns where it matters what is expected
of the answer, never its words. One of several will do where a list is given.
"""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from accounts.models import User
from chat import services
from chat.care.words import _table
from chat.dialogue import intents, knowledge
from chat.dialogue.decision import CARE, CRISIS
from chat.dialogue.lines import Moment
from chat.dialogue.repertoire import field_of
from chat.dialogue.state import QUIET
from chat.models import Conversation, Family, Helpline, Intent, Message, UnmatchedUtterance
from emotions.models import EmotionAnalysis
from emotions.vector import EmotionVector

pytestmark = pytest.mark.django_db
TALKS = sorted((Path(__file__).parent.parent / "data" / "talks").glob("*.yaml"))
OF_SONGS = {Moment.NEARLY_FULL, Moment.FULL, Moment.SONG_READY}
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
IN_CARE = {CRISIS, CARE}
GENTLE = [text for key, texts in _table().items() if key.startswith("wonder.") for text in texts]
MOST_SENTENCES = 4
NOTICEABLE = 12
"""Characters from which a sentence said again is noticed: "그랬군요." may come twice."""


@dataclass(frozen=True)
class Step:
    """One turn of a talk: what was said, what is wanted of the answer, and the answer."""

    said: str
    wanted: dict[str, set[object]]
    text: str
    note: str
    source: str
    topic: str
    in_care: bool
    unmatched: bool

    @property
    def asks(self) -> bool:
        return self.text.endswith("?")

    @property
    def tells_to_be_quiet(self) -> bool:
        """Whether the person asks for no more questions, also where that is not understood."""
        return any(topic in QUIET for topic in [self.topic, *self.wanted.get("topic", ())])

    @property
    def asks_gently(self) -> bool:
        """Whether a question about the person's safety stands beside the ordinary answer."""
        return any(question in self.text for question in GENTLE)

    @property
    def is_mirror(self) -> bool:
        return self.source == Message.Source.MIRROR

    @property
    def about(self) -> set[str]:
        """Topics that the answer speaks of: its own or those of its family. One's own words given
        back speak of what was told, whatever it is called.
        """
        if self.is_mirror:
            fields = [f"{field}/" for field in self.wanted.get("field", ())]
            return {str(topic) for topic in [*self.wanted.get("topic", ()), *fields]}
        children = {one.topic for one in intents.shipped() if one.family == self.topic}
        return children | {self.topic}

    @property
    def sentences(self) -> list[str]:
        return SENTENCE_END.split(self.text)

    @property
    def moments(self) -> set[Moment]:
        """Moments of the fixed lines in the answer, whose questions may have been left out."""
        told = f"{self.text} {self.note}"
        lines = knowledge.lines()
        return {
            moment for moment in Moment if any(opening(text) in told for text in lines.of(moment))
        }


@pytest.fixture(scope="module")
def known(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The shipped replies, for this module alone.

    They are loaded once: `knowledge.current` would do so in each test, because the version in Redis
    by which it knows what it has loaded is emptied before each.
    """
    with django_db_blocker.unblock():
        call_command("load_replies", verbosity=0)
        loaded = knowledge.current()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knowledge, "current", lambda: loaded)
        yield
    with django_db_blocker.unblock():
        Intent.objects.all().delete()
        Family.objects.all().delete()
        Helpline.objects.all().delete()


@pytest.fixture(params=TALKS, ids=lambda path: path.stem)
def steps(request: pytest.FixtureRequest, known: None, owner: User) -> list[Step]:
    """A talk, replayed with the same chances every time."""
    rng = random.Random(request.param.stem)  # noqa: S311
    script = yaml.safe_load(request.param.read_text(encoding="utf-8"))
    owner.first_name = script.get("name", "")
    owner.save()
    talk = services.start_conversation(owner=owner)
    return [replayed(talk, rng, **turn) for turn in script["turns"]]


def replayed(
    talk: Conversation,
    rng: random.Random,
    say: str,
    expect: dict[str, Any] | None = None,
    song_ready: bool = False,
) -> Step:
    if song_ready:
        make_song_ready(talk)
    turn = services.say(conversation=talk, text=say, client_id=uuid.uuid4(), rng=rng)
    return Step(
        said=say,
        wanted={name: one_or_several(value) for name, value in (expect or {}).items()},
        text=turn.answer.text,
        note=turn.answer.note,
        source=turn.answer.source,
        topic=turn.answer.topic,
        in_care=turn.in_care,
        unmatched=UnmatchedUtterance.objects.filter(message=turn.message).exists(),
    )


def make_song_ready(talk: Conversation) -> None:
    talk.refresh_from_db()
    talk.analysis = EmotionAnalysis.objects.create(
        owner=talk.owner,
        status=EmotionAnalysis.Status.DONE,
        vector=EmotionVector((0.2, 0.2, 0.2, 0.2, 0.2)),
    )
    talk.save()


def one_or_several(value: object) -> set[object]:
    return set(value) if isinstance(value, list) else {value}


def opening(line: str) -> str:
    """A line without its last sentence, where it has several."""
    return line.rpartition(". ")[0] or line


def unmet(steps: Sequence[Step]) -> Iterator[str]:
    """Expectations that the answers do not meet."""
    for step in steps:
        found: dict[str, set[Any]] = {
            "source": {step.source, *(["reply"] if step.is_mirror else [])},
            "topic": step.about,
            "field": {field_of(topic) for topic in step.about},
            "moment": step.moments,
            "notes_gauge": step.moments,
            "asks": {step.asks},
            "in_care": {step.in_care},
        }
        for name, wanted in step.wanted.items():
            if wanted.isdisjoint(found[name]):
                yield f"{step.said!r} → {step.text!r}: {name} is {found[name]}, not {wanted}"


def repeated(steps: Sequence[Step]) -> Iterator[str]:
    """Sentences said twice, but for those in a crisis."""
    heard: set[str] = set()
    for sentence in (one for step in calm(steps) for one in step.sentences):
        if sentence in heard and len(sentence) >= NOTICEABLE:
            yield f"said twice: {sentence!r}"
        heard.add(sentence)


def too_long(steps: Sequence[Step]) -> Iterator[str]:
    for step in calm(steps):
        if len(step.sentences) - step.asks_gently > MOST_SENTENCES:
            yield f"more than {MOST_SENTENCES} sentences: {step.text!r}"


def asked_too_much(steps: Sequence[Step]) -> Iterator[str]:
    """Questions right after a question, and after being told to stop; in a crisis they must be."""
    for before, step in pairwise(steps):
        if before.asks and step.asks and step in calm(steps) and not step.asks_gently:
            yield f"asked twice in a row: {step.text!r}"
    for step in calm(since([step.tells_to_be_quiet for step in steps], steps)):
        if step.asks:
            yield f"asked again after all: {step.text!r}"


def careless(steps: Sequence[Step]) -> Iterator[str]:
    """A crisis is nobody's to teach, and after it songs are not spoken of."""
    for step in since([step.source in IN_CARE for step in steps], steps):
        if step.source in IN_CARE and step.unmatched:
            yield f"a crisis is shown to staff: {step.said!r}"
        if step.moments & OF_SONGS:
            yield f"a song in a talk with a crisis: {step.text!r}"


def calm(steps: Sequence[Step]) -> list[Step]:
    return [step for step in steps if step.source not in IN_CARE]


def since(happened: Sequence[bool], steps: Sequence[Step]) -> Sequence[Step]:
    """From the step on where something first happened."""
    return steps[happened.index(True) :] if True in happened else []


def test_there_are_many_talks_of_some_length() -> None:
    lengths = [len(yaml.safe_load(path.read_text(encoding="utf-8"))["turns"]) for path in TALKS]
    assert len(lengths) >= 25
    assert min(lengths) >= 8
    assert max(lengths) <= 20


def test_a_talk_goes_as_it_should(steps: list[Step]) -> None:
    assert [*unmet(steps)] == []
    assert [*repeated(steps), *too_long(steps)] == []
    assert [*asked_too_much(steps), *careless(steps)] == []
