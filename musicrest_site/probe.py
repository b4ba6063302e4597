"""Ask a running site how it is: `python -m musicrest_site.probe` ends 0 where all is well."""

import http.client
import json
import sys

from musicrest_site.environment import env

TIMEOUT_SECONDS = 10


def ailing_parts(port: int) -> dict[str, str] | None:
    """Parts that do not work, each with the command that mends it; None where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/healthz", headers={"Host": _allowed_host()})
        parts = json.load(connection.getresponse())["parts"]
    except (OSError, http.client.HTTPException, ValueError, KeyError):
        return None
    finally:
        connection.close()
    return {name: part["mend"] for name, part in parts.items() if not part["ok"]}


def _allowed_host() -> str:
    """A name that the site answers to."""
    first: str = env.list("ALLOWED_HOSTS", default=["localhost"])[0]
    return "localhost" if first == "*" else first.lstrip(".")


if __name__ == "__main__":
    sys.exit(ailing_parts(env.int("PORT", default=8000)) != {})
