"""People and what they agreed to."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.fields import LowerCaseEmailField


class UserManager(BaseUserManager["User"]):
    """Makes users known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("an e-mail address is required")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person, known by e-mail address alone."""

    username = None  # type: ignore[assignment]
    email = LowerCaseEmailField(_("이메일"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    _password: str | None  # Django's: a new one, until `save` has returned

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("회원")
        verbose_name_plural = _("회원")
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="user_email_in_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def missing_consents(self) -> list[str]:
        """What this person has not agreed to in the wording now in force (`Consent.Kind`)."""
        given = set(self.consents.values_list("kind", "version"))
        in_force = settings.CONSENT_VERSIONS.items()
        return [kind for kind, version in in_force if (kind, version) not in given]

    def has_agreed(self) -> bool:
        """Whether this person may talk: every wording now in force is agreed to."""
        return not self.missing_consents()


class Consent(models.Model):
    """What a person agreed to, which wording of it, and when."""

    class Kind(models.TextChoices):
        TERMS = "terms", _("이용약관")
        SENSITIVE = "sensitive", _("민감정보 처리")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("동의")
        verbose_name_plural = _("동의")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "version"], name="consent_once_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class ApiToken(models.Model):
    """Lets a program speak for a person; of its key only the hash is stored (`accounts.tokens`)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"
