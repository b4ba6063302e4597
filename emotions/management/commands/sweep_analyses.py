"""Queue again the analyses whose task was lost; safe to run at any time, by cron too."""

from typing import Any

from django.core.management.base import BaseCommand

from emotions import services


class Command(BaseCommand):
    help = "Queue pending analyses again that have waited longer than two minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"queued {services.sweep_pending()}")
