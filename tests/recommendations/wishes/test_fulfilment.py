"""A wish in a talk brings a song of the catalogue, and says honestly which."""

import uuid
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from chat import services
from chat.dialogue.decision import Act
from chat.frames import JsonFrames
from chat.models import Conversation, Message
from emotions.models import EmotionAnalysis
from emotions.vector import EmotionVector
from recommendations.models import Kind, Rating, Recommendation, Song
from recommendations.wishes.fulfilment import Person, fulfil
from recommendations.wishes.parsing import wished
from tests.recommendations.conftest import HAPPY, SAD, MakeSong

pytestmark = pytest.mark.django_db

CALM = EmotionVector((0.45, 0.05, 0.12, 0.13, 0.25))


@pytest.fixture
def catalogue(make_song: MakeSong) -> dict[str, Song]:
    names = [
        ("좋은 날", "아이유", HAPPY),
        ("무릎", "아이유", SAD),
        ("야생화", "박효신", SAD),
        ("롤린 (Rollin’)", "브레이브걸스", HAPPY),
        ("한숨", "이하이", CALM),
    ]
    return {
        title: make_song(title=title, artist=artist, vector=vector)
        for title, artist, vector in names
    }


@pytest.fixture
def talk(owner: User) -> Conversation:
    return services.start_conversation(owner=owner)


def say(talk: Conversation, text: str) -> Message:
    return services.say(conversation=talk, text=text, client_id=uuid.uuid4()).answer


def song_of(answer: Message) -> str:
    assert answer.act == Act.SONG
    assert answer.card is not None
    return str(answer.card["title"])


@pytest.mark.parametrize(
    ("text", "titles", "words"),
    [
        ("무릎 듣고 싶다", {"무릎"}, "여기 있어요"),
        ("아이유 노래 틀어줘", {"좋은 날", "무릎"}, "아이유 님 노래로"),
        ("신나는 거 틀어줘", {"좋은 날", "롤린 (Rollin’)"}, "밝아질"),
        ("이별 노래", {"무릎", "야생화"}, "헤어진 마음"),
        ("밤편지 듣고 싶다", {"한숨"}, "‘밤편지’, 아직 제 목록에서는 찾을 수 없어서"),
        ("뉴진스 노래 틀어줘", {"한숨"}, "‘뉴진스’, 아직 제 목록에서는 찾을 수 없어서"),
        ("아이유 밤편지 틀어줘", {"좋은 날", "무릎"}, "아이유 님의 다른 노래"),
        ("노래 추천해 줘", {"한숨"}, "들려드리고 싶은 노래"),
    ],
)
def test_a_wish_is_answered_with_a_card(
    talk: Conversation, catalogue: dict[str, Song], text: str, titles: set[str], words: str
) -> None:
    answer = say(talk, text)
    assert song_of(answer) in titles
    assert words in answer.text
    song = catalogue[song_of(answer)]
    assert answer.card == {
        "kind": "song",
        "song_id": song.pk,
        "title": song.title,
        "artist": song.artist,
        "youtube_id": song.youtube_id,
        "url": f"https://www.youtube.com/watch?v={song.youtube_id}",
        "emotion": song.vector.top if song.vector else "",
    }
    assert (answer.source, answer.topic) == (Message.Source.SMALLTALK, "service/want_song")


def test_one_more_is_another_of_the_same_until_there_are_none(
    talk: Conversation, catalogue: dict[str, Song]
) -> None:
    heard = {song_of(say(talk, text)) for text in ("아이유 노래 틀어줘", "다른 노래 없어?")}
    assert heard == {"좋은 날", "무릎"}
    last = say(talk, "하나 더 틀어줘")
    assert song_of(last) not in heard
    assert "다 들려드려서" in last.text


def test_no_song_comes_twice_in_a_talk(talk: Conversation, catalogue: dict[str, Song]) -> None:
    heard = [song_of(say(talk, "노래 틀어줘")) for _ in catalogue]
    assert sorted(heard) == sorted(catalogue)


def test_a_title_asked_for_again_comes_again(
    talk: Conversation, catalogue: dict[str, Song]
) -> None:
    assert {song_of(say(talk, "야생화 틀어줘")) for _ in range(2)} == {"야생화"}


@pytest.mark.parametrize("text", ["다른 거 틀어줘", "하나 더 들려줘"])
def test_one_more_of_nothing_is_no_wish(
    talk: Conversation, catalogue: dict[str, Song], text: str
) -> None:
    assert say(talk, text).card is None


def test_a_disliked_song_rests(talk: Conversation, owner: User, catalogue: dict[str, Song]) -> None:
    Rating.objects.create(
        owner=owner, song=catalogue["좋은 날"], kind=Kind.SIMILAR, liked=False, vector=SAD
    )
    assert song_of(say(talk, "신나는 거 틀어줘")) == "롤린 (Rollin’)"


def test_songs_of_the_result_count_as_heard(
    talk: Conversation, owner: User, catalogue: dict[str, Song]
) -> None:
    analysis = EmotionAnalysis.objects.create(owner=owner, status="done", vector=HAPPY)
    Recommendation.objects.create(
        analysis=analysis, kind=Kind.SIMILAR, song=catalogue["좋은 날"], score=1
    )
    wish = wished("신나는 노래 틀어줘")
    assert wish is not None
    for seed in range(5):
        rng = np.random.default_rng(seed)
        given = fulfil(wish, Person(owner.pk, analysis), [], rng=rng)
        assert given is not None
        assert given.card["title"] == "롤린 (Rollin’)"


def test_without_a_mood_the_feeling_of_the_talk_decides(
    talk: Conversation, owner: User, catalogue: dict[str, Song]
) -> None:
    talk.analysis = EmotionAnalysis.objects.create(owner=owner, status="done", vector=SAD)
    talk.save()
    answer = say(talk, "노래 틀어줘")
    assert song_of(answer) in {"무릎", "야생화"}
    assert "들려주신 마음과 닮은" in answer.text


def test_a_talk_in_care_gets_no_song(talk: Conversation, catalogue: dict[str, Song]) -> None:
    say(talk, "죽고 싶어요")
    assert say(talk, "신나는 노래 틀어줘").card is None


def test_a_crisis_comes_before_a_wish(talk: Conversation, catalogue: dict[str, Song]) -> None:
    answer = say(talk, "죽고 싶어요. 노래 틀어줘")
    assert (answer.source, answer.card) == (Message.Source.CRISIS, None)


@pytest.mark.parametrize("text", ["노래방 갔는데 재밌었어", "엄마 목소리 듣고 싶다", "별빛 들려줘"])
def test_a_story_gets_no_song(talk: Conversation, catalogue: dict[str, Song], text: str) -> None:
    assert say(talk, text).card is None


def test_without_songs_the_talk_goes_on(talk: Conversation) -> None:
    assert say(talk, "신나는 노래 틀어줘").card is None


def test_the_command_tells_what_would_be_answered(catalogue: dict[str, Song]) -> None:
    decision = services.answer_to("야생화 틀어줘")
    assert (decision.act, decision.card and decision.card["title"]) == (Act.SONG, "야생화")


def test_pages_frames_and_api_carry_the_card(
    client_of: Callable[[User], Client],
    talk: Conversation,
    owner: User,
    make_song: MakeSong,
) -> None:
    make_song(title="<b>굵은</b> 노래", artist="가수")
    answer = say(talk, "노래 틀어줘")
    page = client_of(owner).get(reverse("chat:talk", args=[talk.pk])).text
    assert f'videoid="{answer.card["youtube_id"]}"' in page  # type: ignore[index]
    assert "&lt;b&gt;굵은" in page
    [frame] = JsonFrames().messages([answer])
    assert '"kind": "song"' in frame
    api = APIClient()
    api.force_authenticate(owner)
    rows: list[dict[str, Any]] = api.get(reverse("api:message-list", args=[talk.pk])).json()[
        "results"
    ]
    assert [row["card"] for row in rows] == [None, answer.card]
