"""Load encoder and reply index at the web process's start, not at somebody's first message."""

import logging
import threading

from django.db import connection

from chat.dialogue import knowledge

logger = logging.getLogger(__name__)

_warm = threading.Event()


def warm_up() -> None:
    """Load what answers people; a failure is logged and shown by `/healthz`."""
    try:
        knowledge.current()
    except Exception:
        logger.exception("the encoder could not be loaded")
    else:
        _warm.set()


def is_warm() -> bool:
    return _warm.is_set()


def warm_up_in_background() -> None:
    """Load, then follow what staff teach, beside the turns."""
    threading.Thread(target=_warm_up_and_follow, name="replies", daemon=True).start()


def _warm_up_and_follow() -> None:
    try:
        warm_up()
    finally:
        connection.close()  # Django closes those of requests alone
    knowledge.follow(threading.Event())
