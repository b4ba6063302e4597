"""A word to staff, by the real mail backend of Django's tests."""

import pytest
from django.core import mail
from pytest_django import Settings

from accounts.models import User
from chat.models import Conversation, Message, UnmatchedUtterance
from chat.reminders import remind_of_unmatched
from chat.tasks import remind
from musicrest_site.celery import PERIODIC, app, send_what_is_due
from notifications import Notice, notify

STAFF = ["teacher@example.com", "curator@example.com"]
SECRET = "아무에게도 말하지 못한 이야기"


@pytest.fixture(autouse=True)
def addresses(settings: Settings) -> None:
    settings.NOTIFY_MAIL = STAFF
    settings.MANY_UTTERANCES = 3


def wait_for_answers(owner: User, count: int) -> None:
    talk = Conversation.objects.create(owner=owner)
    for _ in range(count):
        message = talk.messages.create(sender=Message.Sender.PERSON, text=SECRET)
        UnmatchedUtterance.objects.create(message=message, text=SECRET)


def test_staff_are_told_once_that_many_utterances_wait(owner: User) -> None:
    wait_for_answers(owner, 3)
    remind()
    remind()
    [sent] = mail.outbox
    assert sent.to == STAFF
    assert "3개" in sent.subject
    words = f"{sent.subject} {sent.body}"
    assert SECRET not in words
    assert owner.email not in words


def test_a_few_that_wait_are_not_told(owner: User) -> None:
    wait_for_answers(owner, 3)
    UnmatchedUtterance.objects.filter(pk=UnmatchedUtterance.objects.latest("pk").pk).update(
        status=UnmatchedUtterance.Status.DISMISSED
    )
    assert not remind_of_unmatched()
    assert mail.outbox == []


def test_without_addresses_nobody_is_told(settings: Settings) -> None:
    settings.NOTIFY_MAIL = []
    notify(Notice("제목", "글"))
    assert mail.outbox == []


def test_a_channel_that_fails_leaves_the_others(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.NOTIFICATION_CHANNELS = [f"{__name__}.broken", *settings.NOTIFICATION_CHANNELS]
    notify(Notice("제목", SECRET))
    assert [one.body for one in mail.outbox] == [SECRET]
    assert "broken could not tell: OSError" in caplog.text
    assert SECRET not in caplog.text


def broken(notice: Notice) -> None:
    raise OSError(notice.text)


def test_what_is_due_is_sent_once_and_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(app, "send_task", lambda name, **options: sent.append(name))
    send_what_is_due()
    send_what_is_due()
    assert sent == list(PERIODIC)
    app.loader.import_default_modules()
    assert set(sent) <= set(app.tasks)
