"""What the lists and pages of staff share: they show what is declared and change nothing else."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

FILTER_LOOKUPS = ("", "exact", "isnull", "gte", "lt", "id__exact")
"""What Django's own list filters put behind the name of their field."""


class DeclaredFilters(admin.ModelAdmin[Any]):
    """A list that is filtered by `list_filter` alone.

    Django lets any column of the model into the address, and so tells whose a masked row is.
    """

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Others are answered 400, and so is a NUL, which PostgreSQL cannot compare with."""
        field, _, how = lookup.partition("__")
        is_declared = field in self._declared(request) and how in FILTER_LOOKUPS
        return is_declared and "\0" not in str(value)

    def _declared(self, request: HttpRequest) -> set[Any]:
        """Names of columns, and of parameters of filters that are classes of their own."""
        declared = self.get_list_filter(request)
        return {getattr(one, "parameter_name", one) for one in declared}


class ReadOnlyAdmin(DeclaredFilters):
    """A list and pages to look at: what changes them goes through services."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ChangedBySuperusers(DeclaredFilters):
    """What others may look at, where they have that right; it gives rights or lets people in."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser and super().has_delete_permission(request, obj)
