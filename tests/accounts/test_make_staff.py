"""`make staff` makes an account for the admin, or gives one its rights."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "sol-bandi-93-bom"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAFF_EMAIL", "Staff@Example.com")
    monkeypatch.setenv("STAFF_PASSWORD", PASSWORD)


def make_staff() -> None:
    call_command("make_staff", stdout=StringIO())


def test_the_new_account_enters_the_admin(client: Client) -> None:
    make_staff()
    assert client.login(email="staff@example.com", password=PASSWORD)
    assert client.get(reverse("admin:index")).status_code == 200


def test_asking_again_gives_rights_and_password_to_the_same_account(owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(email="staff@example.com")
    make_staff()
    owner.refresh_from_db()
    assert owner.is_staff
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("variable", "bad"), [("STAFF_EMAIL", "nobody"), ("STAFF_PASSWORD", "1234")]
)
def test_a_bad_answer_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, variable: str, bad: str
) -> None:
    monkeypatch.setenv(variable, bad)
    with pytest.raises(CommandError):
        make_staff()
    assert not User.objects.exists()
