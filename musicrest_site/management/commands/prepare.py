"""What must be done before a new version serves; quick where nothing has changed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management import BaseCommand, call_command

from musicrest_site import static_files

STEPS: list[tuple[str, Callable[[], Any]]] = [
    ("표를 맞추는 중… (migrate)", partial(call_command, "migrate", verbosity=0)),
    ("직원의 역할을 맞추는 중… (load_roles)", partial(call_command, "load_roles")),
    ("노래를 싣는 중… (load_catalogue)", partial(call_command, "load_catalogue")),
    ("답변을 싣는 중… (load_replies)", partial(call_command, "load_replies")),
    ("감정 분류기를 싣는 중… (load_classifier)", partial(call_command, "load_classifier")),
    ("화면 파일을 모으는 중… (collectstatic)", static_files.collect),
]


class Command(BaseCommand):
    help = "Migrate, load songs, replies and the classifier, and collect static files."

    def handle(self, *args: Any, **options: Any) -> None:
        for number, (what, do) in enumerate(STEPS, start=1):
            self.stdout.write(f"  [{number}/{len(STEPS)}] {what}")
            self.stdout.flush()
            do()
