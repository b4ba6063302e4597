"""`manage.py make_staff`: a staff account, asked for or taken from the environment."""

import os
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.models import User


class Command(BaseCommand):
    help = "Make a staff account; STAFF_EMAIL and STAFF_PASSWORD answer what is asked else."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            email = os.environ.get("STAFF_EMAIL") or input("이메일: ")
            password = os.environ.get("STAFF_PASSWORD") or getpass("비밀번호: ")
        except (EOFError, KeyboardInterrupt) as error:
            raise CommandError(
                "STAFF_EMAIL과 STAFF_PASSWORD를 주거나 물음에 답해 주세요."
            ) from error
        try:
            user = self._make(email.strip().lower(), password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user.email}: /admin/에 들어갈 수 있어요.")

    def _make(self, email: str, password: str) -> User:
        """The account of that address, made where there is none, with this password."""
        validate_email(email)
        user = User.objects.filter(email=email).first() or User(email=email)
        validate_password(password, user)
        user.set_password(password)
        user.is_staff = user.is_superuser = user.is_active = True
        user.save()
        return user
