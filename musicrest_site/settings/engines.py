"""PostgreSQL, Redis, the channel layer and Celery."""

from musicrest_site.environment import env

WEB_CONCURRENCY = env.int("WEB_CONCURRENCY", default=1)
DATABASE_CONNECTIONS = env.int("DATABASE_CONNECTIONS", default=90)
"""What PostgreSQL grants to this service: its max_connections less a few for people."""

POOL_SIZE = max(4, min(20, DATABASE_CONNECTIONS // 2 // WEB_CONCURRENCY))
"""Connections of one process. Half of all are for web; a worker's process uses one at a time."""

DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # the pool keeps them
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": 0,
    "max_size": POOL_SIZE,
    "timeout": 10,  # seconds that a thread waits for one before it fails
    "max_idle": 60,
}

REDIS_URL = env.str("REDIS_URL")

CHANNEL_LAYERS = {"default": {"BACKEND": "bounded_redis.channel_layer.PubSubLayer"}}
CACHES = {
    "default": {
        "BACKEND": "bounded_redis.cache.BoundedCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "musicrest",
    },
}

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "emotions.tasks.analyse": {"queue": "analysis"},
    "emotions.tasks.train": {"queue": "training"},
    "chat.tasks.train_*": {"queue": "training"},
    "chat.tasks.*_import": {"queue": "training"},  # minutes, which no analysis should wait
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 120  # seconds; a pool process starts a JVM first
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for Redis as long as it takes
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 15 * 60,  # seconds until what a killed worker had is given to another
    # Who queues a task waits a second at most; without these, for ever.
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "max_retries": 0,
}
