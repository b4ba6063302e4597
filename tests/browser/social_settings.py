"""The real settings, with Google played by a server of the test: one entry says all of it."""

import os
from dataclasses import replace

from musicrest_site import social

here = os.environ.get("PROVIDER_URL", "")
social.PROVIDERS["google"] = replace(
    social.PROVIDERS["google"],
    origins=(here,),
    options={
        "AUTHORIZE_URL": f"{here}/authorize",
        "ACCESS_TOKEN_URL": f"{here}/token",
        "IDENTITY_URL": f"{here}/person",
    },
)

from musicrest_site.settings import *  # noqa: E402, F403
