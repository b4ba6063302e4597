"""Where a person may be sent after a form: to our own pages alone."""

from urllib.parse import unquote, urlsplit

from django.utils.http import url_has_allowed_host_and_scheme


def is_own_path(url: str) -> bool:
    """Whether `url` is a path of this site, also for a proxy or browser that decodes it again."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return False
    return path.startswith("/") and all(
        url_has_allowed_host_and_scheme(read, allowed_hosts=None)
        for read in [url, *_readings(path)]
    )


def _readings(path: str) -> list[str]:
    """What `path` becomes by decoding once, twice and so on."""
    readings = []
    while (decoded := unquote(path)) != path:
        readings.append(decoded)
        path = decoded
    return readings
