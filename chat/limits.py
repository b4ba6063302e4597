"""How much a person may do in a while, over all sockets, pages and the API."""

import logging
from datetime import timedelta

import redis
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from chat.utterance import TooFast

logger = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def count_message(person_id: int) -> None:
    """Count one message.

    Raises:
        TooFast: beyond `settings.MESSAGES_PER_MINUTE`.
    """
    if not _within(f"messages:{person_id}", settings.MESSAGES_PER_MINUTE, MINUTE):
        raise TooFast(_("마음이 바쁘시군요. 잠시 숨을 고르고 조금 뒤에 다시 보내 주세요."))


def count_talk(person_id: int) -> None:
    """Count one talk that is begun.

    Raises:
        TooFast: beyond `settings.TALKS_PER_HOUR`.
    """
    if not _within(f"talks:{person_id}", settings.TALKS_PER_HOUR, HOUR):
        raise TooFast(_("새 이야기를 많이 시작했어요. 시작한 이야기를 잇거나 조금 뒤에 와 주세요."))


def _within(key: str, most: int, window: timedelta) -> bool:
    """Count one more. The window begins with the first; without Redis nobody is refused."""
    try:
        cache.add(key, 0, timeout=window.total_seconds())
        return cache.incr(key) <= most
    except ValueError:  # the window ended between the two
        return True
    except redis.RedisError as error:
        logger.warning("%s is not limited: %s", key.split(":")[0], type(error).__name__)
        return True
