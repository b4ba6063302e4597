"""One line for each event, on standard error. What people write is never logged."""

from http import HTTPStatus
from logging import LogRecord

from musicrest_site.environment import env

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")


def _not_unavailable(record: LogRecord) -> bool:
    """`/healthz` has said what ails; its being asked again and again is no event."""
    return getattr(record, "status_code", None) != HTTPStatus.SERVICE_UNAVAILABLE


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {process:d} {message}", "style": "{"},
    },
    "filters": {
        "not_unavailable": {
            "()": "django.utils.log.CallbackFilter",
            "callback": _not_unavailable,
        },
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["not_unavailable"],
        },
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # 404s and refused requests are the visitor's affair, and their addresses hold search words
        "django.request": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
        "sentence_transformers": {"level": "ERROR"},
    },
}
