"""What changes a talk."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chat import events, limits, songs, utterance
from chat.care import patterns
from chat.care.replies import crisis_replies
from chat.dialogue import knowledge, policy, understanding
from chat.dialogue.knowledge import Knowledge
from chat.dialogue.story import Story
from chat.gauge import Gauge, meaningful_length
from chat.models import Conversation, Intent, Message, UnmatchedUtterance
from emotions.corrections import drop_words
from emotions.models import EmotionAnalysis
from emotions.privacy import masked
from emotions.services import request_analysis

if TYPE_CHECKING:
    from accounts.models import User

REMEMBERED_ANSWERS = 100
"""So many of the last answers are not said again."""


@dataclass(frozen=True)
class Turn:
    """A message, its answer, and where the talk stands after them."""

    message: Message
    answer: Message
    gauge: Gauge
    analysis: EmotionAnalysis | None


def start_conversation(*, owner: User) -> Conversation:
    """Begin a talk.

    Raises:
        utterance.Refused: without the consents now in force, or after too many in a while.
    """
    _require_consents(owner)
    limits.count_talk(owner.pk)
    return Conversation.objects.create(owner=owner)


def say(*, conversation: Conversation, text: str, client_id: UUID) -> Turn:
    """Store what the person says and answer it; the same `client_id` again changes nothing.

    Raises:
        utterance.Refused: where the text is empty or too long, or comes too fast; and without the
            consents now in force.
    """
    stored = _stored_turn(conversation, client_id)
    if stored is not None:
        return stored
    _require_consents(conversation.owner)
    text = utterance.clean(text)
    limits.count_message(conversation.owner_id)
    decide = _decider(text, previous=_previous_text(conversation), conversation=conversation)
    with transaction.atomic():
        locked = Conversation.objects.select_for_update(of=["self"]).get(pk=conversation.pk)
        stored = _stored_turn(locked, client_id)
        return stored or _store_turn(locked, text, client_id, decide(_state(locked, text)))


def answer_to(text: str, known: Knowledge | None = None) -> policy.Decision:
    """What would be answered to `text` at the beginning of a talk; nothing is stored.

    `known` is other knowledge than the present one, to try it.
    """
    return _decider(text, known=known)(policy.TalkState())


def judge(*, answer: Message, opinion: str) -> None:
    """Store what the person thinks of an answer; "" takes it back."""
    Message.objects.filter(pk=answer.pk).update(opinion=opinion)


def gauge_of(conversation: Conversation) -> Gauge:
    """How full the gauge of a talk is."""
    return Gauge(conversation.gauge, settings.GAUGE_FULL)


def _require_consents(owner: User) -> None:
    if not owner.has_agreed():
        raise utterance.NotAgreed(
            _("먼저 지금의 이용약관과 민감정보 처리에 동의해 주세요. 내 정보에서 할 수 있어요.")
        )


def _decider(
    text: str,
    previous: str = "",
    known: Knowledge | None = None,
    conversation: Conversation | None = None,
) -> Callable[[policy.TalkState], policy.Decision]:
    """All that takes time, done before the talk is locked; where the talk stands comes after."""
    rng = random.SystemRandom()
    level = patterns.assess(text)
    if level is not patterns.CrisisLevel.NONE:
        return _with_care(level, patterns.situation(text), rng)
    song = songs.answer(text, conversation)
    if song is not None:
        return lambda _state: song
    known = known or knowledge.current()
    heard = understanding.hear(text, previous, known)
    repertoire, lines = known.repertoire, knowledge.lines()
    return lambda state: policy.answer(heard, state, repertoire, lines, rng)


def _with_care(
    level: patterns.CrisisLevel, whose: patterns.Situation, rng: random.Random
) -> Callable[[policy.TalkState], policy.Decision]:
    replies = crisis_replies(level, whose)
    return lambda state: policy.Decision(policy.Act.CARE, rng.choice(replies))


def _previous_text(conversation: Conversation) -> str:
    said = conversation.messages.filter(sender=Message.Sender.PERSON).order_by("-id")
    return said.values_list("text", flat=True).first() or ""


def _state(conversation: Conversation, text: str) -> policy.TalkState:
    """Where the talk stands before `text` is answered."""
    answers = conversation.messages.filter(sender=Message.Sender.BOT).order_by("-id")
    latest = list(answers.values_list("text", "topic", "act")[:REMEMBERED_ANSWERS])
    gauge, full = conversation.gauge, settings.GAUGE_FULL
    analysis = conversation.analysis
    return policy.TalkState(
        name=conversation.owner.first_name,
        said=[said for said, _topic, _act in latest],
        topics=[topic for _said, topic, _act in latest],
        acts=[act for _said, _topic, act in latest],
        story=Story.of_json(conversation.story),
        gauge_before=100 * gauge // full,
        gauge_after=100 * (gauge + meaningful_length(text)) // full,
        song_ready=analysis is not None and analysis.status == EmotionAnalysis.Status.DONE,
    )


def _stored_turn(conversation: Conversation, client_id: UUID) -> Turn | None:
    message = (
        conversation.messages.filter(client_id=client_id, sender=Message.Sender.PERSON)
        .select_related("answer")
        .first()
    )
    if message is None:
        return None
    conversation.refresh_from_db()
    return Turn(message, message.answer, gauge_of(conversation), conversation.analysis)


def _store_turn(
    conversation: Conversation, text: str, client_id: UUID, decision: policy.Decision
) -> Turn:
    message = conversation.messages.create(
        sender=Message.Sender.PERSON, text=text, client_id=client_id
    )
    answer = conversation.messages.create(
        sender=Message.Sender.BOT,
        text=decision.text,
        answers=message,
        note=decision.note,
        source=decision.source,
        similarity=decision.similarity,
        topic=decision.topic,
        act=decision.act,
        card=decision.card,
    )
    if decision.unmatched:
        nearest = decision.nearest
        UnmatchedUtterance.objects.create(
            message=message,
            text=masked(text, names=[conversation.owner.first_name]),
            nearest_intent=_intent(nearest.topic) if nearest else None,
            similarity=decision.similarity,
        )
    if decision.act is policy.Act.CARE:
        drop_words(analysis_id=conversation.analysis_id)
    else:
        conversation.gauge += meaningful_length(text)
    if conversation.analysis_id is None and gauge_of(conversation).is_full:
        conversation.analysis = _request_analysis(conversation)
    conversation.story = decision.story.as_json()
    conversation.last_message_at = timezone.now()
    conversation.save(update_fields=["gauge", "story", "analysis", "last_message_at"])
    transaction.on_commit(
        partial(events.turn_said, conversation.pk, message_id=message.pk, client_id=client_id)
    )
    return Turn(message, answer, gauge_of(conversation), conversation.analysis)


def _intent(topic: str) -> Intent | None:
    """None for one that was deleted since the tables were loaded."""
    return Intent.objects.filter(topic=topic).first()


def _request_analysis(conversation: Conversation) -> EmotionAnalysis:
    """Of what the person said, without what was answered as a crisis."""
    said = conversation.messages.filter(sender=Message.Sender.PERSON).exclude(
        answer__source=Message.Source.CRISIS
    )
    return request_analysis(
        owner=conversation.owner, utterances=list(said.values_list("text", flat=True))
    )
