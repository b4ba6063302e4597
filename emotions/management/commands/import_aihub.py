"""`manage.py import_aihub`: one's own downloads from AI Hub, made ready for training."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotions.training import aihub


class Command(BaseCommand):
    help = "Write AI Hub's JSON or XLSX files as a corpus of the data folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", nargs="+", type=Path, metavar="SOURCE")
        parser.add_argument("--kind", choices=sorted(aihub.KINDS), required=True)
        parser.add_argument("--out", type=Path, default=Path(settings.CORPORA))
        parser.add_argument("--force", action="store_true", help="replace what is there")

    def handle(self, *, sources: list[Path], kind: str, out: Path, **options: Any) -> None:
        target = out / aihub.KINDS[kind].target
        if target.exists() and not options["force"]:
            raise CommandError(f"{target} is there already; --force replaces it")
        try:
            count = aihub.import_files(aihub.KINDS[kind], sources, out)
        except aihub.UnknownForm as error:
            raise CommandError(str(error)) from error
        except ModuleNotFoundError as error:
            raise CommandError(f"{error}: pip install -r requirements-dev.txt") from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(f"{target}: {count} rows")
