"""How django-allauth logs people in here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse

from accounts import devices
from accounts.models import User
from accounts.redirects import is_own_path


class AccountAdapter(DefaultAccountAdapter):
    """One limit of wrong passwords for every door: pages, admin and API ask `authenticate`.

    They count by address, and by account and address together (`ACCOUNT_RATE_LIMITS`), so that
    nobody is locked out by a stranger elsewhere. A browser of the person's own counts by itself,
    even at a stranger's address.
    """

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError where there were too many wrong passwords."""
        device = devices.known(request, email=credentials.get("email", ""))
        if device is None:
            super().pre_authenticate(request, **credentials)
            return
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="login_failed_on_known_device", key=device
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: User, **login: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **login)
        devices.remember(response, email=user.email)
        return response

    def is_safe_url(self, url: str) -> bool:
        return is_own_path(url)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        account: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account}:{ratelimit.get_ip(request)}"
