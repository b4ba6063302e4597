"""Saying something: stored once, answered, counted, analysed when the gauge is full."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from chat import limits, services
from chat.dialogue.repertoire import Answer
from chat.models import Conversation, Intent, Message, UnmatchedUtterance, Utterance
from chat.teaching import review, versions
from chat.utterance import TooFast

UNKNOWN = "qwpo zxmn 1029 vbty"


@pytest.fixture
def talk(owner: User) -> Conversation:
    return services.start_conversation(owner=owner)


@pytest.fixture
def sleepless(db: None) -> Intent:
    intent = Intent.objects.create(topic="body/sleepless", title="잠")
    intent.utterances.create(text="요즘 잠이 안 와요")
    intent.answers.create(say="잠 못 드는 밤은 참 길죠.")
    return intent


def say(talk: Conversation, text: str, client_id: uuid.UUID | None = None) -> services.Turn:
    return services.say(conversation=talk, text=text, client_id=client_id or uuid.uuid4())


@pytest.mark.django_db
def test_an_utterance_of_the_table_gets_its_reply(talk: Conversation, sleepless: Intent) -> None:
    versions.replies_changed()
    turn = say(talk, "요즘 잠이 안 와요")
    assert turn.answer.source == Message.Source.REPLY
    assert turn.answer.topic == sleepless.topic
    assert turn.answer.text == "잠 못 드는 밤은 참 길죠."
    assert turn.answer.similarity == pytest.approx(1, abs=0.02)
    assert not UnmatchedUtterance.objects.exists()


@pytest.mark.django_db
def test_korean_typed_in_english_mode_is_asked_back_and_answered(
    talk: Conversation, sleepless: Intent
) -> None:
    versions.replies_changed()
    turn = say(talk, "dywma wkadl dks dhkdy")
    assert "‘요즘 잠이 안 와요’" in turn.answer.text
    assert turn.answer.text.endswith("잠 못 드는 밤은 참 길죠.")
    assert turn.message.text == "dywma wkadl dks dhkdy"


@pytest.mark.django_db
def test_a_crisis_typed_in_english_mode_is_met(talk: Conversation) -> None:
    assert say(talk, "wnrrh tlvek").answer.source == Message.Source.CRISIS


@pytest.mark.django_db
def test_what_nobody_has_a_reply_to_is_kept_once(talk: Conversation, sleepless: Intent) -> None:
    client_id = uuid.uuid4()
    first, again = say(talk, UNKNOWN, client_id), say(talk, UNKNOWN, client_id)
    assert first.answer.source == Message.Source.FALLBACK
    assert again.answer == first.answer
    unmatched = UnmatchedUtterance.objects.get()
    assert unmatched.message == first.message
    assert unmatched.nearest_intent == sleepless
    assert unmatched.similarity is not None


@pytest.mark.django_db
def test_the_gauge_counts_what_was_written_once(talk: Conversation) -> None:
    client_id = uuid.uuid4()
    assert say(talk, "오늘 힘들었어", client_id).gauge.value == 6
    assert say(talk, "오늘 힘들었어", client_id).gauge.value == 6
    assert say(talk, "ㅋㅋㅋㅋ").gauge.value == 7


@pytest.mark.django_db
def test_a_crisis_is_answered_with_care_and_does_not_hurry_the_gauge(talk: Conversation) -> None:
    turn = say(talk, "너무 힘들어서 죽고 싶어요")
    assert turn.answer.source == Message.Source.CRISIS
    assert "109" in turn.answer.text
    assert turn.gauge.value == 0


@pytest.mark.django_db
def test_a_full_gauge_asks_for_one_analysis_of_what_was_said(
    talk: Conversation, settings: Settings
) -> None:
    settings.GAUGE_FULL = 10
    assert say(talk, "아침부터").analysis is None
    say(talk, "죽고 싶다는 생각이 들어요")
    assert say(talk, "회사에서 크게 혼났어요").analysis is None, "in care nothing is counted"
    talk.refresh_from_db()
    Conversation.objects.filter(pk=talk.pk).update(care=talk.care | {"stage": "over"})
    full = say(talk, "이제 학원에 가요")
    assert full.analysis is not None
    assert full.analysis.utterances == ["아침부터", "이제 학원에 가요"]
    assert say(talk, "그래서 속상했어요").analysis == full.analysis


@pytest.mark.django_db
def test_one_message_more_than_a_minute_takes_is_refused_with_the_wait_and_not_stored(
    talk: Conversation,
) -> None:
    for number in range(40):
        say(talk, f"{number}번째 이야기")
    with pytest.raises(TooFast) as refusal:
        say(talk, "하나만 더")
    assert 50 <= refusal.value.retry_after <= 60
    assert talk.messages.filter(sender=Message.Sender.PERSON).count() == 40


@pytest.mark.django_db
def test_sending_again_is_not_counted_as_fast(talk: Conversation) -> None:
    client_id = uuid.uuid4()
    for _ in range(45):
        say(talk, "같은 말이에요", client_id)


@pytest.mark.django_db
def test_limits_are_each_persons_own(owner: User, stranger: User) -> None:
    for _ in range(40):
        limits.count_message(owner.pk)
    with pytest.raises(TooFast):
        limits.count_message(owner.pk)
    limits.count_message(stranger.pk)


@pytest.mark.django_db(transaction=True)
def test_the_same_message_from_eight_sides_at_once_is_stored_once(talk: Conversation) -> None:
    client_id = uuid.uuid4()

    def send() -> int:
        try:
            return say(talk, "동시에 보낸 말", client_id).answer.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = {future.result() for future in [pool.submit(send) for _ in range(8)]}
    assert len(answers) == 1
    assert talk.messages.count() == 2


@pytest.mark.django_db
def test_an_answer_of_staff_is_known_to_the_next_person(
    talk: Conversation,
    staff: User,
    sleepless: Intent,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    say(talk, UNKNOWN)
    with django_capture_on_commit_callbacks(execute=True):
        review.teach(
            unmatched=UnmatchedUtterance.objects.all(),
            by=staff,
            lesson=review.lesson([UNKNOWN], answer=Answer("이제는 알아들어요.")),
        )
    other = services.start_conversation(owner=staff)
    assert say(other, UNKNOWN).answer.text == "이제는 알아들어요."


@pytest.mark.django_db
def test_an_utterance_is_reviewed_once(talk: Conversation, staff: User, sleepless: Intent) -> None:
    say(talk, UNKNOWN)
    everything = UnmatchedUtterance.objects.all()
    assert review.dismiss(unmatched=everything, by=staff) == 1
    assert review.dismiss(unmatched=everything, by=staff) == 0
    late = review.lesson([UNKNOWN], answer=Answer("늦은 답"))
    with pytest.raises(review.AlreadyReviewed):
        review.teach(unmatched=everything, by=staff, lesson=late)
    assert not Utterance.objects.filter(text=UNKNOWN).exists()
