"""Songs, and a talk of the owner that has been analysed."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from accounts.models import User
from chat.models import Conversation
from emotions.models import EmotionAnalysis
from emotions.vector import EmotionVector
from recommendations.models import Song

SAD = EmotionVector((0.05, 0.05, 0.2, 0.2, 0.5))
HAPPY = EmotionVector((0.9, 0.02, 0.03, 0.02, 0.03))

MakeSong = Callable[..., Song]
MakeAnalysis = Callable[..., EmotionAnalysis]


@pytest.fixture
def make_song(db: None) -> MakeSong:
    numbers = count(1)

    def make(**fields: Any) -> Song:
        number = next(numbers)
        defaults = {"title": f"노래 {number}", "youtube_id": f"video{number:06d}", "vector": SAD}
        return Song.objects.create(**(defaults | fields))

    return make


@pytest.fixture
def songs(make_song: MakeSong) -> list[Song]:
    """Three sad songs and three happy ones."""
    return [make_song(vector=vector) for vector in (SAD, HAPPY) for _ in range(3)]


@pytest.fixture
def make_analysis(db: None) -> MakeAnalysis:
    def make(owner: User, vector: EmotionVector | None = SAD, **fields: Any) -> EmotionAnalysis:
        status = EmotionAnalysis.Status.DONE if vector else EmotionAnalysis.Status.PENDING
        return EmotionAnalysis.objects.create(
            owner=owner, **({"status": status, "vector": vector} | fields)
        )

    return make


@pytest.fixture
def analysis(make_analysis: MakeAnalysis, owner: User) -> EmotionAnalysis:
    """The owner turned out to be sad."""
    return make_analysis(owner)


@pytest.fixture
def talk(analysis: EmotionAnalysis, owner: User) -> Conversation:
    """The talk behind `analysis`."""
    return Conversation.objects.create(owner=owner, analysis=analysis)
