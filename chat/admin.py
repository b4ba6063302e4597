"""Staff's lists of replies, their versions, help lines, and what waited for an answer."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path

from backoffice.admin import DeclaredFilters, ReadOnlyAdmin
from backoffice.spreadsheets import JSONLines, SheetAdmin, StrictCSV
from chat import staff
from chat.models import Helpline, Reply, ReplyVersion, UnmatchedUtterance
from chat.resources import ReplyResource
from chat.versions import recorded


@admin.register(Reply)
class ReplyAdmin(SheetAdmin):
    list_display = ["utterance", "text", "kind", "topic", "is_active"]
    list_filter = ["kind", "is_active", "topic"]
    list_editable = ["is_active"]
    search_fields = ["utterance", "text", "topic"]
    list_per_page = 50
    resource_classes = [ReplyResource]
    formats = [StrictCSV, JSONLines]
    skip_export_form = False  # it asks for the format
    import_template_name = "admin/chat/reply/import.html"

    def get_import_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        return {"by": request.user}

    def save_model(self, request: HttpRequest, obj: Reply, form: Any, change: bool) -> None:
        if "utterance" in form.changed_data:
            obj.embedding, obj.encoder = None, ""
        with recorded(by=request.user, note=f"{obj.topic}: {obj.utterance}"):
            super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Reply | None = None) -> bool:
        """Not of what comes with the repository, which would bring it back: switch it off."""
        is_packaged = obj is not None and obj.origin != ""
        return not is_packaged and super().has_delete_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: Reply) -> None:
        with recorded(by=request.user, note=f"{obj.topic}: -1"):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Reply]) -> None:
        with recorded(by=request.user, note=f"-{queryset.count()}"):
            super().delete_queryset(request, queryset)


@admin.register(ReplyVersion)
class ReplyVersionAdmin(ReadOnlyAdmin):
    """Who changed the replies when; the newest can be undone on the teaching page."""

    list_display_links = None
    list_display = ["id", "note", "author", "created_at", "undone_by", "undone_at"]
    list_select_related = ["author", "undone_by"]


@admin.register(Helpline)
class HelplineAdmin(DeclaredFilters):
    """Numbers are checked by calling them; the date says when."""

    list_display = ["number", "name", "when", "position", "is_active", "checked_on"]
    list_editable = ["position", "is_active", "checked_on"]


@admin.register(UnmatchedUtterance)
class UnmatchedUtteranceAdmin(ReadOnlyAdmin):
    """Utterances without their authors and what was decided; the teaching page decides."""

    list_display_links = None
    list_display = ["text", "nearest_reply", "similarity", "status", "answered_with", "created_at"]
    list_filter = ["status", "created_at"]
    list_select_related = ["nearest_reply", "answered_with"]
    search_fields = ["text"]
    list_per_page = 50
    change_list_template = "admin/chat/unmatched_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("teach/", view(staff.teach), name="chat_teach"),
            path("teach/undo/", view(staff.undo), name="chat_undo"),
            path("figures/", view(staff.show_figures), name="chat_figures"),
        ]
        return [*own, *super().get_urls()]
