"""`manage.py load_catalogue`: bring the shipped songs into the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recommendations import catalogue, curation


class Command(BaseCommand):
    help = "Add songs of the shipped catalogue that are missing; what staff changed stays."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            songs, contents = catalogue.read(), catalogue.read_contents()
            artists = catalogue.read_artists()
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        loaded = curation.load_catalogue(catalogue=songs, artists=artists)
        curation.load_contents(contents=contents)
        self.stdout.write(
            f"{len(songs)} songs in the catalogue: "
            f"{loaded.added} added, more is known of {loaded.renewed}"
        )
