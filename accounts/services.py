"""What a person can do with their account besides logging in."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import Consent, User


@transaction.atomic
def record_consents(*, user: User) -> None:
    """Store that `user` agrees to the present wording of each text."""
    for kind in Consent.Kind:
        Consent.objects.get_or_create(
            user=user, kind=kind, version=settings.CONSENT_VERSIONS[kind.value]
        )


def rename(*, user: User, name: str) -> None:
    """Store what 공감이 calls `user`; "" for nothing."""
    user.first_name = name
    user.save(update_fields=["first_name"])


def export_data(*, user: User) -> dict[str, Any]:
    """Everything stored about `user`, as JSON-ready values, one key per app.

    Each module in `settings.PERSONAL_DATA` offers `export(user) -> dict`.
    """
    exported: dict[str, Any] = {}
    for module in settings.PERSONAL_DATA:
        exported.update(import_module(module).export(user))
    return exported


@transaction.atomic
def delete_account(*, user: User) -> None:
    """Delete `user`; what belongs to them goes with them by cascade, in every app."""
    user.delete()
