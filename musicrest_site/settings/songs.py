"""Where a song's link is checked, and how long a song rests that somebody did not like."""

from musicrest_site.environment import env

YOUTUBE_OEMBED_URL = env.str("YOUTUBE_OEMBED_URL", default="https://www.youtube.com/oembed")

DISLIKED_SONG_RESTS_DAYS = 60
"""For the person who disliked it, in every mood."""

RANKING_WEIGHTS = {
    "similar": {"emotion": 0.5, "sound": 0.6},
    "opposite": {"emotion": 0.05, "sound": 0.3, "temperature": 0.035},
}
"""What counts how much, by kind of song; what is not named, as `ranking.mixing.Weights` has it."""

RANKING_SIGNALS_OFF: list[str] = env.list("RANKING_SIGNALS_OFF", default=[])
"""Signals switched off: emotion, sound, content, feeling, person."""
