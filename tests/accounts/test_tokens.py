"""Keys of the API: hashed, the person's own, and ended with the access they were given for."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.sites import site as admin_site
from django.db import connection
from django.urls import reverse
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import ApiToken, User

pytestmark = pytest.mark.django_db

PASSWORD = "sol-bandi-93-bom"
TALKS = reverse("api:talk-list")


def program(key: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    return client


def log_in(email: str, password: str, **headers: Any) -> int:
    sent = {"email": email, "password": password}
    status: int = APIClient().post(reverse("api:token"), sent, **headers).status_code
    return status


def test_the_key_is_nowhere_in_the_database(owner: User) -> None:
    key = tokens.issue(user=owner)
    assert program(key).get(TALKS).status_code == 200
    stored = ApiToken.objects.values().get()
    assert key not in str(stored)
    assert program(stored["digest"]).get(TALKS).status_code == 401


def test_no_page_of_staff_shows_or_makes_a_token() -> None:
    assert not admin_site.is_registered(ApiToken)


def test_each_program_has_its_own_and_revokes_its_own(owner: User) -> None:
    phone, tablet = (program(tokens.issue(user=owner)) for _ in range(2))
    assert phone.delete(reverse("api:token")).status_code == 204
    assert phone.get(TALKS).status_code == 401
    assert tablet.get(TALKS).status_code == 200


def test_the_oldest_of_many_ends(owner: User, stranger: User) -> None:
    others = tokens.issue(user=stranger)
    first, *later = [tokens.issue(user=owner) for _ in range(tokens.TOKENS_KEPT + 1)]
    assert tokens.token_of(first) is None
    assert all(tokens.token_of(key) for key in [*later, others])


def test_a_new_password_ends_every_token(owner: User, stranger: User) -> None:
    own, others = tokens.issue(user=owner), tokens.issue(user=stranger)
    owner.set_password("haneul-byeol-27")
    owner.save()
    assert program(own).get(TALKS).status_code == 401
    assert program(others).get(TALKS).status_code == 200


def test_an_account_switched_off_ends_every_token_for_good(owner: User) -> None:
    key = tokens.issue(user=owner)
    for is_active in (False, True):
        owner.is_active = is_active
        owner.save()
        assert program(key).get(TALKS).status_code == 401


def test_other_changes_leave_tokens_alone(owner: User) -> None:
    key = tokens.issue(user=owner)
    owner.first_name = "하늘"
    owner.save()
    assert owner.check_password(PASSWORD)
    assert program(key).get(TALKS).status_code == 200


def test_a_forged_address_does_not_escape_the_limit(owner: User) -> None:
    codes = [
        log_in(f"nobody{n}@example.com", "wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}")
        for n in range(12)
    ]
    assert 429 in codes


def test_wrong_passwords_on_the_page_count_at_the_api(owner: User) -> None:
    for _ in range(6):
        APIClient().post(
            reverse("account_login"),
            {"login": owner.email, "password": "wrong"},
            format="multipart",
        )
    assert log_in("stranger@example.com", "wrong") == 401
    assert log_in(owner.email, PASSWORD) == 429


def test_keys_given_out_before_they_were_hashed_go_on_working(owner: User) -> None:
    key = "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b"
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE authtoken_token (key varchar(40), user_id bigint, created timestamptz)"
        )
        cursor.execute(
            "INSERT INTO authtoken_token VALUES (%s, %s, '2026-01-02T03:04:05Z')", [key, owner.pk]
        )
    migration = import_module("accounts.migrations.0002_api_tokens")
    with connection.schema_editor() as editor:
        migration.take_over(apps, editor)
    assert program(key).get(TALKS).status_code == 200
    assert ApiToken.objects.get().created_at.year == 2026
    assert migration.OLD_TABLE not in connection.introspection.table_names()
