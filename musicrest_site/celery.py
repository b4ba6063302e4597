"""The Celery application; tasks are found in each app's tasks.py.

With every heartbeat a worker tells that it lives (musicrest_site/heartbeats.py), and queues what is
due: the analyses that wait without a task, a word to staff. What classifies emotions (a JVM among
it) is loaded in each pool process after the fork, which it would not survive.
"""

import os
import warnings
from contextlib import suppress
from typing import Any

import redis
from celery import Celery, signals
from django.core.cache import cache
from kombu.exceptions import OperationalError

from musicrest_site import heartbeats

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicrest_site.settings")

app = Celery("musicrest")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# The danger it names lies in pickled tasks; ours are JSON.
warnings.filterwarnings("ignore", message="You're running the worker with superuser")

PERIODIC = {
    "emotions.tasks.sweep": 120,
    "chat.tasks.remind": 3600,
    "chat.tasks.train_intents_if_changed": 7 * 24 * 3600,
    "recommendations.tasks.learn": 600,
}
"""Tasks and after how many seconds they are due again."""


@signals.heartbeat_sent.connect
def tell_alive(sender: Any, **_: Any) -> None:
    """`sender` is the heart of one worker. What Redis misses, the next beat tells again."""
    with suppress(redis.ConnectionError, redis.TimeoutError):
        heartbeats.beat(sender.eventer.hostname)


@signals.heartbeat_sent.connect
def send_what_is_due(**_: Any) -> None:
    """One worker of all, whichever beats first, queues what is due."""
    with suppress(redis.ConnectionError, redis.TimeoutError, OperationalError):
        for task, seconds in PERIODIC.items():
            if cache.add(f"sent:{task}", True, seconds):
                app.send_task(task, expires=seconds, retry=False)


@signals.worker_shutdown.connect
def tell_gone(sender: Any, **_: Any) -> None:
    """`sender` is the worker that has ended, after its last beat; others live on."""
    with suppress(redis.ConnectionError, redis.TimeoutError):
        heartbeats.stop(sender.hostname)


@signals.worker_process_init.connect
def load_classifier(**_: Any) -> None:
    from emotions import versions

    # Okt reads its dictionary of verbs and adjectives when it meets the first.
    versions.serving().predict(["오늘은 너무 힘들어서 울었어요"])
