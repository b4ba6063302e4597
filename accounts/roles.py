"""What staff below the manager may do: one group a role, ready-made."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Who works here. A manager may do everything; the others are groups of these names."""

    MANAGER = "manager", _("관리자")
    CURATOR = "curator", _("노래 담당")
    TEACHER = "teacher", _("답변 담당")


PERMISSIONS = {
    Role.CURATOR: [
        "recommendations.view_song",
        "recommendations.add_song",
        "recommendations.change_song",
        "recommendations.view_artist",
        "recommendations.add_artist",
        "recommendations.change_artist",
        "recommendations.view_recommendation",
        "recommendations.view_rating",
    ],
    Role.TEACHER: [
        *(
            f"chat.{action}_{table}"
            for table in ("family", "intent", "utterance", "answer")
            for action in ("view", "add", "change", "delete")
        ),
        "chat.view_replyimport",
        "chat.view_replyversion",
        "chat.view_helpline",
        "chat.view_unmatchedutterance",
        "chat.change_unmatchedutterance",
        "emotions.view_emotioncorrection",
        "emotions.change_emotioncorrection",
    ],
}
"""Whoever needs other rights makes a group of their own: these are set anew at each start."""


@transaction.atomic
def ensure_groups() -> dict[Role, Group]:
    """The groups with exactly their permissions, made where they are missing.

    Raises:
        LookupError: where a permission does not exist: `manage.py migrate` makes them.
    """
    return {role: _ensure(role, names) for role, names in PERMISSIONS.items()}


def _ensure(role: Role, names: list[str]) -> Group:
    group, _created = Group.objects.get_or_create(name=role.value)
    wanted = Q()
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    found = Permission.objects.filter(wanted)
    if len(found) != len(names):
        raise LookupError(f"permissions of {role.value} are missing: manage.py migrate")
    group.permissions.set(found)
    return group
