"""What this app stores about a person."""

from typing import Any

from accounts.models import User


def export(user: User) -> dict[str, Any]:
    return {
        "account": {
            "email": user.email,
            "name": user.first_name,
            "joined_at": user.date_joined.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
        },
        "consents": [
            {"kind": c.kind, "version": c.version, "given_at": c.given_at.isoformat()}
            for c in user.consents.order_by("given_at")
        ],
    }
