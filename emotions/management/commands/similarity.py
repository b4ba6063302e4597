"""How alike two texts are, as JSON lines."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotions.language.encoder import EncoderDamaged, EncoderMissing, get_encoder
from emotions.management.jsonl import add_input_argument, json_line, read_records


class Command(BaseCommand):
    help = 'Print {"cosine"} for each {"a", "b"} of a file, −1 (opposed) to 1 (same).'
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_input_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["input"] is None:
            raise CommandError('name a file: --input FILE.jsonl with {"a", "b"} a line')
        pairs = read_records(options["input"], "a", "b")
        try:
            encoder = get_encoder()
        except (EncoderMissing, EncoderDamaged) as error:
            raise CommandError(str(error)) from error
        first, second = (encoder.encode([pair[side] for pair in pairs]) for side in (0, 1))
        for (a, b), cosine in zip(pairs, (first * second).sum(axis=1), strict=True):
            self.stdout.write(json_line({"a": a, "b": b, "cosine": round(float(cosine), 6)}))
