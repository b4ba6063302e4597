"""`manage.py compare_models`: the prototype's models on one split, as a table and a plot."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotions.language.encoder import get_packaged_encoder


class Command(BaseCommand):
    help = "Train and measure every model; goes on where it was interrupted. Writes into docs/."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, default=Path(settings.CORPORA))
        parser.add_argument("--out", type=Path, default=Path("var/comparison"), help="for results")
        parser.add_argument("--docs", type=Path, default=Path("docs"))
        parser.add_argument("--only", action="append", metavar="PREPROCESSING:MODEL")
        parser.add_argument("--rows", type=int, help="dialogues to learn from, for a quick trial")
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *, data: Path, out: Path, docs: Path, **options: Any) -> None:
        try:
            from emotions.training.comparison import report, runs
        except ModuleNotFoundError as error:
            raise CommandError(f"{error}: pip install -r requirements-dev.txt") from error
        from emotions.training import corpus
        from emotions.training.corpora import CorpusMissing

        configs = {str(config): config for config in runs.CONFIGS}
        unknown = set(options["only"] or []) - configs.keys()
        if unknown:
            raise CommandError(f"no such model: {', '.join(unknown)}; known: {', '.join(configs)}")
        try:
            learnt = corpus.load(data)
        except CorpusMissing as error:
            raise CommandError(str(error)) from error
        lines = runs.run_all(
            learnt,
            get_packaged_encoder().encode,
            out,
            [configs[name] for name in options["only"] or configs],
            rows=options["rows"],
            seed=options["seed"],
        )
        self.stdout.write(report.table(lines))
        if not options["only"] and options["rows"] is None:
            report.write(lines, docs)
