"""Words to people outside the site, such as staff; each channel is a module here.

A channel is a function that takes a `Notice`; `settings.NOTIFICATION_CHANNELS` names those in use.
Knows no app.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Notice:
    """What is told; never what somebody wrote in a talk."""

    subject: str
    text: str


def notify(notice: Notice) -> None:
    """Tell it on every channel; one that fails is logged and leaves the others."""
    for path in settings.NOTIFICATION_CHANNELS:
        send: Callable[[Notice], None] = import_string(path)
        try:
            send(notice)
        except Exception as error:
            logger.error("%s could not tell: %s", path, type(error).__name__)
