"""Settings, one module per concern; each may read the environment through `env`."""

from musicrest_site.settings.accounts import *  # noqa: F403
from musicrest_site.settings.api import *  # noqa: F403
from musicrest_site.settings.base import *  # noqa: F403
from musicrest_site.settings.encoder import *  # noqa: F403
from musicrest_site.settings.engines import *  # noqa: F403
from musicrest_site.settings.logging import *  # noqa: F403
from musicrest_site.settings.notifications import *  # noqa: F403
from musicrest_site.settings.security import *  # noqa: F403
from musicrest_site.settings.songs import *  # noqa: F403
from musicrest_site.settings.talk import *  # noqa: F403
