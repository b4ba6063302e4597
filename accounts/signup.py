"""Sign-up that tells nobody whether an address has an account; its owner is told by mail.

Forms of allauth's, apart from `forms.py`, from which allauth builds its own.
"""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm as AccountSignupForm
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.socialaccount.forms import SignupForm as SocialAccountSignupForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.models import User


class AnswersAlike:
    """For forms of allauth's: an address in use is answered as a new one that must be confirmed.

    allauth does so by itself only where every address must be (`ACCOUNT_EMAIL_VERIFICATION`).
    """

    cleaned_data: dict[str, Any]
    account_already_exists: bool

    def validate_unique_email(self, value: str) -> str:
        try:
            email: str = super().validate_unique_email(value)  # type: ignore[misc]
        except ValidationError:
            self.account_already_exists = True
            return value
        return email

    def try_save(self, request: HttpRequest) -> tuple[Any, Any]:
        """The new account, or the answer to give instead of one."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data.get("password1"))  # as long as for a new one
            if app_settings.EMAIL_VERIFICATION != app_settings.EmailVerificationMethod.MANDATORY:
                return None, self._as_if_to_confirm(request)
        saved: tuple[Any, Any] = super().try_save(request)  # type: ignore[misc]
        return saved

    def _as_if_to_confirm(self, request: HttpRequest) -> Any:
        address = EmailAddress(user=None, email=self.cleaned_data["email"])
        send_verification_email_to_address(request, address, signup=True)
        return get_adapter().respond_email_verification_sent(request, None)


class SignupForm(AnswersAlike, AccountSignupForm):
    """By e-mail and password."""


class SocialSignupForm(AnswersAlike, SocialAccountSignupForm):
    """By another provider; it may bring an address that has an account here."""
