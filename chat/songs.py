"""Songs wished for in a talk. Who knows songs is named by `SONG_WISHES`; chat itself knows none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from chat import selectors
from chat.dialogue.decision import Act, Decision
from chat.dialogue.policy import WANT_SONG
from chat.dialogue.story import Story
from chat.models import Conversation, Message
from emotions.models import EmotionAnalysis


class Song(Protocol):
    """What is said to a wish, and the song as `Message.card` keeps it."""

    @property
    def text(self) -> str: ...
    @property
    def card(self) -> dict[str, Any]: ...


class Talk:
    """What a wish asks of the talk it is said in; looked up only then."""

    def __init__(self, conversation: Conversation | None) -> None:
        self._conversation = conversation

    @property
    def owner_id(self) -> int | None:
        return self._conversation.owner_id if self._conversation else None

    @property
    def analysis(self) -> EmotionAnalysis | None:
        return self._conversation.analysis if self._conversation else None

    @property
    def _cards(self) -> QuerySet[Message]:
        if self._conversation is None:
            return Message.objects.none()
        return selectors.song_cards(self._conversation)

    @cached_property
    def songs_shown(self) -> Sequence[int]:
        """Ids of the songs that were cards in this talk."""
        return list(self._cards.values_list("card__song_id", flat=True))

    @cached_property
    def earlier_wishes(self) -> Sequence[str]:
        """What was answered with a song, newest first."""
        return list(self._cards.values_list("answers__text", flat=True))


def answer(text: str, conversation: Conversation | None = None) -> Decision | None:
    """The song that `text` wishes for; None where it wishes for none, and in a talk in care."""
    found = _song_wishes(settings.SONG_WISHES)(text, Talk(conversation))
    if found is None or (conversation is not None and selectors.is_in_care(conversation)):
        return None
    story = Story.of_json(conversation.story) if conversation else Story()
    return Decision(Act.SONG, found.text, WANT_SONG, card=found.card, story=story.aged())


@lru_cache
def _song_wishes(path: str) -> Callable[[str, Talk], Song | None]:
    found: Callable[[str, Talk], Song | None] = import_string(path)
    return found
