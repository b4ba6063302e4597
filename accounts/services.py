"""What a person can do with their account besides logging in."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction

from accounts.models import Consent, User
from texts.clean import normalised

DELETION_ATTEMPTS = 5


@transaction.atomic
def record_consents(*, user: User) -> None:
    """Store that `user` agrees to the present wording of each text."""
    for kind in Consent.Kind:
        Consent.objects.get_or_create(
            user=user, kind=kind, version=settings.CONSENT_VERSIONS[kind.value]
        )


def rename(*, user: User, name: str) -> None:
    """Store what 공감이 calls `user`; "" for nothing, and so for what nobody sees."""
    user.first_name = normalised(name)
    user.save(update_fields=["first_name"])


def export_data(*, user: User) -> dict[str, Any]:
    """Everything stored about `user`, as JSON-ready values, one key per app.

    Each module in `settings.PERSONAL_DATA` offers `export(user) -> dict`.
    """
    exported: dict[str, Any] = {}
    for module in settings.PERSONAL_DATA:
        exported.update(import_module(module).export(user))
    return exported


def delete_account(*, user: User) -> None:
    """Delete the person of `user`; what belongs to them goes with them by cascade, in every app.

    Other tabs may be at work: they end before it, or find nothing and are refused. Where one began
    something in between, all is tried again. Somebody already gone is no error.
    """
    for attempt in range(1, DELETION_ATTEMPTS + 1):
        try:
            _delete(user.pk)
        except (IntegrityError, OperationalError):
            if attempt == DELETION_ATTEMPTS:
                raise
        else:
            return


@transaction.atomic
def _delete(user_id: int) -> None:
    """Every app locks first what others write to, in the order in which they lock it themselves.

    Each module in `settings.PERSONAL_DATA` may offer `hold(user_id)` for that.
    """
    for module in map(import_module, settings.PERSONAL_DATA):
        if hasattr(module, "hold"):
            module.hold(user_id)
    person = User.objects.select_for_update().filter(pk=user_id).first()
    if person is not None:
        person.delete()
