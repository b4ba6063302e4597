"""HTTP by Django, sockets by Channels; the encoder is loaded while the server starts."""

import os
from typing import Any

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicrest_site.settings")
http = get_asgi_application()

from chat.routing import websocket_urlpatterns  # noqa: E402  (needs Django set up)
from musicrest_site.origins import OwnOrigins  # noqa: E402
from musicrest_site.proxies import behind_proxies  # noqa: E402
from musicrest_site.warm_up import warm_up_in_background  # noqa: E402


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """Answer the server's start and stop; the start does not wait for the encoder."""
    while (await receive())["type"] == "lifespan.startup":
        warm_up_in_background()
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})


application = behind_proxies(
    ProtocolTypeRouter(
        {
            "http": http,
            "websocket": OwnOrigins(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
            "lifespan": lifespan,
        }
    )
)
