"""Beginning talks is limited, over pages and the API together."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from chat.models import Conversation

pytestmark = pytest.mark.django_db

MOST = 3


@pytest.fixture(autouse=True)
def few(settings: Settings) -> None:
    settings.TALKS_PER_HOUR = MOST


def begin(client: Client) -> int:
    return client.post(reverse("chat:list")).status_code


def test_after_so_many_talks_one_goes_on_with_those_there_are(client: Client, owner: User) -> None:
    client.force_login(owner)
    assert [begin(client) for _number in range(MOST)] == [302] * MOST
    refused = client.post(reverse("chat:list"), headers={"accept-language": "ko"})
    assert refused.status_code == 429
    assert "새 이야기를 많이 시작했어요" in refused.content.decode()
    assert len(refused.context["page_obj"]) == Conversation.objects.count() == MOST


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
