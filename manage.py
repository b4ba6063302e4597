#!/usr/bin/env python
"""Django's command line, with PostgreSQL and Redis started first where none are named."""

import os
import sys

from musicrest_site.embedded import EngineError, ensure_engines


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicrest_site.settings")
    try:
        ensure_engines()
    except EngineError as error:
        sys.exit(f"음악쉼표: {error}")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
