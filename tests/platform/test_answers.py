"""What every answer keeps: private pages stay private, and redirects stay here."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import tokens
from accounts.models import User
from accounts.redirects import is_own_path
from chat import services

pytestmark = pytest.mark.django_db

PRIVATE = "no-store, private"
ELSEWHERE = [
    "//evil.example",
    "%2f%2fevil.example",
    "/%2fevil.example",
    "/%252f%252fevil.example",
    "/%5cevil.example",
    "/\\evil.example",
    "https://evil.example/",
    "evil.example",
    "javascript:alert(1)",
    "http://[::1",
]


def test_private_pages_are_kept_by_nobody(client: Client, owner: User) -> None:
    talk = services.start_conversation(owner=owner)
    client.force_login(owner)
    for path in (
        reverse("chat:list"),
        reverse("chat:talk", args=[talk.pk]),
        reverse("recommendations:result", args=[talk.pk]),
        reverse("recommendations:liked"),
        reverse("recommendations:history"),
        reverse("profile"),
        reverse("export-data"),
        reverse("account_email"),
        reverse("api:talk-list"),
        reverse("home"),
    ):
        assert client.get(path)["Cache-Control"] == PRIVATE, path


def test_so_are_answers_to_a_program(client: Client, owner: User) -> None:
    key = tokens.issue(user=owner)
    answer = client.get(reverse("api:talk-list"), headers={"authorization": f"Token {key}"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == PRIVATE


def test_pages_for_everybody_may_be_kept(client: Client) -> None:
    for path in (reverse("terms"), reverse("about-privacy"), reverse("home")):
        assert "no-store" not in client.get(path).get("Cache-Control", "")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_next_leads_elsewhere(client: Client, owner: User, staff: User, target: str) -> None:
    owner.set_password("sol-bandi-93-bom")
    owner.save()
    form = {"login": owner.email, "password": "sol-bandi-93-bom", "next": target}
    assert is_own_path(client.post(reverse("account_login"), form)["Location"])
    language = {"language": "en", "next": target}
    assert is_own_path(client.post(reverse("set_language"), language)["Location"])
    assert is_own_path(client.post(reverse("account_logout"), {"next": target})["Location"])
    client.force_login(staff)
    assert is_own_path(client.post(reverse("admin:logout"), {"next": target})["Location"])


@pytest.mark.parametrize(
    "target", ["/talks/", "/songs/liked/?q=%2F%2Fx&page=2", "/admin/%EC%89%BC/"]
)
def test_our_own_pages_are_gone_back_to(client: Client, target: str) -> None:
    answer = client.post(reverse("set_language"), {"language": "en", "next": target})
    assert answer["Location"] == target
