"""How much one person may ask for in a while, over all sockets, pages and the API."""

import math
from datetime import timedelta

import redis
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bounded_redis import window
from chat.utterance import TooFast

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def count_message(person_id: int) -> None:
    """Count one message; those of the last minute count. Without Redis nobody is refused.

    Raises:
        TooFast: beyond `settings.MESSAGES_PER_MINUTE`.
    """
    if wait := _count(f"messages:{person_id}", settings.MESSAGES_PER_MINUTE, MINUTE):
        raise too_fast(wait)


def count_reading(person_id: int) -> None:
    """Count one look at what was said, which a socket asks for when it is opened or catches up.

    Raises:
        TooFast: beyond `settings.READINGS_PER_MINUTE`.
    """
    if wait := _count(f"readings:{person_id}", settings.READINGS_PER_MINUTE, MINUTE):
        raise too_fast(wait)


def count_talk(person_id: int) -> None:
    """Count one talk that is begun; those of the last hour count.

    Raises:
        TooFast: beyond `settings.TALKS_PER_HOUR`.
    """
    if wait := _count(f"talks:{person_id}", settings.TALKS_PER_HOUR, HOUR):
        raise TooFast(
            _("새 이야기를 많이 시작했어요. 시작한 이야기를 잇거나 조금 뒤에 와 주세요."),
            retry_after=_seconds(wait),
        )


def too_fast(wait: timedelta) -> TooFast:
    """The refusal that tells how many seconds to wait."""
    seconds = _seconds(wait)
    return TooFast(
        ngettext(
            "마음이 바쁘시군요. 잠시 숨을 골라요. %(seconds)d초 뒤에 이어서 보낼 수 있어요.",
            "마음이 바쁘시군요. 잠시 숨을 골라요. %(seconds)d초 뒤에 이어서 보낼 수 있어요.",
            seconds,
        )
        % {"seconds": seconds},
        retry_after=seconds,
    )


def _count(key: str, most: int, span: timedelta) -> timedelta:
    """Count one more; how long to wait where it is too much, and zero where it is not."""
    try:
        return window.count(key, most=most, span=span)
    except (redis.ConnectionError, redis.TimeoutError):
        return timedelta()  # the circuit has logged it


def _seconds(wait: timedelta) -> int:
    return math.ceil(wait.total_seconds())
