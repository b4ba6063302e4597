"""What this app, and the login it builds on, stores about a person.

Every module of `settings.PERSONAL_DATA` says of each field that belongs to a person, directly or
through other tables, whether `export` shows it (`EXPORTED`) or why not (`LEFT_OUT`: the reason, and
what it is the reason for: a field or a whole model). A test fails on a field that is in neither.
"""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount

from accounts.models import User

EXPORTED = {
    "accounts.User": {"email", "first_name", "date_joined", "last_login", "is_active"},
    "accounts.Consent": {"kind", "version", "given_at"},
    "accounts.ApiToken": {"created_at"},
    "account.EmailAddress": {"email", "verified", "primary"},
    "socialaccount.SocialAccount": {
        "provider", "uid", "last_login", "date_joined", "extra_data",
    },
}  # fmt: skip
LEFT_OUT = {
    "a number of ours that nothing else shown refers to": {
        "accounts.User.id", "accounts.Consent.id", "accounts.ApiToken.id",
        "account.EmailAddress.id", "socialaccount.SocialAccount.id",
    },
    "the person who downloads": {
        "accounts.Consent.user", "accounts.ApiToken.user",
        "account.EmailAddress.user", "socialaccount.SocialAccount.user",
    },
    "a secret, of use to a thief alone": {
        "accounts.User.password", "accounts.ApiToken.digest",
        "account.EmailConfirmation", "socialaccount.SocialToken",
    },
    "Django has it; nothing here ever fills it": {"accounts.User.last_name"},
    "rights of staff, which the house gives": {
        "accounts.User.is_staff", "accounts.User.is_superuser", "accounts.User.groups",
        "accounts.User.user_permissions", "accounts.User_groups", "accounts.User_user_permissions",
    },
    "what staff changed in the admin: the house's record": {"admin.LogEntry"},
}  # fmt: skip


def export(user: User) -> dict[str, Any]:
    return {
        "account": {
            "email": user.email,
            "name": user.first_name,
            "is_active": user.is_active,
            "joined_at": user.date_joined.isoformat(),
            "last_login": _time(user.last_login),
        },
        "consents": [
            {"kind": c.kind, "version": c.version, "given_at": c.given_at.isoformat()}
            for c in user.consents.order_by("given_at")
        ],
        "addresses": list(
            EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
        ),
        "social_logins": [_social(account) for account in SocialAccount.objects.filter(user=user)],
        "api_logins": [token.created_at.isoformat() for token in user.api_tokens.order_by("pk")],
    }


def _social(account: Any) -> dict[str, Any]:
    return {
        "provider": account.provider,
        "id_there": account.uid,
        "first_login": _time(account.date_joined),
        "last_login": _time(account.last_login),
        "what_they_told_us": account.extra_data,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
