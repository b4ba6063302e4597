"""The question on the result page whether the result is right, and the same over the API."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services import export_data
from chat.models import Conversation, Message
from chat.services import say
from emotions import corrections
from emotions.models import EmotionAnalysis, EmotionCorrection
from emotions.vector import CALM
from tests.recommendations.conftest import MakeAnalysis

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
QUESTION = "이 결과가 마음과 맞나요?"
SAID = "친구가 멀리 떠났어요"
CRISIS = "죽고 싶어요"
Status = EmotionCorrection.Status


@pytest.fixture
def client(client_of: Callable[[User], Client], owner: User) -> Client:
    """The owner's browser."""
    return client_of(owner)


@pytest.fixture
def talk(owner: User, make_analysis: MakeAnalysis) -> Conversation:
    """What led to the result, and what was said after it."""
    talk = Conversation.objects.create(owner=owner)
    talk.messages.create(sender=Message.Sender.PERSON, text=SAID)
    talk.messages.create(sender=Message.Sender.BOT, source=Message.Source.REPLY, text="그랬군요")
    talk.analysis = make_analysis(owner)
    talk.save()
    talk.messages.create(sender=Message.Sender.PERSON, text="이제 괜찮아요")
    return talk


@pytest.fixture
def analysis(talk: Conversation) -> EmotionAnalysis:
    assert talk.analysis is not None
    return talk.analysis


def result_of(talk: Conversation) -> str:
    return reverse("recommendations:result", args=[talk.pk])


def correct_url(talk: Conversation) -> str:
    return reverse("recommendations:correct", args=[talk.pk])


def api_url(analysis: EmotionAnalysis) -> str:
    return reverse("api:correction", args=[analysis.pk])


def test_the_result_asks_and_nothing_is_chosen_for_the_person(
    client: Client, talk: Conversation
) -> None:
    page = client.get(result_of(talk)).text
    assert QUESTION in page
    assert "특별한 감정은 없었어요" in page
    assert " checked" not in page


def test_a_yes_is_agreement_and_keeps_no_words_unasked(client: Client, talk: Conversation) -> None:
    answered = client.post(correct_url(talk), {"agrees": "1"}, headers=HTMX)
    assert "<html" not in answered.text
    assert "고마워요" in answered.text
    assert QUESTION not in answered.text
    stored = EmotionCorrection.objects.get()
    assert (stored.agrees, stored.emotion, stored.utterances) == (True, "슬픔", [])
    assert "고마워요" in client.get(result_of(talk)).text


def test_with_consent_the_words_that_were_analysed_wait_for_review(
    client: Client, talk: Conversation
) -> None:
    response = client.post(correct_url(talk), {"emotion": "상처", "consent": "on"})
    assert response["Location"] == result_of(talk) + "#correction"
    stored = EmotionCorrection.objects.get()
    assert (stored.agrees, stored.status, stored.utterances) == (False, Status.WAITING, [SAID])


def test_an_answer_is_changed_and_the_consent_taken_back(
    client: Client, talk: Conversation, staff: User
) -> None:
    client.post(correct_url(talk), {"emotion": "상처", "consent": "on"})
    corrections.approve(correction=EmotionCorrection.objects.get(), by=staff)
    page = client.get(result_of(talk)).text
    assert page.count(" checked") == 2
    client.post(correct_url(talk), {"emotion": CALM}, headers=HTMX)
    stored = EmotionCorrection.objects.get()
    assert (stored.emotion, stored.status, stored.utterances) == (CALM, Status.KEPT, [])


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("given", [{}, {"emotion": "당황"}, {"emotion": ""}])
def test_an_answer_that_says_nothing_is_asked_for_and_nothing_is_lost(
    client: Client, talk: Conversation, given: dict[str, str], headers: dict[str, str]
) -> None:
    response = client.post(correct_url(talk), given | {"consent": "on"}, headers=headers)
    assert response.status_code == 200
    assert "골라 주세요" in response.text
    assert response.text.count(" checked") == 1
    assert not EmotionCorrection.objects.exists()


def test_another_persons_result_is_not_there(
    client_of: Callable[[User], Client], stranger: User, talk: Conversation
) -> None:
    theirs = client_of(stranger)
    assert theirs.post(correct_url(talk), {"agrees": "1"}).status_code == 404
    assert not EmotionCorrection.objects.exists()


def test_where_there_is_no_result_there_is_nothing_to_correct(
    client: Client, owner: User, make_analysis: MakeAnalysis
) -> None:
    for analysis in (None, make_analysis(owner, None)):
        talk = Conversation.objects.create(owner=owner, analysis=analysis)
        assert client.post(correct_url(talk), {"agrees": "1"}).status_code == 404
        assert QUESTION not in client.get(result_of(talk)).text


def test_visitors_log_in_and_only_posts_change(client: Client, talk: Conversation) -> None:
    assert client.get(correct_url(talk)).status_code == 405
    assert Client().post(correct_url(talk)).status_code == 302


def test_a_talk_that_held_a_crisis_keeps_no_words(client: Client, talk: Conversation) -> None:
    talk.alarms.create(level="concern", situation="self")
    client.post(correct_url(talk), {"emotion": "상처", "consent": "on"})
    stored = EmotionCorrection.objects.get()
    assert (stored.emotion, stored.status, stored.utterances) == ("상처", Status.KEPT, [])


def test_a_crisis_after_the_answer_takes_the_words_out_of_training(
    client: Client, talk: Conversation, staff: User
) -> None:
    client.post(correct_url(talk), {"emotion": "상처", "consent": "on"})
    corrections.approve(correction=EmotionCorrection.objects.get(), by=staff)
    say(conversation=talk, text=CRISIS, client_id=uuid4())
    assert corrections.approved_rows() == []
    assert EmotionCorrection.objects.get().utterances == []


def test_a_download_holds_the_answer(client: Client, talk: Conversation, owner: User) -> None:
    client.post(correct_url(talk), {"emotion": "상처", "consent": "on"})
    (exported,) = export_data(user=owner)["analyses"]
    assert exported["correction"]["utterances"] == [SAID]


def test_the_api_stores_reads_changes_and_deletes(owner: User, analysis: EmotionAnalysis) -> None:
    api = APIClient()
    api.force_authenticate(owner)
    assert api.get(api_url(analysis)).status_code == 404
    stored = api.post(api_url(analysis), {"emotion": "상처", "consent": True})
    assert stored.status_code == 201
    assert api.get(api_url(analysis)).json() == stored.json()
    assert stored.json()["utterances"] == [SAID]
    changed = api.post(api_url(analysis), {"emotion": "슬픔"}).json()
    assert (changed["agrees"], changed["consent"], changed["utterances"]) == (True, False, [])
    assert api.delete(api_url(analysis)).status_code == 204
    assert api.delete(api_url(analysis)).status_code == 404
    assert not EmotionCorrection.objects.exists()


def test_the_api_refuses_other_peoples_unfinished_and_wrong_ones(
    owner: User, stranger: User, analysis: EmotionAnalysis, make_analysis: MakeAnalysis
) -> None:
    api, theirs = APIClient(), APIClient()
    api.force_authenticate(owner)
    theirs.force_authenticate(stranger)
    assert api.post(api_url(analysis), {"emotion": "당황"}).status_code == 400
    assert api.post(api_url(make_analysis(owner, None)), {"emotion": "상처"}).status_code == 409
    for answer in (
        theirs.get(api_url(analysis)),
        theirs.post(api_url(analysis), {"emotion": "상처"}),
        theirs.delete(api_url(analysis)),
    ):
        assert answer.status_code == 404
    assert not EmotionCorrection.objects.exists()


def test_a_crisis_talk_keeps_no_words_over_the_api(
    owner: User, talk: Conversation, analysis: EmotionAnalysis
) -> None:
    talk.alarms.create(level="concern", situation="self")
    api = APIClient()
    api.force_authenticate(owner)
    answer = api.post(api_url(analysis), {"emotion": "상처", "consent": True}).json()
    assert (answer["status"], answer["utterances"]) == (Status.KEPT, [])
