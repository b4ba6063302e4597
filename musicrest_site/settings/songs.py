"""Where a song's link is checked."""

from musicrest_site.environment import env

YOUTUBE_OEMBED_URL = env.str("YOUTUBE_OEMBED_URL", default="https://www.youtube.com/oembed")
