"""The Celery application; tasks are found in each app's tasks.py.

With every heartbeat a worker tells Redis that it lives, for `/healthz`, and queues what is due: the
analyses that wait without a task, a word to staff. What classifies emotions (a JVM among it) is
loaded in each pool process after the fork, which it would not survive.
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
PERIODIC = {"emotions.tasks.sweep": 120, "chat.tasks.remind": 3600}
"""Tasks and after how many seconds they are due again."""


@signals.heartbeat_sent.connect
def tell_alive(**_: Any) -> None:
    cache.set(HEARTBEAT_KEY, True, HEARTBEAT_SECONDS)


@signals.heartbeat_sent.connect
def send_what_is_due(**_: Any) -> None:
    """One worker of all, whichever beats first, queues what is due."""
    for task, seconds in PERIODIC.items():
        if cache.add(f"sent:{task}", True, seconds):
            app.send_task(task, expires=seconds)


@signals.worker_shutting_down.connect
def tell_gone(**_: Any) -> None:
    cache.delete(HEARTBEAT_KEY)


@signals.worker_process_init.connect
def load_classifier(**_: Any) -> None:
    from emotions import versions

    # Okt reads its dictionary of verbs and adjectives when it meets the first.
    versions.serving().predict(["오늘은 너무 힘들어서 울었어요"])
