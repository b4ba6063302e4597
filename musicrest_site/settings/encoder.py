"""The encoder, how much of the machine it may use, and where training finds its corpora."""

from musicrest_site.environment import BASE_DIR, env

ENCODER_MODEL = env.str("ENCODER_MODEL", default=str(BASE_DIR / "emotions/language/model"))
"""Folder or name of any sentence-transformers model."""

ENCODER_THREADS = env.int("ENCODER_THREADS", default=2)

CORPORA = env.str("CORPORA", default=str(BASE_DIR.parent / "shared/data"))
"""Folder where training looks for the corpora of docs/training-data.md; nothing else reads it."""
