"""The real settings, except where a test must not need a build or a worker.

The type checker reads them too, with no engines running: it gets addresses that nobody opens.
"""

import os

for name, nowhere in {
    "DATABASE_URL": "postgresql:///none",
    "REDIS_URL": "redis://none",
    "SECRET_KEY": "none",
}.items():
    os.environ.setdefault(name, nowhere)

from musicrest_site.settings import *  # noqa: E402, F403
from musicrest_site.settings import DATABASES, STORAGES  # noqa: E402

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
DATABASES["default"]["OPTIONS"].pop("pool")  # a pool would hold the test database
CELERY_BROKER_URL = "memory://"
WHITENOISE_AUTOREFRESH = True  # static files are not collected
