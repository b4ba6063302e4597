"""A crisis in a stored talk: care answers alone, nobody reads it, an alarm can be taken back."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from chat import selectors, services
from chat.care.state import Care
from chat.dialogue import knowledge
from chat.models import (
    CareAlarm,
    Conversation,
    Helpline,
    Intent,
    Message,
    UnmatchedUtterance,
)
from chat.teaching import loading
from chat.teaching.loading import packaged_helplines
from emotions.models import EmotionAnalysis
from emotions.vector import EmotionVector

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
ORDINARY = ("심심해", "배고파", "약 먹고 누워 있어요", "오늘 밤에 할까 생각 중이야")
CARE = {Message.Source.CRISIS, Message.Source.CARE}


@pytest.fixture
def talk(owner: User) -> Conversation:
    loading.load_helplines(packaged_helplines())
    for text in ORDINARY:
        intent = Intent.objects.create(topic=f"smalltalk/{text}", title=text)
        intent.utterances.create(text=text)
        intent.answers.create(say=f"{text}에 하는 답")
    knowledge.announce_change()
    return services.start_conversation(owner=owner)


def say(talk: Conversation, text: str) -> services.Turn:
    return services.say(conversation=talk, text=text, client_id=uuid.uuid4())


def page(client: Client, talk: Conversation, name: str = "chat:talk") -> str:
    client.force_login(talk.owner)
    return client.get(reverse(name, args=[talk.pk])).content.decode()


def in_care(talk: Conversation) -> bool:
    talk.refresh_from_db()
    return selectors.is_in_care(talk)


def test_numbers_are_shown_from_the_crisis_on(client: Client, talk: Conversation) -> None:
    say(talk, "오늘은 좀 지쳤어요")
    assert 'href="tel:15770199"' not in page(client, talk)
    say(talk, "이제 그만 살고 싶어요")
    shown = page(client, talk)
    for digits in ("109", "15770199", "1388", "1366", "112", "119"):
        assert f'href="tel:{digits}"' in shown


def test_staff_decide_which_numbers_are_shown(client: Client, talk: Conversation) -> None:
    Helpline.objects.filter(number="1388").update(is_active=False)
    say(talk, "이제 그만 살고 싶어요")
    assert "tel:1388" not in page(client, talk)


@pytest.mark.parametrize(
    "texts",
    [
        ["죽고 싶어", "약 모아둔 거 있어", "오늘 밤에 할까 생각 중이야", "방법까지 생각해 봤어"],
        ["남편한테 맞았어요", "신고하면 더 심해질까 봐 무서워", "약 먹고 누워 있어요"],
        ["죽고 싶어", "안녕", "심심해", "배고파", "고마워", "잘 자", "노래 틀어줘", "날씨 좋다"],
        ["친구가 죽고 싶대요", "회사 면접 떨어졌어", "응", "ㅋㅋㅋ", "ㅠㅠ"],
    ],
    ids=["plan", "violence", "smalltalk", "other"],
)  # fmt: skip
def test_in_care_no_ordinary_answer_is_given(talk: Conversation, texts: list[str]) -> None:
    """Intents, small talk and stock lines know these words; in care they stay silent."""
    for text in texts:
        turn = say(talk, text)
        assert turn.answer.source in CARE, (text, turn.answer.text)
        assert turn.answer.topic == ""
        assert turn.in_care


def test_a_plan_for_tonight_is_an_emergency(talk: Conversation) -> None:
    say(talk, "죽고 싶어")
    say(talk, "약 모아둔 거 있어")
    answer = say(talk, "오늘 밤에 할까 생각 중이야").answer
    assert answer.source == Message.Source.CRISIS
    assert "119" in answer.text
    talk.refresh_from_db()
    assert talk.care["level"] == "emergency"
    assert talk.alarms.get().level == "emergency"


def test_after_a_denial_and_calm_turns_the_ordinary_talk_goes_on(talk: Conversation) -> None:
    say(talk, "죽고 싶어")
    say(talk, "아니 죽고 싶은 건 아니고 그냥 너무 지쳤어")
    say(talk, "회사에서 하루 종일 혼났거든")
    say(talk, "팀장님이 다들 보는 데서 소리를 질렀어")
    turn = say(talk, "심심해")
    assert turn.answer.source not in CARE
    assert not turn.in_care


def test_nobody_reads_what_was_said_before_or_after_a_crisis(
    talk: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the crisis lies more answers back than are remembered."""
    monkeypatch.setattr(services, "REMEMBERED_ANSWERS", 1)
    first = say(talk, "qwpo zxmn 1029 vbty")
    UnmatchedUtterance.objects.get_or_create(
        message=first.message, defaults={"text": first.message.text}
    )
    say(talk, "죽고 싶어")
    earlier = UnmatchedUtterance.objects.get(message=first.message)
    assert (earlier.text, earlier.status) == ("", UnmatchedUtterance.Status.PRIVATE)
    talk.refresh_from_db()
    talk.care |= {"stage": "over"}
    talk.save()
    for _ in range(3):
        say(talk, "qwpo zxmn 7777 vbty")
    assert not UnmatchedUtterance.objects.exclude(text="").exists()


def test_a_person_who_comes_back_is_received(talk: Conversation) -> None:
    say(talk, "죽고 싶어")
    Conversation.objects.filter(pk=talk.pk).update(
        last_message_at=timezone.now() - timedelta(hours=1)
    )
    answer = say(talk, "다시 왔어").answer.text
    assert any(word in answer for word in ("다시", "돌아와", "그동안"))


def test_an_alarm_is_taken_back_by_words_or_by_the_button(
    client: Client, talk: Conversation
) -> None:
    say(talk, "아기가 울면 죽고 싶어요")
    assert "잘못 들었어요" in page(client, talk)
    response = client.post(reverse("chat:misheard", args=[talk.pk]))
    assert response.status_code == 302
    assert not in_care(talk)
    assert talk.gauge > 0, "what care had kept from the gauge is counted"
    assert "tel:15770199" not in page(client, talk)

    say(talk, "사라지고 싶다")
    assert in_care(talk)
    say(talk, "네? 그런 말 한 사람 없는데요")
    assert not in_care(talk)
    assert not CareAlarm.objects.filter(taken_back_at=None).exists()
    assert say(talk, "오늘 점심 뭐 먹지").answer.source not in CARE


def test_the_button_by_htmx_hides_the_panel(client: Client, talk: Conversation) -> None:
    say(talk, "이제 그만 살고 싶어요")
    client.force_login(talk.owner)
    shown = client.post(reverse("chat:misheard", args=[talk.pk]), headers={"HX-Request": "true"})
    assert '<section id="care" class="care-panel" hidden' in shown.content.decode()


def test_nobody_takes_back_anothers_alarm(
    talk: Conversation, stranger: User, client_of: ClientOf
) -> None:
    say(talk, "이제 그만 살고 싶어요")
    assert client_of(stranger).post(reverse("chat:misheard", args=[talk.pk])).status_code == 404
    assert in_care(talk)


def test_the_api_takes_an_alarm_back(talk: Conversation, client: Client) -> None:
    say(talk, "이제 그만 살고 싶어요")
    client.force_login(talk.owner)
    response = client.post(f"/api/v1/talks/{talk.pk}/misheard/")
    assert (response.status_code, response.json()["in_care"]) == (200, False)


def test_staff_see_how_many_alarms_were_taken_back_and_no_words(
    talk: Conversation, staff: User, client_of: ClientOf
) -> None:
    say(talk, "이제 그만 살고 싶어요")
    services.take_back_alarm(conversation=talk)
    shown = client_of(staff).get(reverse("admin:chat_figures")).content.decode()
    assert "걱정 · 자신</th><td>1</td><td>1</td>" in shown
    assert "그만 살고" not in shown


def test_songs_come_again_after_a_false_alarm_and_none_turns_the_mood_after_a_true_one(
    client: Client, talk: Conversation
) -> None:
    call_command("load_catalogue", verbosity=0)
    say(talk, "이제 그만 살고 싶어요")
    talk.refresh_from_db()
    talk.analysis = EmotionAnalysis.objects.create(
        owner=talk.owner,
        status=EmotionAnalysis.Status.DONE,
        vector=EmotionVector((0.1, 0.1, 0.1, 0.1, 0.6)),
    )
    talk.save()
    assert "tel:109" in page(client, talk, "recommendations:result")
    kinds = talk.analysis.recommendations.values_list("kind", flat=True)
    assert list(kinds) == ["similar"]
    services.take_back_alarm(conversation=talk)
    page(client, talk, "recommendations:result")
    assert set(kinds.all()) == {"similar", "opposite"}


def test_what_is_stored_is_read_again(talk: Conversation) -> None:
    say(talk, "죽고 싶어")
    talk.refresh_from_db()
    care = Care.from_json(talk.care)
    assert care.as_json() == Care.from_json(care.as_json()).as_json()
    assert care.asking == "thoughts"
