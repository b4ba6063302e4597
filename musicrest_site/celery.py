"""The Celery application; tasks are found in each app's tasks.py.

With every heartbeat a worker tells Redis that it lives, for `/healthz`, and now and then asks for
analyses that wait without a task. What classifies emotions (a JVM among it) is loaded in each pool
process after the fork, which it would not survive.
"""

import os
import warnings
from typing import Any

from celery import Celery, signals
from django.core.cache import cache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicrest_site.settings")

app = Celery("musicrest")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# The danger it names lies in pickled tasks; ours are JSON.
warnings.filterwarnings("ignore", message="You're running the worker with superuser")

HEARTBEAT_KEY = "worker-heartbeat"
HEARTBEAT_SECONDS = 15  # Celery beats every 2 seconds
SWEPT_KEY = "analyses-swept"
SWEEP_SECONDS = 120


@signals.heartbeat_sent.connect
def tell_alive(**_: Any) -> None:
    cache.set(HEARTBEAT_KEY, True, HEARTBEAT_SECONDS)


@signals.heartbeat_sent.connect
def sweep_now_and_then(**_: Any) -> None:
    """One worker of all, whichever beats first, has the forgotten analyses queued again."""
    if cache.add(SWEPT_KEY, True, SWEEP_SECONDS):
        app.send_task("emotions.tasks.sweep", expires=SWEEP_SECONDS)


@signals.worker_shutting_down.connect
def tell_gone(**_: Any) -> None:
    cache.delete(HEARTBEAT_KEY)


@signals.worker_process_init.connect
def load_classifier(**_: Any) -> None:
    from emotions import versions

    # Okt reads its dictionary of verbs and adjectives when it meets the first.
    versions.serving().predict(["오늘은 너무 힘들어서 울었어요"])
