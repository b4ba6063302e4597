"""Pages of talks, and what staff see."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from chat import services
from chat.models import Conversation, Message, Reply, UnmatchedUtterance

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def talk(owner: User) -> Conversation:
    return services.start_conversation(owner=owner)


@pytest.fixture
def unmatched(talk: Conversation) -> UnmatchedUtterance:
    message = talk.messages.create(sender=Message.Sender.PERSON, text="아무도 모르는 말")
    return UnmatchedUtterance.objects.create(message=message, similarity=0.4)


def test_posting_begins_a_talk_of_ones_own(owner: User, client_of: ClientOf) -> None:
    response = client_of(owner).post(reverse("chat:list"))
    talk = Conversation.objects.get(owner=owner)
    assert response["Location"] == reverse("chat:talk", args=[talk.pk])


def test_the_list_holds_ones_own_talks_only(
    owner: User, stranger: User, talk: Conversation, client_of: ClientOf
) -> None:
    talk.messages.create(sender=Message.Sender.PERSON, text="내가 한 말")
    url = reverse("chat:list")
    assert "내가 한 말" in client_of(owner).get(url).content.decode()
    assert "내가 한 말" not in client_of(stranger).get(url).content.decode()


@pytest.mark.parametrize(("name", "method"), [("chat:talk", "get"), ("chat:say", "post")])
def test_anothers_talk_is_not_found(
    stranger: User, talk: Conversation, client_of: ClientOf, name: str, method: str
) -> None:
    response = getattr(client_of(stranger), method)(
        reverse(name, args=[talk.pk]), {"message": "안녕"}
    )
    assert response.status_code == 404
    assert not talk.messages.exists()


def test_a_visitor_is_sent_to_log_in(talk: Conversation, client: Client) -> None:
    response = client.get(reverse("chat:talk", args=[talk.pk]))
    assert response.status_code == 302


def test_without_javascript_a_form_says_it_too(
    owner: User, talk: Conversation, client_of: ClientOf
) -> None:
    client = client_of(owner)
    url = reverse("chat:say", args=[talk.pk])
    assert client.post(url, {"message": "폼으로 보낸 말"}).status_code == 302
    page = client.get(reverse("chat:talk", args=[talk.pk])).content.decode()
    assert "폼으로 보낸 말" in page


def test_a_refused_form_keeps_what_was_written(
    owner: User, talk: Conversation, client_of: ClientOf
) -> None:
    text = "긴 말 " * 300
    response = client_of(owner).post(reverse("chat:say", args=[talk.pk]), {"message": text})
    assert response.status_code == 400
    assert text.strip() in response.content.decode()


def test_staff_see_an_unmatched_utterance_without_its_author(
    staff: User, owner: User, unmatched: UnmatchedUtterance, client_of: ClientOf
) -> None:
    client = client_of(staff)
    listed = client.get(reverse("admin:chat_unmatchedutterance_changelist")).content.decode()
    answering = reverse("admin:chat_unmatchedutterance_answer", args=[unmatched.pk])
    shown = client.get(answering).content.decode()
    for page in (listed, shown):
        assert "아무도 모르는 말" in page
        assert owner.email not in page
        assert str(unmatched.message.conversation_id) not in page


def test_what_staff_answer_becomes_a_reply(
    staff: User, unmatched: UnmatchedUtterance, client_of: ClientOf
) -> None:
    url = reverse("admin:chat_unmatchedutterance_answer", args=[unmatched.pk])
    answer = {"utterance": "아무도 모르는 말", "text": "이제 알아요.", "topic": "", "follow_up": ""}
    assert client_of(staff).post(url, answer).status_code == 302
    unmatched.refresh_from_db()
    assert unmatched.status == UnmatchedUtterance.Status.ANSWERED
    assert Reply.objects.get().text == "이제 알아요."


def test_the_review_is_for_staff_only(
    owner: User, unmatched: UnmatchedUtterance, client_of: ClientOf
) -> None:
    url = reverse("admin:chat_unmatchedutterance_answer", args=[unmatched.pk])
    assert client_of(owner).get(url).status_code == 302


def test_talks_are_not_in_the_admin(staff: User, client_of: ClientOf) -> None:
    assert client_of(staff).get("/admin/chat/conversation/").status_code == 404
    assert client_of(staff).get("/admin/chat/message/").status_code == 404
