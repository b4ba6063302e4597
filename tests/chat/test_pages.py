"""Pages of talks, and what staff see."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from chat import services
from chat.dialogue.story import Story
from chat.models import Conversation, Family, Message, UnmatchedUtterance
from chat.teaching import versions
from emotions.models import EmotionAnalysis

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def talk(owner: User) -> Conversation:
    return services.start_conversation(owner=owner)


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


def test_talks_are_not_in_the_admin(staff: User, client_of: ClientOf) -> None:
    assert client_of(staff).get("/admin/chat/conversation/").status_code == 404
    assert client_of(staff).get("/admin/chat/message/").status_code == 404


@pytest.fixture
def answer(talk: Conversation) -> Message:
    return talk.messages.create(sender=Message.Sender.BOT, text="그랬군요.", source="reply")


def judge(client: Client, answer: Message, opinion: str) -> int:
    url = reverse("chat:judge", args=[answer.conversation_id, answer.pk])
    status: int = client.post(url, {"opinion": opinion}, headers={"HX-Request": "true"}).status_code
    answer.refresh_from_db()
    return status


def test_an_opinion_can_be_given_changed_and_taken_back(
    owner: User, answer: Message, client_of: ClientOf
) -> None:
    client = client_of(owner)
    for opinion, kept in [("good", "good"), ("bad", "bad"), ("bad", "")]:
        assert judge(client, answer, opinion) == 200
        assert answer.opinion == kept


def test_without_javascript_an_opinion_leads_back_to_the_message(
    owner: User, answer: Message, client_of: ClientOf
) -> None:
    url = reverse("chat:judge", args=[answer.conversation_id, answer.pk])
    response = client_of(owner).post(url, {"opinion": "good"})
    assert response["Location"].endswith(f"#message-{answer.pk}")


def test_nobody_judges_anothers_answer_help_in_a_crisis_or_in_other_words(
    owner: User, stranger: User, answer: Message, client_of: ClientOf
) -> None:
    assert judge(client_of(stranger), answer, "good") == 404
    assert judge(client_of(owner), answer, "splendid") == 400
    Message.objects.filter(pk=answer.pk).update(source=Message.Source.CRISIS)
    assert judge(client_of(owner), answer, "good") == 404
    assert answer.opinion == ""


def test_a_talk_is_forgotten_with_its_result_after_being_asked(
    owner: User, talk: Conversation, client_of: ClientOf
) -> None:
    message = talk.messages.create(sender=Message.Sender.PERSON, text="지우고 싶은 말")
    other = services.start_conversation(owner=owner)
    UnmatchedUtterance.objects.create(message=message, text="지우고 싶은 말")
    talk.analysis = EmotionAnalysis.objects.create(owner=owner)
    talk.save()
    client, url = client_of(owner), reverse("chat:delete", args=[talk.pk])
    assert client.get(url).status_code == 200
    assert Message.objects.exists(), "asking alone forgets nothing"
    assert client.post(url)["Location"] == reverse("chat:list")
    assert list(Conversation.objects.all()) == [other]
    assert not Message.objects.exists()
    assert not UnmatchedUtterance.objects.exists()
    assert not EmotionAnalysis.objects.exists()
    assert client.post(url).status_code == 404, "the second press finds nothing"


def test_anothers_talk_cannot_be_forgotten(
    stranger: User, talk: Conversation, client_of: ClientOf
) -> None:
    assert client_of(stranger).post(reverse("chat:delete", args=[talk.pk])).status_code == 404
    assert Conversation.objects.filter(pk=talk.pk).exists()


def test_a_talk_without_a_word_goes_on_where_a_new_one_is_begun(
    owner: User, talk: Conversation
) -> None:
    assert services.start_conversation(owner=owner) == talk
    talk.messages.create(sender=Message.Sender.PERSON, text="안녕")
    assert services.start_conversation(owner=owner) != talk


def test_a_talk_is_called_by_its_matters_else_by_its_first_words(
    owner: User, talk: Conversation, client_of: ClientOf
) -> None:
    Family.objects.create(name="health/bad_sleep", title="잠 못 이루는 밤")
    versions.replies_changed()
    for text in ("처음 한 말", "나중에 한 말"):
        talk.messages.create(sender=Message.Sender.PERSON, text=text)
    page = client_of(owner).get(reverse("chat:list")).content.decode()
    assert "처음 한 말" in page
    assert "나중에 한 말" not in page
    talk.story = Story().told(topic="", family="health/bad_sleep", is_heavy=True).as_json()
    talk.save()
    page = client_of(owner).get(reverse("chat:list")).content.decode()
    assert "잠 못 이루는 밤" in page
