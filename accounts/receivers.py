"""What ends the access that a person has given: logging out, a new password, being switched off."""

from functools import partial
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from accounts.signals import access_changed


@receiver(user_logged_out)
def end_session(sender: Any, request: HttpRequest, user: User | None, **signal: Any) -> None:
    """Django would delete the session after this; a socket that asks in between must not get in."""
    if user is not None:
        request.session.delete()
        _tell(user.pk)


@receiver(post_save, sender=User)
def end_all(sender: Any, instance: User, created: bool, **signal: Any) -> None:
    """Sessions end by themselves then; programs and sockets have to be told."""
    has_new_password = instance._password is not None
    if not created and (has_new_password or not instance.is_active):
        instance.api_tokens.all().delete()
        _tell(instance.pk)


@receiver(post_delete, sender=User)
def end_deleted(sender: Any, instance: User, **signal: Any) -> None:
    _tell(instance.pk)


def _tell(user_id: int) -> None:
    transaction.on_commit(partial(access_changed.send_robust, User, user_id=user_id))
