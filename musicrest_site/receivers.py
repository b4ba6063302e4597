"""Wires apps that may not know each other."""

from typing import Any

from django.dispatch import receiver

from accounts.signals import access_changed
from chat import events


@receiver(access_changed)
def close_sockets(sender: Any, user_id: int, **signal: Any) -> None:
    events.access_changed(user_id)
