"""Load the replies and helplines of chat/data/ into the database."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from chat.dialogue import intents, knowledge
from chat.models import Helpline, Reply
from chat.teaching import review
from emotions.language.encoder import get_encoder


class Command(BaseCommand):
    help = "Bring the packaged replies up to date; what staff wrote or changed stays."

    def handle(self, *args: Any, **options: Any) -> None:
        review.load_helplines(_helplines())
        added = review.load_replies(_packaged())
        stale = Reply.objects.filter(embedding__isnull=True).exists()
        embedded = knowledge.embed_stale(get_encoder()) if added or stale else 0
        if options["verbosity"]:
            self.stdout.write(f"replies: {added} added, {embedded} embedded")


def _packaged() -> Iterator[Reply]:
    for intent in intents.shipped():
        for utterance, answer in intent.pairs():
            yield Reply(
                kind=Reply.Kind.SMALLTALK if intent.is_smalltalk else Reply.Kind.REPLY,
                topic=intent.topic,
                utterance=utterance,
                text=answer.say,
                follow_up=answer.ask,
            )


def _helplines() -> Iterator[Helpline]:
    for position, row in enumerate(knowledge.read_rows("helplines.csv"), start=1):
        yield Helpline(
            number=row["number"],
            name=row["name"],
            when=row["when"],
            position=position,
        )
