"""Keys of the API: shown once to the person who logs in, and never again to anybody."""

import hashlib
import secrets

from django.db import transaction

from accounts.models import ApiToken, User

KEY_BYTES = 32
TOKENS_KEPT = 10
"""So many programs may be logged in for one person; the oldest login ends first."""


def digest_of(key: str) -> str:
    """What is stored of a key. It is long and random, so that a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def issue(*, user: User) -> str:
    """A new key that speaks for `user`."""
    key = secrets.token_hex(KEY_BYTES)
    user.api_tokens.create(digest=digest_of(key))
    kept = user.api_tokens.order_by("-pk").values("pk")[:TOKENS_KEPT]
    user.api_tokens.exclude(pk__in=kept).delete()
    return key


def token_of(key: str) -> ApiToken | None:
    """The token with that key and its person, if it has not been revoked."""
    return ApiToken.objects.select_related("user").filter(digest=digest_of(key)).first()
