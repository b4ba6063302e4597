"""What changes a talk."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chat import alarms, answering, events, limits, selectors, utterance
from chat.answering import Listened
from chat.care import assess, path
from chat.care.state import Care
from chat.dialogue.decision import Decision
from chat.dialogue.knowledge import Knowledge
from chat.dialogue.state import TalkState
from chat.dialogue.story import Story
from chat.gauge import Gauge, meaningful_length
from chat.models import Conversation, Intent, Message, UnmatchedUtterance
from emotions.models import EmotionAnalysis
from emotions.privacy import masked
from emotions.services import request_analysis

if TYPE_CHECKING:
    from accounts.models import User

CHANCE = random.SystemRandom()
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


def start_conversation(*, owner: User) -> Conversation:
    """Begin a talk; the last one goes on where nothing was said in it yet.

    Raises:
        utterance.Refused: without the consents now in force, or after too many in a while.
    """
    _require_consents(owner)
    last = Conversation.objects.filter(owner=owner).order_by("-started_at").first()
    if last is not None and not last.messages.exists():
        return last
    limits.count_talk(owner.pk)
    return Conversation.objects.create(owner=owner)


def say(
    *,
    conversation: Conversation,
    text: str,
    client_id: UUID,
    rng: random.Random = CHANCE,
) -> Turn:
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
    listened = answering.listen(
        text,
        before=_earlier_texts(conversation),
        care=Care.from_json(conversation.care),
        conversation=conversation,
    )
    with transaction.atomic():
        locked = Conversation.objects.select_for_update(of=["self"]).get(pk=conversation.pk)
        stored = _stored_turn(locked, client_id)
        return stored or _store_turn(locked, text, client_id, listened, rng)


def answer_to(text: str, known: Knowledge | None = None) -> Decision:
    """What would be answered to `text` at the beginning of a talk; nothing is stored.

    `known` is other knowledge than the present one, to try it.
    """
    listened = answering.listen(text, known=known)
    return answering.answer(listened, Care(), TalkState(), CHANCE)[0]


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


@transaction.atomic
def delete_conversation(*, conversation: Conversation) -> None:
    """Forget a talk: its words, our masked copies of them, its feelings and its recommendations.

    What the person thinks of songs stays, as it is about the songs.
    """
    locked = Conversation.objects.select_for_update(of=["self"]).filter(pk=conversation.pk).first()
    if locked is None:
        return
    analyses = [*locked.earlier.all(), *filter(None, [locked.analysis])]
    locked.delete()
    for analysis in analyses:
        analysis.delete()


@transaction.atomic
def read_again(*, conversation: Conversation) -> None:
    """Analyse the whole talk once more where more was said since; the result so far is kept."""
    locked = Conversation.objects.select_for_update(of=["self"]).get(pk=conversation.pk)
    if locked.analysis is None or not selectors.may_be_read_again(locked):
        return
    locked.earlier.add(locked.analysis)
    locked.analysis = _request_analysis(locked)
    locked.save(update_fields=["analysis"])
    transaction.on_commit(partial(events.analysis_changed, locked.pk))


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


def _earlier_texts(conversation: Conversation) -> list[str]:
    """What the person said last, the latest at the end."""
    said = conversation.messages.filter(sender=Message.Sender.PERSON).order_by("-id")
    return list(said.values_list("text", flat=True)[: assess.REMEMBERED])[::-1]


def _state(conversation: Conversation, text: str) -> TalkState:
    """Where the talk stands before `text` is answered."""
    answers = conversation.messages.filter(sender=Message.Sender.BOT).order_by("-id")
    latest = list(answers.values_list("text", "topic", "act")[:REMEMBERED_ANSWERS])
    gauge, full = conversation.gauge, settings.GAUGE_FULL
    analysis = conversation.analysis
    return TalkState(
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
    return _turn(conversation, message, message.answer)


def _store_turn(
    conversation: Conversation,
    text: str,
    client_id: UUID,
    listened: Listened,
    rng: random.Random,
) -> Turn:
    care = Care.from_json(conversation.care)
    back = care.is_open and timezone.now() - conversation.last_message_at > BACK_AFTER
    state = _state(conversation, text)
    decision, after = answering.answer(listened, care, state, rng, back=back)
    message = conversation.messages.create(
        sender=Message.Sender.PERSON, text=text, client_id=client_id
    )
    answer = conversation.messages.create(
        sender=Message.Sender.BOT,
        text=decision.text,
        answers=message,
        note=decision.note,
        link=decision.link,
        source=decision.source,
        similarity=decision.similarity,
        topic=decision.topic,
        act=decision.act,
        card=decision.card,
    )
    if decision.unmatched and not selectors.held_crisis(conversation):
        nearest = decision.nearest
        UnmatchedUtterance.objects.create(
            message=message,
            text=masked(text, names=[conversation.owner.first_name]),
            nearest_intent=_intent(nearest.topic) if nearest else None,
            similarity=decision.similarity,
        )
    if decision.source not in alarms.IN_CARE:
        conversation.gauge += meaningful_length(text)
    alarms.record(conversation, care, after)
    if conversation.analysis_id is None and gauge_of(conversation).is_full:
        conversation.analysis = _request_analysis(conversation)
    conversation.story = decision.story.as_json()
    conversation.last_message_at = timezone.now()
    conversation.save(update_fields=["gauge", "care", "story", "analysis", "last_message_at"])
    transaction.on_commit(
        partial(events.turn_said, conversation.pk, message_id=message.pk, client_id=client_id)
    )
    return _turn(conversation, message, answer)


def _turn(conversation: Conversation, message: Message, answer: Message) -> Turn:
    return Turn(
        message, answer, gauge_of(conversation), conversation.analysis,
        in_care=selectors.is_in_care(conversation),
    )  # fmt: skip


def _intent(topic: str) -> Intent | None:
    """None for one that was deleted since the tables were loaded."""
    return Intent.objects.filter(topic=topic).first()


def _request_analysis(conversation: Conversation) -> EmotionAnalysis:
    """Of what the person said, without what was said in care; all of it where that was an error."""
    said = conversation.messages.filter(sender=Message.Sender.PERSON)
    if selectors.held_crisis(conversation):
        said = said.exclude(answer__source__in=alarms.IN_CARE)
    return request_analysis(
        owner=conversation.owner, utterances=list(said.values_list("text", flat=True))
    )
