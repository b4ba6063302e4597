"""The API: tokens, one's own data only, problems in the person's language, the schema."""

import uuid

import pytest
from django.urls import reverse
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from chat.models import Conversation, Message
from emotions.models import EmotionAnalysis
from emotions.vector import EmotionVector
from recommendations.models import Kind, Rating, Recommendation, Song

pytestmark = pytest.mark.django_db

SAD = EmotionVector((0.05, 0.1, 0.15, 0.2, 0.5))


@pytest.fixture
def api(owner: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(owner)
    return client


@pytest.fixture
def as_stranger(stranger: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(stranger)
    return client


@pytest.fixture
def talk(owner: User) -> Conversation:
    analysis = EmotionAnalysis.objects.create(
        owner=owner, status=EmotionAnalysis.Status.DONE, vector=SAD
    )
    return Conversation.objects.create(owner=owner, analysis=analysis)


@pytest.fixture
def song() -> Song:
    return Song.objects.create(title="쉼", artist="가수", youtube_id="abcdefghijk", vector=SAD)


@pytest.fixture
def recommendation(talk: Conversation, song: Song) -> Recommendation:
    assert talk.analysis is not None
    return Recommendation.objects.create(
        analysis=talk.analysis, kind=Kind.SIMILAR, song=song, score=1.0
    )


def test_a_token_is_given_for_the_right_password_only(owner: User) -> None:
    owner.set_password("sol-bandi-93-bom")
    owner.save()
    client = APIClient()
    wrong = client.post(reverse("api:token"), {"email": owner.email, "password": "x"})
    assert wrong.status_code == 401
    assert wrong["Content-Type"].startswith("application/problem+json")
    right = client.post(
        reverse("api:token"), {"email": owner.email, "password": "sol-bandi-93-bom"}
    )
    client.credentials(HTTP_AUTHORIZATION=f"Token {right.json()['token']}")
    assert client.get(reverse("api:talk-list")).status_code == 200
    assert client.delete(reverse("api:token")).status_code == 204
    assert client.get(reverse("api:talk-list")).status_code == 401


def test_a_visitor_gets_a_problem_in_korean() -> None:
    response = APIClient().get(reverse("api:talk-list"), HTTP_ACCEPT_LANGUAGE="ko")
    assert response.status_code == 401
    problem = response.json()
    assert problem["status"] == 401
    assert any("가" <= letter <= "힣" for letter in problem["detail"])


def test_a_talk_is_begun_and_listed(api: APIClient) -> None:
    begun = api.post(reverse("api:talk-list"))
    assert begun.status_code == 201
    listed = api.get(reverse("api:talk-list")).json()
    assert [one["id"] for one in listed["results"]] == [begun.json()["id"]]


def test_saying_something_brings_an_answer_once(api: APIClient, talk: Conversation) -> None:
    url = reverse("api:message-list", args=[talk.pk])
    said = {"text": "오늘은 조금 지쳤어요", "client_id": str(uuid.uuid4())}
    first, again = api.post(url, said), api.post(url, said)
    assert first.status_code == 201
    assert first.json()["answer"] == again.json()["answer"]
    assert Message.objects.filter(sender=Message.Sender.PERSON).count() == 1


@pytest.mark.parametrize("text", ["", "   ", "가" * 1001])
def test_a_message_that_cannot_be_said_is_refused(
    api: APIClient, talk: Conversation, text: str
) -> None:
    response = api.post(reverse("api:message-list", args=[talk.pk]), {"text": text})
    assert response.status_code == 400
    assert response["Content-Type"].startswith("application/problem+json")
    assert not Message.objects.exists()


def test_messages_that_come_too_fast_are_refused_with_the_wait(
    api: APIClient, talk: Conversation, settings: Settings
) -> None:
    settings.MESSAGES_PER_MINUTE = 3
    url = reverse("api:message-list", args=[talk.pk])
    responses = [api.post(url, {"text": f"{n}번째 이야기"}) for n in range(4)]
    assert [response.status_code for response in responses] == [201, 201, 201, 429]
    assert 50 <= int(responses[-1]["Retry-After"]) <= 60


def test_an_analysis_names_its_strongest_emotion(api: APIClient, talk: Conversation) -> None:
    shown = api.get(reverse("api:analysis-detail", args=[talk.analysis_id])).json()
    assert shown["top"] == "슬픔"
    assert shown["emotions"]["슬픔"] == pytest.approx(0.5)


def test_a_pending_analysis_has_no_emotions(api: APIClient, owner: User) -> None:
    pending = EmotionAnalysis.objects.create(owner=owner)
    shown = api.get(reverse("api:analysis-detail", args=[pending.pk])).json()
    assert shown["emotions"] is None
    assert shown["top"] is None


def test_only_a_failed_analysis_is_retried(api: APIClient, talk: Conversation) -> None:
    assert api.post(reverse("api:analysis-retry", args=[talk.analysis_id])).status_code == 409


def test_a_song_is_recommended_rated_and_listed(
    api: APIClient, talk: Conversation, song: Song
) -> None:
    found = api.post(
        reverse("api:recommendation-list", args=[talk.analysis_id]), {"kind": "similar"}
    )
    assert found.json()["song"]["title"] == song.title
    rated = api.post(
        reverse("api:rating-list"), {"recommendation": found.json()["id"], "liked": True}
    )
    assert rated.status_code == 201
    liked = api.get(reverse("api:liked-song-list"), {"q": "쉼"}).json()
    assert [one["song"]["id"] for one in liked["results"]] == [song.pk]
    assert api.delete(reverse("api:rating-detail", args=[rated.json()["id"]])).status_code == 204
    assert not Rating.objects.exists()


def test_what_belongs_to_another_person_is_not_found(
    as_stranger: APIClient, talk: Conversation, recommendation: Recommendation, owner: User
) -> None:
    rating = Rating.objects.create(
        owner=owner, song=recommendation.song, kind=Kind.SIMILAR, liked=True, vector=SAD
    )
    messages = reverse("api:message-list", args=[talk.pk])
    recommendations = reverse("api:recommendation-list", args=[talk.analysis_id])
    for method, url in [
        ("get", reverse("api:talk-detail", args=[talk.pk])),
        ("get", messages),
        ("post", messages),
        ("get", reverse("api:analysis-detail", args=[talk.analysis_id])),
        ("post", reverse("api:analysis-retry", args=[talk.analysis_id])),
        ("get", recommendations),
        ("post", recommendations),
        ("get", reverse("api:rating-detail", args=[rating.pk])),
        ("delete", reverse("api:rating-detail", args=[rating.pk])),
    ]:
        response = getattr(as_stranger, method)(url, {"text": "안녕", "kind": "similar"})
        assert response.status_code == 404, (method, url)
    stolen = as_stranger.post(
        reverse("api:rating-list"), {"recommendation": recommendation.pk, "liked": True}
    )
    assert stolen.status_code == 400
    for name in ("talk", "analysis", "rating", "liked-song"):
        assert as_stranger.get(reverse(f"api:{name}-list")).json()["results"] == []


def test_the_schema_describes_every_address_without_warnings(api: APIClient) -> None:
    schema = api.get(reverse("schema"), HTTP_ACCEPT="application/vnd.oai.openapi+json").json()
    paths = schema["paths"]
    for path in ("talks", "analyses", "ratings", "liked-songs", "token"):
        assert f"/api/v1/{path}/" in paths
    assert api.get(reverse("api-docs")).status_code == 200
