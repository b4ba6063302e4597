"""Browsers in which a person has logged in before: a stranger's wrong passwords count elsewhere."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE = "device"
SALT = "accounts.devices"
REMEMBERED = timedelta(days=365)


def remember(response: HttpResponseBase, *, email: str) -> None:
    """Mark this browser as one of the person's; the cookie tells nobody whose."""
    response.set_signed_cookie(
        COOKIE,
        f"{_digest(email)}.{secrets.token_hex(16)}",
        salt=SALT,
        max_age=REMEMBERED,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def known(request: HttpRequest, *, email: str) -> str | None:
    """The name of this browser, if that person has logged in here before."""
    device = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=REMEMBERED)
    return device if device and device.split(".")[0] == _digest(email) else None


def _digest(email: str) -> str:
    return salted_hmac(SALT, email.lower()).hexdigest()
