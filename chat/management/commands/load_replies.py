"""Load the replies and helplines of chat/data/ into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from chat.dialogue import intents, knowledge, vectors
from chat.teaching import loading
from emotions.language.encoder import get_encoder

TOLD_EVERY = 1024
"""Texts between two lines about the progress."""


class Command(BaseCommand):
    help = "Bring the packaged replies up to date; what staff wrote or changed stays."

    def handle(self, *args: Any, **options: Any) -> None:
        is_told = bool(options["verbosity"])
        loading.load_helplines(loading.packaged_helplines())
        loaded = loading.load_replies(intents.shipped(), intents.families())
        report = self._report if is_told else vectors.silent
        embedded = vectors.embed_stale(get_encoder(), report)
        if any(loaded) or embedded:
            knowledge.announce_change()
        if is_told:
            self.stdout.write(
                f"replies: {loaded.added} added, {loaded.removed} removed, {embedded} embedded"
            )

    def _report(self, done: int, total: int) -> None:
        if done % TOLD_EVERY == 0 or done == total:
            self.stdout.write(f"embedding: {done} of {total}")
            self.stdout.flush()
