"""What must be done before a new version serves; quick where nothing has changed."""

from typing import Any

from django.core.management import BaseCommand, call_command

STEPS = [
    ("표를 맞추는 중", ["migrate", "--verbosity=0"]),
    ("노래를 싣는 중", ["load_catalogue"]),
    ("답변을 싣는 중", ["load_replies"]),
    ("화면 파일을 모으는 중", ["collectstatic", "--no-input", "--verbosity=0"]),
]


class Command(BaseCommand):
    help = "Migrate, load songs and replies, and collect static files."

    def handle(self, *args: Any, **options: Any) -> None:
        for number, (what, command) in enumerate(STEPS, start=1):
            self.stdout.write(f"  [{number}/{len(STEPS)}] {what}… ({command[0]})")
            self.stdout.flush()
            call_command(*command)
