"""Which video an address names. Pure."""

import html
import re
from urllib.parse import parse_qs, urlsplit

HOSTS = {
    "youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com",
    "youtube-nocookie.com", "www.youtube-nocookie.com",
}  # fmt: skip
SHORT_HOSTS = {"youtu.be", "www.youtu.be"}
_BEFORE_ID = {"embed", "shorts", "live", "v", "e"}
_NO_VIDEOS = {"videoseries", "live_stream"}
"""Eleven letters both, and players of something else."""
_SCHEME = re.compile(r"[a-z]+://|//", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z0-9_-]{11}")


def video_id(text: str) -> str:
    """Id of a video from its address, or from the bare id.

    Raises:
        ValueError: where `text` as a whole is neither.
    """
    text = html.unescape(text).strip()
    found = text if _ID.fullmatch(text) else _in_address(text)
    if found is None or not _ID.fullmatch(found) or found in _NO_VIDEOS:
        raise ValueError("no YouTube video in the link")
    return found


def _in_address(address: str) -> str | None:
    has_scheme = _SCHEME.match(address)
    try:
        parts = urlsplit(address if has_scheme else f"//{address}")
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in {"", "http", "https"}:
        return None
    way = [step for step in parts.path.split("/") if step]
    if host in SHORT_HOSTS and way:
        return way[0]
    return _on_youtube(way, parse_qs(parts.query)) if host in HOSTS else None


def _on_youtube(way: list[str], query: dict[str, list[str]]) -> str | None:
    if way == ["watch"]:
        return query.get("v", [None])[0]
    if way == ["attribution_link"]:
        shared = urlsplit(query.get("u", [""])[0])
        return parse_qs(shared.query).get("v", [None])[0] if shared.path == "/watch" else None
    return way[1] if len(way) > 1 and way[0] in _BEFORE_ID else None
