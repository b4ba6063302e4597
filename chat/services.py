"""What changes a talk."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from chat import alarms, events, limits, selectors, utterance
from chat.care import answers, assess, model, path
from chat.care.patterns import Danger
from chat.care.state import Care
from chat.care.words import statement
from chat.dialogue import knowledge, policy, understanding
from chat.dialogue.knowledge import Knowledge
from chat.gauge import Gauge, meaningful_length
from chat.models import Conversation, Message, Reply, UnmatchedUtterance
from emotions.language.encoder import get_encoder
from emotions.models import EmotionAnalysis
from emotions.privacy import masked
from emotions.services import request_analysis

REMEMBERED_ANSWERS = 100
"""So many of the last answers are not said again."""
BACK_AFTER = timedelta(minutes=30)
"""Who says something after so long in a talk in care has come back."""


@dataclass(frozen=True)
class Turn:
    """A message, its answer, and where the talk stands after them."""

    message: Message
    answer: Message
    gauge: Gauge
    analysis: EmotionAnalysis | None
    in_care: bool = False


def start_conversation(*, owner: Any) -> Conversation:
    """Begin a talk."""
    return Conversation.objects.create(owner=owner)


def say(*, conversation: Conversation, text: str, client_id: UUID) -> Turn:
    """Store what the person says and answer it; the same `client_id` again changes nothing.

    Raises:
        utterance.Refused: where the text is empty or too long, or comes too fast.
    """
    stored = _stored_turn(conversation, client_id)
    if stored is not None:
        return stored
    text = utterance.clean(text)
    limits.count_message(conversation.owner_id)
    before = _earlier_texts(conversation)
    danger = _danger(text, before)
    decide = _decider(text, before, danger, Care.from_json(conversation.care))
    with transaction.atomic():
        locked = Conversation.objects.select_for_update(of=["self"]).get(pk=conversation.pk)
        stored = _stored_turn(locked, client_id)
        return stored or _store_turn(locked, text, client_id, danger, decide)


def answer_to(text: str, known: Knowledge | None = None) -> policy.Decision:
    """What would be answered to `text` at the beginning of a talk; nothing is stored.

    `known` is other knowledge than the present one, to try it.
    """
    danger = _danger(text)
    decide = _decider(text, [], danger, Care(), known)
    return _with_care(_heard(text, danger), Care(), decide, policy.TalkState())[0]


@transaction.atomic
def take_back_alarm(*, conversation: Conversation) -> None:
    """The person says that 공감이 misheard: care ends, the talk is an ordinary one again."""
    locked = Conversation.objects.select_for_update(of=["self"]).get(pk=conversation.pk)
    care = Care.from_json(locked.care)
    if not care.is_open:
        return
    alarms.record(locked, care, path.taken_back(care))
    locked.save(update_fields=["care", "gauge"])
    transaction.on_commit(partial(events.care_changed, conversation.pk))


def judge(*, answer: Message, opinion: str) -> None:
    """Store what the person thinks of an answer; "" takes it back."""
    Message.objects.filter(pk=answer.pk).update(opinion=opinion)


def gauge_of(conversation: Conversation) -> Gauge:
    """How full the gauge of a talk is."""
    return Gauge(conversation.gauge, settings.GAUGE_FULL)


Decider = Callable[[policy.TalkState], policy.Decision]


def _danger(text: str, before: Sequence[str] = ()) -> Danger:
    encoder = get_encoder()
    return assess.assess(
        text, encoder.encode([text])[0], model.of_encoder(encoder.fingerprint), before=before
    )


def _heard(text: str, danger: Danger, *, back: bool = False) -> path.Heard:
    return path.Heard(text, danger, answers.hear(text), back)


def _decider(
    text: str, before: Sequence[str], danger: Danger, care: Care, known: Knowledge | None = None
) -> Decider:
    """The ordinary answer: what takes time is done now, before the talk is locked, if it is needed.

    Where care answers it is not, and nothing is computed.
    """

    def understood() -> Decider:
        knows = known or knowledge.current()
        heard = understanding.hear(text, before[-1] if before else "", knows)
        repertoire = policy.Repertoire(knows.index, knowledge.lines())
        return lambda state: policy.answer(heard, state, repertoire, random.SystemRandom())

    if care.is_open or path.Heard(text, danger).is_alarming:
        return lambda state: understood()(state)
    return understood()


def _with_care(
    heard: path.Heard, care: Care, decide: Decider, state: policy.TalkState
) -> tuple[policy.Decision, Care]:
    """Care is asked first; only where it has nothing to say the ordinary answer is given."""
    answer, after = path.step(care, heard, random.SystemRandom())
    wants_no_question = any(topic in policy.QUIET for topic in state.topics)
    if answer is None or (answer.beside and wants_no_question):
        return decide(state), after if answer is None else care
    if answer.beside:
        decision = decide(state)
        text = f"{statement(decision.text)} {answer.text}".lstrip()
        return replace(decision, text=text, unmatched=False), after
    source = policy.CRISIS if answer.is_alarm else Message.Source.CARE
    return policy.Decision(source, answer.text), after


def _earlier_texts(conversation: Conversation) -> list[str]:
    """What the person said last, the latest at the end."""
    said = conversation.messages.filter(sender=Message.Sender.PERSON).order_by("-id")
    return list(said.values_list("text", flat=True)[: assess.REMEMBERED])[::-1]


def _state(conversation: Conversation, text: str) -> policy.TalkState:
    """Where the talk stands before `text` is answered."""
    answers = conversation.messages.filter(sender=Message.Sender.BOT).order_by("-id")
    latest = list(answers.values_list("text", "reply__topic")[:REMEMBERED_ANSWERS])
    gauge, full = conversation.gauge, settings.GAUGE_FULL
    analysis = conversation.analysis
    return policy.TalkState(
        name=conversation.owner.first_name,
        said=[said for said, _ in latest],
        topics=[topic or "" for _, topic in latest],
        gauge_before=100 * gauge // full,
        gauge_after=100 * (gauge + meaningful_length(text)) // full,
        song_ready=analysis is not None and analysis.status == EmotionAnalysis.Status.DONE,
        in_crisis=selectors.held_crisis(conversation),
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
    return _turn(conversation, message, message.answer)


def _store_turn(
    conversation: Conversation, text: str, client_id: UUID, danger: Danger, decide: Decider
) -> Turn:
    care = Care.from_json(conversation.care)
    back = care.is_open and timezone.now() - conversation.last_message_at > BACK_AFTER
    heard, state = _heard(text, danger, back=back), _state(conversation, text)
    decision, after = _with_care(heard, care, decide, state)
    message = conversation.messages.create(
        sender=Message.Sender.PERSON, text=text, client_id=client_id
    )
    answer = conversation.messages.create(
        sender=Message.Sender.BOT,
        text=decision.text,
        answers=message,
        source=decision.source,
        similarity=decision.similarity,
        reply_id=_existing(decision.reply_id),
    )
    if decision.unmatched:
        nearest = decision.nearest
        UnmatchedUtterance.objects.create(
            message=message,
            text=masked(text, names=[conversation.owner.first_name]),
            nearest_reply_id=_existing(nearest.entry.reply_id) if nearest else None,
            similarity=decision.similarity,
        )
    if decision.source not in alarms.IN_CARE:
        conversation.gauge += meaningful_length(text)
    alarms.record(conversation, care, after)
    if conversation.analysis_id is None and gauge_of(conversation).is_full:
        conversation.analysis = _request_analysis(conversation)
    conversation.last_message_at = timezone.now()
    conversation.save(update_fields=["gauge", "care", "analysis", "last_message_at"])
    transaction.on_commit(
        partial(events.turn_said, conversation.pk, message_id=message.pk, client_id=client_id)
    )
    return _turn(conversation, message, answer)


def _turn(conversation: Conversation, message: Message, answer: Message) -> Turn:
    return Turn(
        message, answer, gauge_of(conversation), conversation.analysis,
        in_care=selectors.is_in_care(conversation),
    )  # fmt: skip


def _existing(reply_id: int | None) -> int | None:
    """None for a reply that was deleted since the index was loaded."""
    exists = reply_id is not None and Reply.objects.filter(pk=reply_id).exists()
    return reply_id if exists else None


def _request_analysis(conversation: Conversation) -> EmotionAnalysis:
    """Of what the person said, without what was said in care; all of it where that was an error."""
    said = conversation.messages.filter(sender=Message.Sender.PERSON)
    if selectors.held_crisis(conversation):
        said = said.exclude(answer__source__in=alarms.IN_CARE)
    return request_analysis(
        owner=conversation.owner, utterances=list(said.values_list("text", flat=True))
    )
