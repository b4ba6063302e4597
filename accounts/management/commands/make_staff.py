"""`manage.py make_staff`: a staff account, asked for or taken from the environment."""

import os
from getpass import getpass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts import roles
from accounts.models import User
from accounts.roles import Role
from texts.clean import normalised


class Command(BaseCommand):
    help = (
        "Make a staff account; STAFF_EMAIL, STAFF_PASSWORD and STAFF_ROLE "
        "(manager, curator or teacher) answer what is asked else."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            email, password, role = self._answers()
        except (EOFError, KeyboardInterrupt) as error:
            raise CommandError(
                "STAFF_EMAIL, STAFF_PASSWORD, STAFF_ROLE을 주거나 물음에 답해 주세요."
            ) from error
        if role not in Role.values:
            raise CommandError(f"STAFF_ROLE은 {', '.join(Role.values)} 가운데 하나예요.")
        try:
            user = self._make(normalised(email).lower(), password, Role(role))
        except (ValidationError, LookupError) as error:
            raise CommandError(" ".join(getattr(error, "messages", error.args))) from error
        self.stdout.write(f"{user.email}: /admin/에 들어갈 수 있어요 ({role}).")

    def _answers(self) -> tuple[str, str, str]:
        """Whoever gives address and password by the environment is asked nothing."""
        email, password = os.environ.get("STAFF_EMAIL"), os.environ.get("STAFF_PASSWORD")
        role = os.environ.get("STAFF_ROLE") or (Role.MANAGER.value if email and password else "")
        return (
            email or input("이메일: "),
            password or getpass("비밀번호: "),
            role or self._ask_role(),
        )

    def _ask_role(self) -> str:
        offered = ", ".join(f"{role.value} ({role.label})" for role in Role)
        return input(f"맡을 일: {offered} [{Role.MANAGER.value}]: ").strip() or Role.MANAGER.value

    @transaction.atomic
    def _make(self, email: str, password: str, role: Role) -> User:
        """The account of that address, made where there is none, with this password and role."""
        validate_email(email)
        user = User.objects.filter(email=email).first() or User(email=email)
        validate_password(password, user)
        user.set_password(password)
        user.is_staff = user.is_active = True
        user.is_superuser = role == Role.MANAGER
        user.save()
        groups = roles.ensure_groups()
        user.groups.set([groups[role]] if role in groups else [])
        _confirm(user)
        return user


def _confirm(user: User) -> None:
    """The operator vouches for the address: nobody waits for a mail at the first login."""
    address, _created = EmailAddress.objects.get_or_create(user=user, email=user.email)
    address.set_as_primary(conditional=True)
    address.set_verified()
