"""A name that nobody sees is none, and one name is stored in one form."""

import unicodedata

import pytest
from django.test import Client
from django.urls import reverse

from accounts import services
from accounts.models import User
from tests.accounts.test_consent import FORM

pytestmark = pytest.mark.django_db

INVISIBLE = ["\u3164", "\u200b", "\u2800", "\u115f", "\u1160", "\u00ad", " \u3164 \u200b"]
LONG = "가나다라마바사아자차카타파하거너더러머버"


@pytest.mark.parametrize("name", INVISIBLE)
def test_a_name_that_nobody_sees_is_none(client: Client, owner: User, name: str) -> None:
    client.force_login(owner)
    client.post(reverse("profile"), {"name": name})
    owner.refresh_from_db()
    assert owner.first_name == ""
    client.logout()
    client.post(reverse("account_signup"), FORM | {"name": name})
    assert User.objects.get(email=FORM["email"]).first_name == ""


@pytest.mark.parametrize("name", ["하늘", LONG])
def test_a_name_from_a_mac_is_composed_before_it_is_measured(
    client: Client, owner: User, name: str
) -> None:
    client.force_login(owner)
    assert (
        client.post(reverse("profile"), {"name": unicodedata.normalize("NFD", name)}).status_code
        == 302
    )
    owner.refresh_from_db()
    assert owner.first_name == name


def test_the_service_stores_it_so_as_well(owner: User) -> None:
    services.rename(user=owner, name=unicodedata.normalize("NFD", "하\u200b늘"))
    owner.refresh_from_db()
    assert owner.first_name == "하늘"
