"""Load the replies of chat/data/ into the database."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from chat import knowledge, review
from chat.models import Reply
from emotions.language.encoder import get_encoder


class Command(BaseCommand):
    help = "Add the packaged replies that are not there yet; what staff changed stays."

    def handle(self, *args: Any, **options: Any) -> None:
        added = review.load_replies(_packaged())
        stale = Reply.objects.filter(embedding__isnull=True).exists()
        embedded = knowledge.embed_stale(get_encoder()) if added or stale else 0
        if options["verbosity"]:
            self.stdout.write(f"replies: {added} added, {embedded} embedded")


def _packaged() -> Iterator[Reply]:
    areas = sorted(path.name for path in (knowledge.DATA / "replies").glob("*.csv"))
    for area in areas:
        yield from _rows(f"replies/{area}", Reply.Kind.REPLY)
    yield from _rows("smalltalk.csv", Reply.Kind.SMALLTALK)


def _rows(name: str, kind: Reply.Kind) -> Iterator[Reply]:
    for row in knowledge.read_rows(name):
        yield Reply(
            kind=kind,
            topic=row["topic"],
            utterance=row["utterance"],
            text=row["reply"],
            follow_up=row["follow_up"] or "",
        )
