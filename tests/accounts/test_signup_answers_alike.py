"""A stranger does not learn who has an account here; the address itself is told by mail."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.accounts.test_consent import FORM

pytestmark = pytest.mark.django_db

TAKEN, FREE = "new@example.com", "free@example.com"


@pytest.fixture
def account() -> User:
    return User.objects.create_user(TAKEN, "sol-bandi-93-bom")


def sign_up(email: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post(reverse("account_signup"), FORM | {"email": email})


def seen(email: str) -> dict[str, Any]:
    """All that a stranger who tries an address can see."""
    client, answer = sign_up(email)
    page = client.get(answer["Location"])
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
    return {
        "status": answer.status_code,
        "location": answer["Location"],
        "cookies": {name for name, cookie in client.cookies.items() if cookie.value},
        "page": text.replace(email, "…"),
        "logged_in": "_auth_user_id" in client.session,
    }


def test_where_mail_is_sent_both_answers_are_the_same(account: User, settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    assert seen(TAKEN) == seen(FREE)
    to_owner, to_newcomer = mail.outbox
    assert (to_owner.to, to_newcomer.to) == ([TAKEN], [FREE])
    assert reverse("account_reset_password") in to_owner.body
    assert "confirm-email" in to_newcomer.body


def test_on_a_terminal_a_newcomer_begins_at_once(account: User) -> None:
    newcomer, answer = sign_up(FREE)
    assert answer["Location"] == reverse("chat:list")
    assert "_auth_user_id" in newcomer.session


def test_on_a_terminal_too_the_page_does_not_say_that_there_is_an_account(account: User) -> None:
    client, answer = sign_up(TAKEN)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    assert "이미" not in client.get(answer["Location"]).content.decode()
    assert [message.to for message in mail.outbox] == [[TAKEN]]
    assert User.objects.count() == 1


def test_whoever_followed_the_link_comes_in(settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    client, _answer = sign_up(FREE)
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", str(mail.outbox[0].body))
    assert link is not None
    client.post(link.group(1))
    assert EmailAddress.objects.get(email=FREE).verified
    client.post(reverse("account_login"), {"login": FREE, "password": FORM["password1"]})
    assert "_auth_user_id" in client.session
