"""Wrong passwords are limited at every door, and lock nobody out from elsewhere."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "sol-bandi-93-bom"
ATTEMPTS = 5
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


def log_in(client: Client, email: str, password: str, *, address: str = HOME) -> bool:
    client.post(
        reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=address
    )
    return "_auth_user_id" in client.session


def fail(client: Client, email: str, times: int, *, address: str = HOME) -> None:
    for number in range(times):
        assert not log_in(client, email, f"wrong-{number}", address=address)


def test_after_five_wrong_ones_the_right_one_waits(client: Client, owner: User) -> None:
    fail(client, owner.email, ATTEMPTS)
    assert not log_in(client, owner.email, PASSWORD)


def test_four_wrong_ones_do_no_harm(client: Client, owner: User) -> None:
    fail(client, owner.email, ATTEMPTS - 1)
    assert log_in(client, owner.email, PASSWORD)


def test_a_stranger_elsewhere_locks_nobody_out(client: Client, owner: User) -> None:
    fail(Client(), owner.email, 15, address=ELSEWHERE)
    assert log_in(client, owner.email, PASSWORD)


def test_ones_own_browser_gets_in_beside_a_stranger(client: Client, owner: User) -> None:
    """Both behind one address, as in a café."""
    assert log_in(client, owner.email, PASSWORD)
    client.post(reverse("account_logout"))
    fail(Client(), owner.email, 15)
    assert not log_in(Client(), owner.email, PASSWORD)
    assert log_in(client, owner.email, PASSWORD)


def test_ones_own_browser_is_limited_too_and_opens_no_other_account(
    client: Client, owner: User, stranger: User
) -> None:
    assert log_in(client, owner.email, PASSWORD)
    client.post(reverse("account_logout"))
    fail(client, owner.email, 10)
    assert not log_in(client, owner.email, PASSWORD)
    fail(client, stranger.email, ATTEMPTS)
    assert not log_in(client, stranger.email, PASSWORD)


def test_one_address_tries_no_end_of_accounts(owner: User) -> None:
    for number in range(20):
        fail(Client(), f"nobody-{number}@example.com", 1)
    assert not log_in(Client(), owner.email, PASSWORD)


def test_the_admin_has_no_door_of_its_own(client: Client, staff: User) -> None:
    """Its old form is not there to be tried, and the one that is counts for both."""
    login = client.get("/admin/", follow=True)
    assert login.request["PATH_INFO"] == reverse("account_login")
    for _number in range(ATTEMPTS):
        client.post("/admin/login/", {"username": staff.email, "password": PASSWORD})
        assert "_auth_user_id" not in client.session
    fail(client, staff.email, ATTEMPTS)
    assert not log_in(client, staff.email, PASSWORD)


def test_staff_come_back_to_the_page_of_the_admin_they_asked_for(
    client: Client, staff: User
) -> None:
    asked = client.get("/admin/chat/reply/?q=a", follow=True)
    form = {
        "login": staff.email,
        "password": PASSWORD,
        "next": asked.context["redirect_field_value"],
    }
    assert client.post(reverse("account_login"), form)["Location"] == "/admin/chat/reply/?q=a"


def test_who_is_no_staff_is_refused_in_the_admin(
    client_of: Callable[[User], Client], owner: User
) -> None:
    assert client_of(owner).get("/admin/", follow=True).status_code == 403
