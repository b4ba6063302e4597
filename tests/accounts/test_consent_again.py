"""A new wording is asked for before the next talk, by every door and of everybody."""

import json
import uuid

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from chat import services
from chat.models import Conversation, Message
from tests.chat.test_consumer import one_thread, socket, until

__all__ = ["one_thread"]

pytestmark = pytest.mark.django_db

ASK = "/me/consent/"


@pytest.fixture
def talk(owner: User, settings: Settings) -> Conversation:
    """A talk begun before the terms changed."""
    begun = services.start_conversation(owner=owner)
    settings.CONSENT_VERSIONS = {**settings.CONSENT_VERSIONS, "terms": "2027-01"}
    return begun


def test_pages_ask_for_what_is_new_and_go_on(
    client: Client, owner: User, talk: Conversation
) -> None:
    client.force_login(owner)
    here = reverse("chat:talk", args=[talk.pk])
    asked = client.get(here, follow=True)
    assert asked.redirect_chain[-1][0].startswith(ASK)
    assert list(asked.context["form"].fields) == ["terms"]
    page = asked.request["PATH_INFO"] + "?" + asked.request["QUERY_STRING"]
    assert client.post(page, {}).status_code == 200
    assert not owner.has_agreed()
    assert client.post(page, {"terms": "on"})["Location"] == here
    assert owner.has_agreed()
    assert client.get(here).status_code == 200


def test_neither_a_talk_nor_a_message_begins_without(
    client: Client, owner: User, talk: Conversation
) -> None:
    client.force_login(owner)
    for path in (reverse("chat:list"), reverse("chat:say", args=[talk.pk])):
        assert client.post(path, {"message": "안녕"})["Location"].startswith(ASK)
    assert Conversation.objects.count() == 1
    assert not Message.objects.exists()
    assert client.get(reverse("chat:list")).status_code == 200
    assert client.get(reverse("recommendations:history")).status_code == 200


def test_the_api_refuses_in_words(owner: User, talk: Conversation) -> None:
    api = APIClient()
    api.force_authenticate(owner)
    for path in (reverse("api:talk-list"), reverse("api:message-list", args=[talk.pk])):
        refused = api.post(path, {"text": "안녕"}, headers={"accept-language": "ko"})
        assert refused.status_code == 403
        assert "동의" in refused.json()["detail"]
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("one_thread")
async def test_the_socket_refuses_in_words_until_agreed(owner: User, talk: Conversation) -> None:
    program = socket(talk.pk, owner, "musicrest.v1+json")
    await program.connect()
    refusal = json.loads(await said(program, "들리나요", until_sign='"error"'))
    assert refusal["code"] == "consent"
    await database_sync_to_async(services_record)(owner)
    assert json.loads(await said(program, "이제요", until_sign='"message"'))["text"] == "이제요"
    await program.disconnect()


async def said(program: WebsocketCommunicator, text: str, *, until_sign: str) -> str:
    await program.send_to(json.dumps({"message": text, "client_id": str(uuid.uuid4())}))
    return await until(program, until_sign)


def services_record(user: User) -> None:
    from accounts.services import record_consents

    record_consents(user=user)


def test_staff_are_asked_as_everybody_is(client: Client) -> None:
    client.force_login(User.objects.create_superuser("boss@example.com", "sol-bandi-93-bom"))
    assert client.post(reverse("chat:list"))["Location"].startswith(ASK)
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "%2f%2fevil.example", "https://evil.example"]
)
def test_whoever_agreed_is_never_sent_elsewhere(
    client: Client, owner: User, elsewhere: str
) -> None:
    client.force_login(owner)
    assert client.get(ASK, {"next": elsewhere})["Location"] == reverse("chat:list")
