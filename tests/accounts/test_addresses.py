"""An address has one form at every door, and the database holds to it."""

import importlib
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.test_consent import FORM

pytestmark = pytest.mark.django_db

WRITTEN, STORED = "Kim.Haneul@Example.COM", "kim.haneul@example.com"
PASSWORD = "sol-bandi-93-bom"


def by_sign_up(client: Client) -> None:
    client.post(reverse("account_signup"), FORM | {"email": WRITTEN})


def by_admin(client: Client) -> None:
    client.force_login(User.objects.create_superuser("boss@example.com", PASSWORD))
    form = {"email": WRITTEN, "password1": PASSWORD, "password2": PASSWORD}
    client.post("/admin/accounts/user/add/", form | {"usable_password": "true"})


def by_change_in_admin(client: Client) -> None:
    client.force_login(User.objects.create_superuser("boss@example.com", PASSWORD))
    person = User.objects.create_user("other@example.com", PASSWORD)
    form = {"email": WRITTEN, "is_active": "on"}
    client.post(f"/admin/accounts/user/{person.pk}/change/", form)


def by_command(client: Client) -> None:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("STAFF_EMAIL", f" {WRITTEN}\u200b")
        environment.setenv("STAFF_PASSWORD", PASSWORD)
        call_command("make_staff", stdout=StringIO())


def by_code(client: Client) -> None:
    User(email=WRITTEN, password="!").save()


def by_many(client: Client) -> None:
    User.objects.bulk_create([User(email=WRITTEN, password="!")])


def by_update(client: Client) -> None:
    User.objects.create_user("other@example.com")
    User.objects.filter(email="OTHER@example.com").update(email=WRITTEN)


DOORS = [by_sign_up, by_admin, by_change_in_admin, by_command, by_code, by_many, by_update]


@pytest.mark.parametrize("door", DOORS)
def test_however_it_was_written_it_is_stored_once(
    client: Client, door: Callable[[Client], None]
) -> None:
    door(client)
    assert User.objects.filter(email=STORED).count() == 1
    assert User.objects.get(email=WRITTEN).email == STORED


def test_the_password_is_taken_for_any_way_to_write_the_address(client: Client) -> None:
    by_command(client)
    client.post(reverse("account_login"), {"login": WRITTEN.upper(), "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_the_database_refuses_another_form(owner: User) -> None:
    with pytest.raises(IntegrityError, match="user_email_in_lower_case"):
        write_past_the_model(owner, WRITTEN)


def write_past_the_model(user: User, email: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET email = %s WHERE id = %s", [email, user.pk])


@pytest.fixture
def unconstrained() -> None:
    """The table as it was before the constraint."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_user DROP CONSTRAINT user_email_in_lower_case")


@pytest.mark.usefixtures("unconstrained")
def test_the_migration_writes_addresses_small_and_parts_two_that_are_one(
    owner: User, stranger: User, staff: User, capsys: pytest.CaptureFixture[str]
) -> None:
    write_past_the_model(stranger, "Owner@Example.com")
    write_past_the_model(staff, "STAFF@example.com")
    migration: Any = importlib.import_module("accounts.migrations.0003_lower_case_addresses")
    migration.lower(apps, None)
    for person, address in [
        (owner, "owner@example.com"),
        (stranger, f"owner+{stranger.pk}@example.com"),
        (staff, "staff@example.com"),
    ]:
        password = person.password
        person.refresh_from_db()
        assert (person.email, person.password, person.is_active) == (address, password, True)
    told = capsys.readouterr().out
    assert f"account {stranger.pk} had the address of account {owner.pk}" in told
    assert "owner@" not in told
