"""What a talk may be: gauge, length and rate of messages, and what answers wishes for songs."""

from musicrest_site.environment import env

GAUGE_FULL = env.int("GAUGE_FULL", default=100)
"""Meaningful characters after which a talk is analysed."""

MESSAGE_MAX_LENGTH = 1000
MESSAGES_PER_MINUTE = env.int("MESSAGES_PER_MINUTE", default=40)
READINGS_PER_MINUTE = env.int("READINGS_PER_MINUTE", default=240)
"""Times a person's sockets may be opened or ask for what they missed, fifty messages each."""
TALKS_PER_HOUR = env.int("TALKS_PER_HOUR", default=30)

TURN_THREADS = env.int("TURN_THREADS", default=4)
"""Turns served at once in one web process, one for each person; more wait their turn."""

SONG_WISHES = "recommendations.wishes.fulfilment.answer"
"""What answers wishes for songs in a talk: called with the words and the talk (`chat.songs`)."""
