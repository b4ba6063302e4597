"""`/healthz`: whether each part of the service works, and how to mend one that does not."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple

import psycopg
import redis
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bounded_redis.client import client
from chat.care.model import of_encoder
from chat.models import Utterance
from emotions import versions
from emotions.language.encoder import get_encoder
from musicrest_site import heartbeats
from musicrest_site.warm_up import is_warm
from recommendations.models import Song

logger = logging.getLogger(__name__)


DATABASE_SECONDS = 2


class Part(NamedTuple):
    """`needs` names a part without which this one is not asked: it would only keep us waiting.

    Of one that `has_stand_in` the mend is told, and all is well.
    """

    works: Callable[[], bool]
    mend: str
    needs: str = ""
    has_stand_in: bool = False


def _database() -> bool:
    """By a connection of its own: where all of the pool are busy, the database is well."""
    parameters = connection.get_connection_params()
    with psycopg.connect(**parameters, connect_timeout=DATABASE_SECONDS) as asking:
        asking.execute("SELECT 1")
    return True


def _redis() -> bool:
    client().ping()
    return True


PARTS = {
    "database": Part(_database, "start PostgreSQL and check DATABASE_URL"),
    "redis": Part(_redis, "start Redis and check REDIS_URL"),
    "worker": Part(
        lambda: bool(heartbeats.living()),
        "celery -A musicrest_site worker -Q default,analysis",
        needs="redis",
    ),
    "encoder": Part(is_warm, "wait a few seconds; if it stays so: make encoder"),
    "replies": Part(
        Utterance.objects.filter(is_active=True, embedding__isnull=False).exists,
        "python manage.py load_replies",
        needs="database",
    ),
    "songs": Part(
        Song.objects.recommendable().exists,
        "python manage.py load_catalogue",
        needs="database",
    ),
    "care": Part(
        lambda: of_encoder(get_encoder().fingerprint) is not None,
        "expressions alone look for crises; bring back chat/care/data/model.*, or: make crisis",
        needs="encoder",
        has_stand_in=True,
    ),
    "classifier": Part(
        versions.is_shipped_sound,
        "a copy in the database serves; bring back emotions/classifier/model, or: make classifier",
        has_stand_in=True,
    ),
}
"""In an order in which a part comes after what it needs."""


def _working() -> dict[str, bool]:
    works: dict[str, bool] = {}
    for name, part in PARTS.items():
        works[name] = works.get(part.needs, True) and _works(name, part)
    return works


def _works(name: str, part: Part) -> bool:
    try:
        return part.works()
    except redis.RedisError:
        return False  # the circuit has logged it
    except Exception:
        logger.exception("health: %s", name)
        return False


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 where all parts work, else 503; each failing part with the command that mends it."""
    works = _working()
    report: dict[str, dict[str, bool | str]] = {
        name: {"ok": True} if works[name] else {"ok": part.has_stand_in, "mend": part.mend}
        for name, part in PARTS.items()
    }
    fine = all(part["ok"] for part in report.values())
    return JsonResponse(
        {"ok": fine, "parts": report},
        status=HTTPStatus.OK if fine else HTTPStatus.SERVICE_UNAVAILABLE,
    )
