"""A person can download and delete what is stored about them, and nobody else's."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from chat.models import Conversation, Message

pytestmark = pytest.mark.django_db


def test_the_download_holds_ones_own_talks_only(
    client: Client, owner: User, stranger: User
) -> None:
    for user, text in ((owner, "내 이야기"), (stranger, "남의 이야기")):
        talk = Conversation.objects.create(owner=user)
        Message.objects.create(conversation=talk, sender=Message.Sender.PERSON, text=text)
    client.force_login(owner)
    response = client.get(reverse("export-data"))
    assert response["Content-Disposition"].startswith("attachment")
    exported = json.loads(response.content)
    assert exported["account"]["email"] == owner.email
    assert "내 이야기" in response.content.decode()
    assert "남의 이야기" not in response.content.decode()


def test_deleting_needs_ones_own_address(client: Client, owner: User) -> None:
    client.force_login(owner)
    response = client.post(reverse("delete-account"), {"email": "other@example.com"})
    assert response.status_code == 200
    assert User.objects.filter(pk=owner.pk).exists()


def test_deleting_takes_everything_along_and_logs_out(client: Client, owner: User) -> None:
    talk = Conversation.objects.create(owner=owner)
    Message.objects.create(conversation=talk, sender=Message.Sender.PERSON, text="비밀")
    client.force_login(owner)
    response = client.post(reverse("delete-account"), {"email": owner.email.upper()})
    assert response.status_code == 302
    assert not User.objects.filter(pk=owner.pk).exists()
    assert not Message.objects.exists()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["profile", "export-data", "delete-account"])
def test_a_visitor_is_sent_to_log_in(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_a_name_can_be_given_changed_and_taken_back(client: Client, owner: User) -> None:
    client.force_login(owner)
    for name in ("하늘", ""):
        assert client.post(reverse("profile"), {"name": name}).status_code == 302
        owner.refresh_from_db()
        assert owner.first_name == name


def test_a_name_too_long_is_refused_and_kept_in_the_form(client: Client, owner: User) -> None:
    client.force_login(owner)
    page = client.post(reverse("profile"), {"name": "가" * 21})
    assert page.status_code == 200
    assert "가" * 21 in page.content.decode()
