"""The loop that teaches 공감이: groups, decisions, versions and their undoing, and the trial."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from chat import services
from chat.dialogue import knowledge
from chat.models import (
    Conversation,
    Intent,
    Message,
    ReplyVersion,
    UnmatchedUtterance,
    Utterance,
)
from chat.teaching import review, versions
from chat.teaching.groups import open_groups, similar_decisions

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
Status = UnmatchedUtterance.Status

TEACH = "admin:chat_teach"
NOISE = ["층간소음 때문에 미치겠어", "윗집 층간소음 때문에 미치겠어요", "층간소음 진짜 미치겠다"]
ANSWER = {"text": "쉬어야 할 집에서 편히 있지 못했네요.", "follow_up": "언제 가장 심한가요?"}


@pytest.fixture
def talk(owner: User) -> Conversation:
    return services.start_conversation(owner=owner)


@pytest.fixture
def waiting(talk: Conversation) -> list[UnmatchedUtterance]:
    """Three about noise and one about something else."""
    return [unanswered(talk, text) for text in [*NOISE, "키우던 선인장에 꽃이 피었어"]]


@pytest.fixture
def rest(db: None) -> Intent:
    """An intent with two utterances and two answers."""
    intent = Intent.objects.create(topic="sleep/tired", title="잠")
    for number, say in enumerate(["못 잔 날은 하루가 길죠.", "잠이 모자라면 다 버거워져요."]):
        intent.utterances.create(text=f"잠을 못 잤어 {number}")
        intent.answers.create(say=say)
    return intent


def unanswered(talk: Conversation, text: str) -> UnmatchedUtterance:
    message = talk.messages.create(sender=Message.Sender.PERSON, text=text)
    return UnmatchedUtterance.objects.create(message=message, text=text)


def teach(client: Client, chosen: list[UnmatchedUtterance], action: str, **fields: str) -> str:
    data = {"ids": [one.pk for one in chosen], "action": action, "trial": "", "topic": ""}
    data |= {"utterances": "\n".join(one.text for one in chosen), "text": "", "follow_up": ""}
    response = client.post(reverse(TEACH), data | fields, follow=True)
    assert response.status_code == 200
    page: str = response.content.decode()
    return page


def statuses() -> list[str]:
    return list(UnmatchedUtterance.objects.order_by("pk").values_list("status", flat=True))


def test_the_most_frequent_meaning_comes_first(waiting: list[UnmatchedUtterance]) -> None:
    groups = open_groups()
    assert [len(group.members) for group in groups] == [3, 1]
    assert set(groups[0].texts) == set(NOISE)


def test_staff_see_words_without_their_author(
    staff: User, owner: User, waiting: list[UnmatchedUtterance], client_of: ClientOf
) -> None:
    for name in (TEACH, "admin:chat_unmatchedutterance_changelist", "admin:chat_figures"):
        page = client_of(staff).get(reverse(name)).content.decode()
        assert NOISE[0] in page
        assert owner.email not in page
        assert str(waiting[0].message.conversation_id) not in page


def test_personal_data_is_masked_before_it_is_stored(talk: Conversation) -> None:
    said = "zxcv 제 번호는 010-1234-5678 이고 메일은 sol@example.com qwer"
    services.say(conversation=talk, text=said, client_id=uuid.uuid4())
    text = UnmatchedUtterance.objects.get().text
    assert "1234" not in text
    assert "sol@" not in text


def test_a_group_is_answered_at_once_and_the_next_person_gets_it(
    staff: User, waiting: list[UnmatchedUtterance], client_of: ClientOf, talk: Conversation
) -> None:
    assert services.answer_to(NOISE[0]).topic == ""
    teach(client_of(staff), waiting[:3], "teach", **ANSWER)
    assert statuses() == [Status.ANSWERED] * 3 + [Status.OPEN]
    taught = Intent.objects.get(answers__say=ANSWER["text"])
    assert {one.text for one in taught.utterances.all()} == set(NOISE)
    knowledge.announce_change()  # a test's transaction never commits
    assert ANSWER["text"] in services.answer_to(NOISE[0]).text


def test_a_group_joins_an_intent_whose_answers_stay(
    staff: User, waiting: list[UnmatchedUtterance], rest: Intent, client_of: ClientOf
) -> None:
    teach(client_of(staff), waiting[:3], "teach", topic="sleep/tired")
    assert rest.utterances.filter(text__in=NOISE).count() == 3
    assert rest.answers.count() == 2


def test_an_intent_that_is_there_takes_no_answer_here(
    staff: User, waiting: list[UnmatchedUtterance], rest: Intent, client_of: ClientOf
) -> None:
    page = teach(client_of(staff), waiting[:1], "teach", topic="sleep/tired", **ANSWER)
    assert "이미 답이 있어요" in page
    assert rest.answers.count() == rest.utterances.count() == 2


def test_a_new_topic_without_a_field_gets_that_of_the_taught(
    staff: User, waiting: list[UnmatchedUtterance], client_of: ClientOf
) -> None:
    teach(client_of(staff), waiting[:1], "teach", topic="층간소음", **ANSWER)
    assert Intent.objects.get().topic == "taught/층간소음"


def test_what_was_switched_off_is_on_when_it_is_taught_and_staff_are_told(
    staff: User, waiting: list[UnmatchedUtterance], rest: Intent, client_of: ClientOf
) -> None:
    rest.utterances.create(text=NOISE[0], is_active=False)
    Intent.objects.update(is_active=False)
    page = teach(client_of(staff), waiting[:1], "teach", topic="sleep/tired")
    assert "꺼져 있던 ‘sleep/tired’ 주제를 다시 켰어요" in page
    assert Intent.objects.get().is_active
    assert Utterance.objects.get(text=NOISE[0]).is_active
    versions.undo(by=staff)
    assert not Intent.objects.get().is_active
    assert not Utterance.objects.get(text=NOISE[0]).is_active


def test_an_utterance_of_another_intent_moves_and_staff_are_told(
    staff: User, waiting: list[UnmatchedUtterance], rest: Intent, client_of: ClientOf
) -> None:
    other = Intent.objects.create(topic="home/noise", title="소음")
    other.utterances.create(text=NOISE[0])
    page = teach(client_of(staff), waiting[:1], "teach", topic="sleep/tired")
    assert f"옮겼어요: {NOISE[0]}" in page
    assert Utterance.objects.get(text=NOISE[0]).intent == rest


def test_four_spellings_are_one_utterance(
    staff: User, waiting: list[UnmatchedUtterance], client_of: ClientOf
) -> None:
    apart = unicodedata.normalize("NFD", NOISE[0])
    spellings = [NOISE[0], apart, NOISE[0].replace(" ", "\xa0"), f"{NOISE[0]}\u200b"]
    teach(client_of(staff), waiting[:1], "teach", utterances="\n".join(spellings), **ANSWER)
    assert [one.text for one in Utterance.objects.all()] == [NOISE[0]]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "답을 적거나"),
        ({"topic": "no/such"}, "답을 적거나"),
        ({"text": "힘내세요."}, "이야기를 닫아요"),
        ({"text": "네.", "follow_up": "왜요"}, "물음표"),
        ({"text": "네.", "utterances": "가" * 81}, "80자"),
    ],
)
def test_what_should_not_be_taught_is_refused_and_kept(
    staff: User,
    waiting: list[UnmatchedUtterance],
    client_of: ClientOf,
    fields: dict[str, str],
    problem: str,
) -> None:
    page = teach(client_of(staff), waiting[:1], "teach", **fields)
    assert problem in page
    assert fields.get("text", "") in page
    assert statuses() == [Status.OPEN] * 4


def test_groups_can_be_seen_and_decided_together(
    staff: User, waiting: list[UnmatchedUtterance], client_of: ClientOf
) -> None:
    noise, cactus = open_groups()
    query = {"focus": noise.head.pk, "with": cactus.head.pk}
    page = client_of(staff).get(reverse(TEACH), query).content.decode()
    assert page.count('name="ids"') == 4


@pytest.mark.parametrize(
    ("action", "status"), [("ignore", Status.DISMISSED), ("private", Status.PRIVATE)]
)
def test_a_group_is_set_aside(
    staff: User,
    waiting: list[UnmatchedUtterance],
    client_of: ClientOf,
    action: str,
    status: str,
) -> None:
    teach(client_of(staff), waiting[:3], action)
    assert statuses() == [status] * 3 + [Status.OPEN]
    kept = UnmatchedUtterance.objects.filter(status=status).values_list("text", flat=True)
    assert set(kept) == ({""} if action == "private" else set(NOISE))


def test_two_people_do_not_decide_about_the_same(
    staff: User, waiting: list[UnmatchedUtterance], client_of: ClientOf
) -> None:
    review.dismiss(unmatched=UnmatchedUtterance.objects.all(), by=staff)
    assert "다른 직원이" in teach(client_of(staff), waiting[:1], "teach", **ANSWER)
    assert not Intent.objects.exists()
    assert not ReplyVersion.objects.exists()


def test_a_trial_shows_both_answers_and_stores_nothing(
    staff: User, waiting: list[UnmatchedUtterance], client_of: ClientOf
) -> None:
    page = teach(client_of(staff), waiting[:3], "trial", trial=NOISE[1], **ANSWER)
    trial = page[page.index("teach-trial") :]
    assert ANSWER["text"] in trial
    assert not Intent.objects.exists()
    assert statuses() == [Status.OPEN] * 4


def test_similar_decisions_are_shown(
    staff: User, waiting: list[UnmatchedUtterance], client_of: ClientOf, talk: Conversation
) -> None:
    client = client_of(staff)
    client.get(reverse(TEACH))
    teach(client, waiting[:3], "teach", **ANSWER)
    later = unanswered(talk, "위층 층간소음 때문에 미치겠네")
    group = next(one for one in open_groups() if later in one.members)
    decided = similar_decisions(group)
    assert decided
    assert {one.answered_with for one in decided} == {Intent.objects.get()}


def test_a_version_names_its_author_and_can_be_undone(
    staff: User, waiting: list[UnmatchedUtterance], rest: Intent, client_of: ClientOf
) -> None:
    client = client_of(staff)
    teach(client, waiting[:3], "teach", **ANSWER)
    assert ReplyVersion.objects.get().author == staff
    client.post(reverse("admin:chat_undo"))
    assert [*Intent.objects.all()] == [rest]
    assert Utterance.objects.count() == 2
    assert statuses() == [Status.OPEN] * 4
    assert ReplyVersion.objects.get().undone_by == staff
    assert (
        "되돌릴 것이 없어요"
        in client.post(reverse("admin:chat_undo"), follow=True).content.decode()
    )


def test_teaching_is_for_staff_with_the_right(
    owner: User, waiting: list[UnmatchedUtterance], client_of: ClientOf
) -> None:
    assert client_of(owner).get(reverse(TEACH)).status_code == 302
    User.objects.filter(pk=owner.pk).update(is_staff=True)
    owner.refresh_from_db()
    assert client_of(owner).get(reverse(TEACH)).status_code == 403
    assert client_of(owner).post(reverse("admin:chat_undo")).status_code == 403


def test_figures_count_answers_and_opinions_without_peoples_words(
    staff: User, talk: Conversation, client_of: ClientOf
) -> None:
    talk.messages.create(sender=Message.Sender.PERSON, text="비밀 이야기")
    for source in ("reply", "smalltalk", "smalltalk", "fallback", "crisis"):
        talk.messages.create(
            sender=Message.Sender.BOT, text=f"{source}에 한 답", source=source, opinion="bad"
        )
    page = client_of(staff).get(reverse("admin:chat_figures")).content.decode()
    assert "75%" in page
    assert "fallback에 한 답" in page
    assert "비밀 이야기" not in page
