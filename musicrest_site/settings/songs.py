"""Where a song's link is checked, and how long a song rests that somebody did not like."""

from musicrest_site.environment import env

YOUTUBE_OEMBED_URL = env.str("YOUTUBE_OEMBED_URL", default="https://www.youtube.com/oembed")

DISLIKED_SONG_RESTS_DAYS = 60
"""For the person who disliked it, in every mood."""
