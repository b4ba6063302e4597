"""What 공감이 would answer, as JSON lines."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chat import services
from emotions.management.jsonl import add_text_arguments, json_line, read_texts


class Command(BaseCommand):
    help = (
        'Print {"text", "reply", "source", "similarity", "topic", "act"} for TEXT, or for each '
        '{"text"} of a file.'
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_text_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        for text in read_texts(options["text"], options["input"]):
            decision = services.answer_to(text)
            record = {
                "text": text,
                "reply": decision.text,
                "source": decision.source,
                "similarity": decision.similarity,
                "topic": decision.topic or None,
                "act": decision.act,
            }
            self.stdout.write(json_line(record))
