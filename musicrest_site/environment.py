"""The one reader of the environment: a bad value stops the start with the variable's name.

Values come from the process's environment and, where it says nothing, from `.env`.
"""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").exists():
    environ.Env.read_env(BASE_DIR / ".env")

VAR = Path(env.str("MUSICREST_VAR", default="") or BASE_DIR / "var").expanduser().resolve()
"""Where everything that is made while running is kept: databases, logs, locks, static files."""
