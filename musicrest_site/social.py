"""The social logins there can be. One entry is all that another provider of allauth's needs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from musicrest_site.environment import env


@dataclass(frozen=True)
class Provider:
    """What a provider wants; its id and secret are `<NAME>_CLIENT_ID` and `<NAME>_CLIENT_SECRET`.

    `key` and `settings` name further variables, as allauth's application has fields for them;
    `options` are the provider's own. `origins` are where the browser goes when the button is
    pressed: the content security policy must let a form lead there.
    """

    origins: tuple[str, ...]
    key: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)


PROVIDERS = {
    "kakao": Provider(origins=("https://kauth.kakao.com", "https://accounts.kakao.com")),
    "naver": Provider(origins=("https://nid.naver.com",)),
    "google": Provider(origins=("https://accounts.google.com",)),
    "apple": Provider(
        origins=("https://appleid.apple.com",),
        key="APPLE_TEAM_ID",
        settings={"certificate_key": "APPLE_CERTIFICATE_KEY"},
    ),
}


def enabled() -> dict[str, Provider]:
    """Those whose id is set."""
    return {
        name: provider
        for name, provider in PROVIDERS.items()
        if env.str(f"{name.upper()}_CLIENT_ID", default="")
    }


def apps() -> list[str]:
    """allauth's apps; a provider that is off has none, and so no address."""
    return [f"allauth.socialaccount.providers.{name}" for name in enabled()]


def configured() -> dict[str, dict[str, Any]]:
    """`SOCIALACCOUNT_PROVIDERS`; a variable that an enabled one needs and lacks stops the start."""
    return {
        name: {"APP": _application(name, provider), **provider.options}
        for name, provider in enabled().items()
    }


def origins() -> Iterable[str]:
    """Where forms may lead besides our own pages."""
    return [origin for provider in enabled().values() for origin in provider.origins]


def _application(name: str, provider: Provider) -> dict[str, Any]:
    return {
        "client_id": env.str(f"{name.upper()}_CLIENT_ID"),
        "secret": env.str(f"{name.upper()}_CLIENT_SECRET", default=""),
        "key": env.str(provider.key) if provider.key else "",
        "settings": {
            setting: env.str(variable, multiline=True)
            for setting, variable in provider.settings.items()
        },
    }
