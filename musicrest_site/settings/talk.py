"""What a talk may be: gauge, message length and rate, and how near a reply must be."""

from musicrest_site.environment import env

GAUGE_FULL = env.int("GAUGE_FULL", default=100)
"""Meaningful characters after which a talk is analysed."""

MESSAGE_MAX_LENGTH = 1000
MESSAGES_PER_MINUTE = env.int("MESSAGES_PER_MINUTE", default=40)
READINGS_PER_MINUTE = env.int("READINGS_PER_MINUTE", default=240)
"""Times a person's sockets may be opened or ask for what they missed, fifty messages each."""

TURN_THREADS = env.int("TURN_THREADS", default=4)
"""Turns served at once in one web process, one for each person; more wait their turn."""

REPLY_THRESHOLD = env.float("REPLY_THRESHOLD", default=None)
"""Least cosine between an utterance and a reply; None takes the calibrated one."""
