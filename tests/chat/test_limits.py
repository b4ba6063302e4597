"""Limits with their wait, over pages and the API together, and none where Redis is away."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from chat import limits
from chat.models import Conversation, Message
from chat.utterance import TooFast
from tests.own_redis import OwnRedis

PERSON = 7
MOST = 3


@pytest.fixture
def few_talks(settings: Settings) -> None:
    settings.TALKS_PER_HOUR = MOST


@pytest.mark.parametrize("outage", ["hang", "stop"])
def test_without_redis_nobody_is_refused_or_kept_waiting(
    own_redis: OwnRedis, settings: Settings, outage: str
) -> None:
    settings.MESSAGES_PER_MINUTE = settings.READINGS_PER_MINUTE = settings.TALKS_PER_HOUR = 1
    getattr(own_redis, outage)()
    began = time.monotonic()
    for _ in range(20):
        limits.count_message(PERSON)
        limits.count_reading(PERSON)
        limits.count_talk(PERSON)
    assert time.monotonic() - began < 1.5


def test_reading_does_not_use_up_what_may_be_said(settings: Settings) -> None:
    settings.READINGS_PER_MINUTE = 1
    limits.count_reading(PERSON)
    with pytest.raises(TooFast):
        limits.count_reading(PERSON)
    limits.count_message(PERSON)


def test_a_refusal_rounds_its_wait_up() -> None:
    refusal = limits.too_fast(timedelta(milliseconds=1200))
    assert refusal.retry_after == 2
    assert "2초" in str(refusal)


@pytest.mark.usefixtures("few_talks")
def test_a_talk_too_many_tells_the_wait_of_an_hour_in_its_own_words() -> None:
    for _ in range(MOST):
        limits.count_talk(PERSON)
    with pytest.raises(TooFast, match="새 이야기를 많이 시작했어요") as refusal:
        limits.count_talk(PERSON)
    assert 3590 <= refusal.value.retry_after <= 3600
    limits.count_message(PERSON)


def begin(client: Client) -> int:
    """A talk in which something is said: one without a word would go on instead of another."""
    response = client.post(reverse("chat:list"))
    for talk in Conversation.objects.filter(messages=None):
        talk.messages.create(sender=Message.Sender.PERSON, text="안녕")
    return response.status_code


@pytest.mark.django_db
@pytest.mark.usefixtures("few_talks")
def test_after_so_many_talks_one_goes_on_with_those_there_are(client: Client, owner: User) -> None:
    client.force_login(owner)
    assert [begin(client) for _number in range(MOST)] == [302] * MOST
    refused = client.post(reverse("chat:list"), headers={"accept-language": "ko"})
    assert refused.status_code == 429
    assert "새 이야기를 많이 시작했어요" in refused.content.decode()
    assert len(refused.context["page_obj"]) == Conversation.objects.count() == MOST


@pytest.mark.django_db
@pytest.mark.usefixtures("few_talks")
def test_the_api_counts_with_the_pages_and_each_person_alone(
    client: Client, owner: User, stranger: User
) -> None:
    client.force_login(owner)
    for _number in range(MOST):
        begin(client)
    program = APIClient()
    program.force_authenticate(owner)
    assert program.post(reverse("api:talk-list")).status_code == 429
    client.force_login(stranger)
    assert begin(client) == 302
