"""`make staff` makes an account for the admin, or gives one its rights."""

from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts import roles
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
    ("role", "may", "may_not"),
    [
        ("curator", "recommendations.change_song", "chat.change_unmatchedutterance"),
        ("teacher", "chat.change_unmatchedutterance", "recommendations.change_song"),
        ("teacher", "chat.add_answer", "recommendations.change_song"),
    ],
)
def test_a_role_below_the_manager_may_do_its_work_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch, role: str, may: str, may_not: str
) -> None:
    monkeypatch.setenv("STAFF_ROLE", role)
    make_staff()
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert user.has_perm(may)
    assert not user.has_perm(may_not)
    assert not user.has_perm("accounts.change_user")
    client.force_login(user)
    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(reverse("admin:accounts_user_changelist")).status_code == 403


def test_a_teacher_teaches_and_a_curator_does_not(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role, status in [("curator", 403), ("teacher", 200)]:
        monkeypatch.setenv("STAFF_ROLE", role)
        make_staff()
        client.force_login(User.objects.get())
        assert client.get(reverse("admin:chat_teach")).status_code == status


def test_the_role_is_asked_for_where_the_environment_does_not_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter(["asked@example.com", "curator"])
    monkeypatch.delenv("STAFF_EMAIL")
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    make_staff()
    assert [group.name for group in User.objects.get(email="asked@example.com").groups.all()] == [
        "curator"
    ]


def test_a_group_gets_its_rights_again_and_no_more() -> None:
    group = roles.ensure_groups()[roles.Role.CURATOR]
    group.permissions.set(Permission.objects.filter(codename="delete_user"))
    call_command("load_roles", stdout=StringIO())
    names = {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}
    assert names == set(roles.PERMISSIONS[roles.Role.CURATOR])


def test_staff_wait_for_no_mail(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    make_staff()
    client.post(reverse("account_login"), {"login": "staff@example.com", "password": PASSWORD})
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize(
    ("variable", "bad"),
    [("STAFF_EMAIL", "nobody"), ("STAFF_PASSWORD", "1234"), ("STAFF_ROLE", "king")],
)
def test_a_bad_answer_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, variable: str, bad: str
) -> None:
    monkeypatch.setenv(variable, bad)
    with pytest.raises(CommandError):
        make_staff()
    assert not User.objects.exists()
