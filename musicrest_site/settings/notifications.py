"""Who is told what by which channel."""

from musicrest_site.environment import env

NOTIFICATION_CHANNELS = ["notifications.mail.send"]
"""Functions that take a `notifications.Notice`."""

NOTIFY_MAIL = env.list("NOTIFY_MAIL", default=[])

MANY_UTTERANCES = env.int("MANY_UTTERANCES", default=50)
"""So many utterances without an answer are worth a word to staff, once a day."""
