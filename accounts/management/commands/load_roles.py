"""`manage.py load_roles`: the groups of staff with their permissions."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from accounts import roles


class Command(BaseCommand):
    help = "Make the groups of staff (curator, teacher), or give them their permissions again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            groups = roles.ensure_groups()
        except LookupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(", ".join(group.name for group in groups.values()))
