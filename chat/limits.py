"""How much one person may ask for in a minute, over all sockets, pages and the API."""

import math
from datetime import timedelta

import redis
from django.conf import settings
from django.utils.translation import ngettext

from bounded_redis import window
from chat.utterance import TooFast

WINDOW = timedelta(minutes=1)


def count_message(person_id: int) -> None:
    """Count one message; those of the last minute count. Without Redis nobody is refused.

    Raises:
        TooFast: beyond `settings.MESSAGES_PER_MINUTE`.
    """
    _count(f"messages:{person_id}", settings.MESSAGES_PER_MINUTE)


def count_reading(person_id: int) -> None:
    """Count one look at what was said, which a socket asks for when it is opened or catches up.

    Raises:
        TooFast: beyond `settings.READINGS_PER_MINUTE`.
    """
    _count(f"readings:{person_id}", settings.READINGS_PER_MINUTE)


def too_fast(wait: timedelta) -> TooFast:
    """The refusal that tells how many seconds to wait."""
    seconds = math.ceil(wait.total_seconds())
    return TooFast(
        ngettext(
            "마음이 바쁘시군요. 잠시 숨을 골라요. %(seconds)d초 뒤에 이어서 보낼 수 있어요.",
            "마음이 바쁘시군요. 잠시 숨을 골라요. %(seconds)d초 뒤에 이어서 보낼 수 있어요.",
            seconds,
        )
        % {"seconds": seconds},
        retry_after=seconds,
    )


def _count(key: str, most: int) -> None:
    try:
        wait = window.count(key, most=most, span=WINDOW)
    except (redis.ConnectionError, redis.TimeoutError):
        return  # the circuit has logged it
    if wait:
        raise too_fast(wait)
