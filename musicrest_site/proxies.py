"""What a proxy says of the request it passes on, read in the ways that proxies write it."""

from collections.abc import Iterable
from typing import Any

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from musicrest_site.environment import env

SCHEME = b"x-forwarded-proto"


def behind_proxies(application: Any) -> Any:
    """`application` with the visitor's address and scheme, as FORWARDED_ALLOW_IPS may tell them.

    uvicorn reads one scheme in small letters; behind two proxies it is "https, http", and some
    write "HTTPS". Unread it leads to a redirect to itself for ever.
    """
    trusting = ProxyHeadersMiddleware(
        application, trusted_hosts=env.str("FORWARDED_ALLOW_IPS", default="127.0.0.1")
    )

    async def read(scope: Any, receive: Any, send: Any) -> None:
        if "headers" in scope:
            scope = {**scope, "headers": _one_scheme(scope["headers"])}
        await trusting(scope, receive, send)

    return read


def _one_scheme(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers with one scheme: the first, by which the visitor came to the first proxy."""
    said = [value for name, value in headers if name == SCHEME]
    others = [(name, value) for name, value in headers if name != SCHEME]
    if not said:
        return others
    return [*others, (SCHEME, said[0].split(b",")[0].strip().lower())]
