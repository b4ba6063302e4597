"""Which pages may open a socket: our own."""

from typing import Any
from urllib.parse import urlsplit

from channels.security.websocket import OriginValidator, WebsocketDenier
from django.conf import settings


class OwnOrigins(OriginValidator):
    """Refuses other pages, and also an Origin that is none, over which Channels stumbles."""

    def __init__(self, application: Any) -> None:
        super().__init__(application, settings.ALLOWED_HOSTS)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> Any:
        origins = [value for name, value in scope["headers"] if name == b"origin"]
        if all(_is_origin(origin.decode("latin1")) for origin in origins):
            return await super().__call__(scope, receive, send)
        return await WebsocketDenier()(scope, receive, send)


def _is_origin(text: str) -> bool:
    try:
        return urlsplit(text).port != 0
    except ValueError:
        return False
