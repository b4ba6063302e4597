"""Engines for the whole run, and the people that tests speak of."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEST_ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "tests.settings",
    "MUSICREST_VAR": str(Path(os.environ.get("MUSICREST_VAR") or ROOT / "var") / "test"),
    "DATABASE_URL": "",
    "REDIS_URL": "",
    "SECRET_KEY": "",
}
"""Engines of our own even where others are named: tests empty the cache, and must not theirs."""
os.environ.update(TEST_ENVIRONMENT)

from musicrest_site.embedded import ensure_engines  # noqa: E402

ensure_engines()

import django  # noqa: E402

django.setup()

from django.core.cache import cache  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402

pytest_plugins = ["tests.own_redis", "tests.site"]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Rate limits and versions start anew in each test."""
    cache.clear()


@pytest.fixture
def owner(db: None) -> User:
    """The person whose talks, results and ratings a test is about."""
    return User.objects.create_user("owner@example.com", "sol-bandi-93-bom")


@pytest.fixture
def stranger(db: None) -> User:
    """Another person, who must be refused as if nothing were there."""
    return User.objects.create_user("stranger@example.com", "sol-bandi-93-bom")


@pytest.fixture
def staff(db: None) -> User:
    """A member of staff with every right in the admin."""
    return User.objects.create_superuser("staff@example.com", "sol-bandi-93-bom")


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """`client_of(user)` is a browser in which `user` is logged in."""

    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return logged_in
