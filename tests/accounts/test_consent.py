"""Signing up asks for two separate consents and stores which wording was agreed to."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Consent, User

pytestmark = pytest.mark.django_db

FORM = {
    "email": "new@example.com",
    "password1": "sol-bandi-93-bom",
    "password2": "sol-bandi-93-bom",
    "terms": "on",
    "sensitive": "on",
}


def test_signing_up_logs_in_and_records_both_consents(client: Client) -> None:
    response = client.post(reverse("account_signup"), FORM)
    assert response.status_code == 302
    user = User.objects.get(email="new@example.com")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert set(user.consents.values_list("kind", flat=True)) == set(Consent.Kind.values)


@pytest.mark.parametrize("missing", ["terms", "sensitive"])
def test_signing_up_without_a_consent_is_refused(client: Client, missing: str) -> None:
    form = {name: value for name, value in FORM.items() if name != missing}
    response = client.post(reverse("account_signup"), form)
    assert response.status_code == 200
    assert missing in response.context["form"].errors
    assert not User.objects.exists()


def test_what_was_typed_is_kept_when_signing_up_fails(client: Client) -> None:
    response = client.post(reverse("account_signup"), FORM | {"terms": ""})
    assert 'value="new@example.com"' in response.content.decode()


def test_passwords_are_hashed_with_argon2(client: Client) -> None:
    client.post(reverse("account_signup"), FORM)
    assert User.objects.get().password.startswith("argon2$")


def test_an_address_in_use_does_not_reveal_itself_or_sign_up_twice(client: Client) -> None:
    User.objects.create_user("new@example.com", "x")
    client.post(reverse("account_signup"), FORM)
    assert User.objects.count() == 1
    assert "_auth_user_id" not in client.session
