"""Reads of talks that views, consumers and `recommendations` share."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from chat.care.state import Care
from chat.dialogue import knowledge
from chat.dialogue.story import Story
from chat.models import CareAlarm, Conversation, Message
from emotions.models import EmotionAnalysis

if TYPE_CHECKING:
    from accounts.models import User

MESSAGES_SHOWN = 500
"""So many messages a page loads; older ones are in the API and in the download."""

TITLED = 3
"""So many matters, the last told, make a title."""
SAID_SINCE = 3
"""So many messages after a result let it be asked for again."""

MISSED_PER_PAGE = 50
"""So many messages a socket sends at once."""


def own_conversations(user: User) -> QuerySet[Conversation]:
    """The talks of `user` with their analyses and first words, the latest first."""
    said = Message.objects.filter(conversation=OuterRef("pk"), sender=Message.Sender.PERSON)
    return (
        Conversation.objects.filter(owner_id=user.pk)
        .select_related("analysis")
        .annotate(first_text=Subquery(said.order_by("pk").values("text")[:1]))
    )


def title_of(conversation: Conversation) -> str:
    """What a talk is about: the matters told in it, else its first words, else ""."""
    families = knowledge.current().repertoire.families
    named = [families[name].title for name in Story.of_json(conversation.story).matters
             if name in families]  # fmt: skip
    return ", ".join(named[-TITLED:]) or getattr(conversation, "first_text", None) or ""


def own_conversation(user: User, conversation_id: UUID) -> Conversation:
    """A talk of `user`. Raises Conversation.DoesNotExist also where it is another person's."""
    return own_conversations(user).get(pk=conversation_id)


def analysed_words(analysis: EmotionAnalysis) -> list[str]:
    """What the person had said when the analysis was asked for; nothing where there was a crisis.

    A crisis said later counts as well: such a talk is nobody's to read or to learn from.
    """
    return [] if had_crisis(analysis) else words_before(analysis)


def words_before(analysis: EmotionAnalysis) -> list[str]:
    """The same, of a talk that is known to have held no crisis."""
    messages = Message.objects.filter(conversation__analysis=analysis)
    said = messages.filter(sender=Message.Sender.PERSON, created_at__lte=analysis.created_at)
    return list(said.values_list("text", flat=True))


def may_be_read_again(conversation: Conversation) -> bool:
    """Whether enough was said since the talk was read for the result to be another one."""
    analysis = conversation.analysis
    if analysis is None or analysis.status != EmotionAnalysis.Status.DONE:
        return False
    said = conversation.messages.filter(sender=Message.Sender.PERSON)
    return said.filter(created_at__gt=analysis.created_at).count() >= SAID_SINCE


def is_in_care(conversation: Conversation) -> bool:
    """Whether a talk is in care now: help lines are shown, every answer comes from there."""
    return Care.from_json(conversation.care).is_open


def held_crisis(conversation: Conversation) -> bool:
    """Whether there was a crisis in a talk that was not taken back, however long ago."""
    return conversation.alarms.filter(taken_back_at=None).exists()


def had_crisis(analysis: EmotionAnalysis) -> bool:
    """The same of the talk behind an analysis."""
    alarms = CareAlarm.objects.filter(conversation__analysis=analysis)
    return alarms.filter(taken_back_at=None).exists()


def with_crises(analyses: QuerySet[EmotionAnalysis]) -> QuerySet[EmotionAnalysis]:
    """`analyses`, each with `crisis`: what `had_crisis` says of it."""
    alarms = CareAlarm.objects.filter(conversation__analysis=OuterRef("pk"), taken_back_at=None)
    return analyses.annotate(crisis=Exists(alarms))


def song_cards(conversation: Conversation) -> QuerySet[Message]:
    """Answers of a talk that gave a song, the latest first."""
    return conversation.messages.filter(card__kind="song").order_by("-pk")


def judgeable(conversation: Conversation) -> QuerySet[Message]:
    """Answers of a talk that one may find good or wanting; help in a crisis is not among them."""
    answers = conversation.messages.filter(sender=Message.Sender.BOT)
    return answers.exclude(source__in=[Message.Source.CRISIS, Message.Source.CARE])


def missed_messages(conversation: Conversation, message_id: int) -> tuple[list[Message], bool]:
    """The first messages newer than `message_id`, oldest first, and whether there are more."""
    newer = conversation.messages.filter(pk__gt=message_id).order_by("pk")
    found = list(newer[: MISSED_PER_PAGE + 1])
    return found[:MISSED_PER_PAGE], len(found) > MISSED_PER_PAGE


def messages_after(conversation: Conversation, message_id: int) -> list[Message]:
    """Messages of a talk newer than `message_id`, oldest first; of many, the latest."""
    newest = conversation.messages.filter(pk__gt=message_id).order_by("-pk")[:MESSAGES_SHOWN]
    return list(reversed(newest))
