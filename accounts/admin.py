"""Accounts for staff: who may log in and who is staff, nothing of what they wrote.

Only superusers give rights or touch what a person logs in with: else staff could make themselves
more than they are, or become somebody else. Tokens, ours and the providers', have no page at all.
"""

from typing import Any

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.socialaccount.admin import SocialAccountAdmin
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.models import User
from backoffice.admin import ChangedBySuperusers, DeclaredFilters

RIGHTS: list[Any] = ["is_staff", "is_superuser", "groups", "user_permissions"]
DATES: list[Any] = ["last_login", "date_joined"]

for model in (EmailAddress, Group, SocialAccount, SocialApp, SocialToken):
    admin.site.unregister(model)


@admin.register(User)
class PersonAdmin(DeclaredFilters, UserAdmin[Any]):
    """Staff with the right to change accounts make members' and switch them on and off."""

    ordering = ["-date_joined"]
    list_display = ["email", "is_staff", "is_active", "date_joined"]
    search_fields = ["email"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("권한"), {"fields": ["is_active", *RIGHTS]}),
        (_("날짜"), {"fields": DATES}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "password1", "password2"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None or request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": ["email", "is_active", *RIGHTS, *DATES]})]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return DATES if obj is None or request.user.is_superuser else ["email", *RIGHTS, *DATES]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return _may_touch(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return _may_touch(request, obj) and super().has_delete_permission(request, obj)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        services.delete_account(user=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for person in queryset:
            services.delete_account(user=person)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What belongs to a person goes with them, also what staff may only read."""
        to_delete, counts, _needed, protected = super().get_deleted_objects(objs, request)
        is_allowed = all(self.has_delete_permission(request, one) for one in objs)
        needed = set() if is_allowed else {str(User._meta.verbose_name)}
        return to_delete, counts, needed, protected


@admin.register(EmailAddress)
class AddressAdmin(ChangedBySuperusers, EmailAddressAdmin):
    actions = ()


@admin.register(SocialAccount)
class LinkedAccountAdmin(ChangedBySuperusers, SocialAccountAdmin):
    pass


@admin.register(Group)
class RoleAdmin(ChangedBySuperusers, GroupAdmin):
    pass


def _may_touch(request: HttpRequest, person: User | None) -> bool:
    """Staff's own accounts, whose rights may exceed one's own, are superusers' to change."""
    return person is None or not person.is_staff or request.user.is_superuser
