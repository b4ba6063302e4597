"""How many messages a person may send in a minute, over all sockets, pages and the API."""

import logging
from datetime import timedelta

import redis
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from chat.utterance import TooFast

logger = logging.getLogger(__name__)

WINDOW = timedelta(minutes=1)


def count_message(person_id: int) -> None:
    """Count one message. The window begins with the first; without Redis nobody is refused.

    Raises:
        TooFast: beyond `settings.MESSAGES_PER_MINUTE`.
    """
    key = f"messages:{person_id}"
    try:
        cache.add(key, 0, timeout=WINDOW.total_seconds())
        count = cache.incr(key)
    except ValueError:  # the window ended between the two
        return
    except redis.RedisError as error:
        logger.warning("messages are not limited: %s", type(error).__name__)
        return
    if count > settings.MESSAGES_PER_MINUTE:
        raise TooFast(_("마음이 바쁘시군요. 잠시 숨을 고르고 조금 뒤에 다시 보내 주세요."))
