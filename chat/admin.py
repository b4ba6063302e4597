"""Staff's lists of what 공감이 knows, its versions, help lines, and what waited for an answer."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from backoffice.admin import DeclaredFilters, ReadOnlyAdmin
from chat.models import (
    Answer,
    Family,
    Helpline,
    Intent,
    ReplyImport,
    ReplyVersion,
    UnmatchedUtterance,
    Utterance,
)
from chat.teaching import import_pages, pages, training_pages, versions
from chat.teaching.forms import AnswerForm, UtteranceForm

INLINE_MOST = 200
"""Rows on an intent's page; Django takes a thousand fields at once."""
CHANGES_SHOWN = 200


class RecordedAdmin(DeclaredFilters):
    """Whatever one page changes is one version; what comes with the repository is not deleted."""

    list_per_page = 50

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._recorded(request, super().changeform_view, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._recorded(request, super().changelist_view, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._recorded(request, super().delete_view, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not of what the repository would bring back: switch it off."""
        is_packaged = obj is not None and obj.origin != ""
        return not is_packaged and super().has_delete_permission(request, obj)

    def _recorded(self, request: HttpRequest, view: Any, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with versions.recorded(by=request.user):
            return view(request, *args, **kwargs)


class RowsInline(admin.TabularInline[Any, Any]):
    """A row is deleted on its own page alone; here it is switched off."""

    can_delete = False
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).order_by("pk")


class UtteranceInline(RowsInline):
    model = Utterance
    form = UtteranceForm
    fields = ["text", "is_active"]


class AnswerInline(RowsInline):
    model = Answer
    form = AnswerForm
    fields = ["say", "ask", "is_active"]


@admin.register(Family)
class FamilyAdmin(RecordedAdmin):
    list_display = ["name", "title", "intents"]
    search_fields = ["name", "title"]
    inlines = [AnswerInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counted: QuerySet[Any] = (
            super().get_queryset(request).annotate(intent_count=Count("intents"))
        )
        return counted

    @admin.display(description=_("주제"), ordering="intent_count")
    def intents(self, family: Any) -> int:
        return int(family.intent_count)


@admin.register(Intent)
class IntentAdmin(RecordedAdmin):
    list_display = ["topic", "title", "family", "tone", "utterances", "is_active"]
    list_filter = ["is_active", "tone", "kind", "family"]
    list_editable = ["is_active"]
    list_select_related = ["family"]
    search_fields = ["topic", "title"]
    autocomplete_fields = ["family"]
    fields = ["topic", "title", "family", "tone", "is_active"]
    inlines = [AnswerInline, UtteranceInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counted: QuerySet[Any] = (
            super().get_queryset(request).annotate(utterance_count=Count("utterances"))
        )
        return counted

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """Utterances too many for one page have a list of their own."""
        is_short = obj is None or obj.utterances.count() <= INLINE_MOST
        return [AnswerInline, UtteranceInline] if is_short else [AnswerInline]

    def save_model(self, request: HttpRequest, obj: Intent, form: Any, change: bool) -> None:
        obj.kind = Intent.kind_of(obj.topic)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("사람들의 말"), ordering="utterance_count")
    def utterances(self, intent: Any) -> int:
        return int(intent.utterance_count)


class SheetsMixin(DeclaredFilters):
    """A list with its import and exports."""

    change_list_template = "admin/chat/sheets_list.html"
    kind: ReplyImport.Kind

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"kind": self.kind, **(extra_context or {})})


@admin.register(Utterance)
class UtteranceAdmin(SheetsMixin, RecordedAdmin):
    kind = ReplyImport.Kind.UTTERANCES
    form = UtteranceForm
    list_display = ["text", "intent", "is_active"]
    list_filter = ["is_active"]
    list_editable = ["is_active"]
    list_select_related = ["intent"]
    search_fields = ["text", "intent__topic"]
    autocomplete_fields = ["intent"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("embedding")


@admin.register(Answer)
class AnswerAdmin(SheetsMixin, RecordedAdmin):
    kind = ReplyImport.Kind.ANSWERS
    form = AnswerForm
    list_display = ["say", "ask", "intent", "family", "is_active"]
    list_filter = ["is_active"]
    list_editable = ["is_active"]
    list_select_related = ["intent", "family"]
    search_fields = ["say", "ask", "intent__topic", "family__name"]
    autocomplete_fields = ["intent", "family"]


@admin.register(ReplyImport)
class ReplyImportAdmin(ReadOnlyAdmin):
    """Files that staff sent, how far they are, and what they would change."""

    list_display = ["file_name", "kind", "status", "progress", "requested_by", "created_at"]
    list_select_related = ["requested_by"]
    change_form_template = "admin/chat/import.html"
    fields = ["file_name", "kind", "requested_by", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("content")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<str:kind>/send/", view(import_pages.send), name="chat_import_send"),
            path("<str:kind>/export.<str:suffix>", view(import_pages.export), name="chat_export"),
            path("<int:import_id>/agree/", view(import_pages.agree), name="chat_import_agree"),
        ]
        return [*own, *super().get_urls()]


@admin.register(ReplyVersion)
class ReplyVersionAdmin(ReadOnlyAdmin):
    """Who changed what when; the newest can be undone on the teaching page."""

    list_display = ["id", "note", "author", "created_at", "undone_by", "undone_at"]
    list_select_related = ["author", "undone_by"]
    fields = ["note", "author", "created_at", "undone_by", "undone_at", "changed"]
    readonly_fields = ["changed"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("changes")

    @admin.display(description=_("바뀐 것"))
    def changed(self, version: ReplyVersion) -> str:
        lines = [versions.told(change) for change in version.changes[:CHANGES_SHOWN]]
        if (more := len(version.changes) - len(lines)) > 0:
            lines.append(("", "", _("그 밖에 %(n)d개") % {"n": more}))
        return format_html_join("", "<p><b>{}</b> {} <br>{}</p>", lines)


@admin.register(Helpline)
class HelplineAdmin(DeclaredFilters):
    """Numbers are checked by calling them; the date says when."""

    list_display = ["number", "name", "when", "position", "is_active", "checked_on"]
    list_editable = ["position", "is_active", "checked_on"]


@admin.register(UnmatchedUtterance)
class UnmatchedUtteranceAdmin(ReadOnlyAdmin):
    """Utterances without their authors and what was decided; the teaching page decides."""

    list_display_links = None
    list_display = ["text", "nearest_intent", "similarity", "status", "answered_with", "created_at"]
    list_filter = ["status", "created_at"]
    list_select_related = ["nearest_intent", "answered_with"]
    search_fields = ["text"]
    list_per_page = 50
    change_list_template = "admin/chat/unmatched_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("teach/", view(pages.teach), name="chat_teach"),
            path("teach/undo/", view(pages.undo), name="chat_undo"),
            path("figures/", view(pages.show_figures), name="chat_figures"),
            path("figures/train/", view(training_pages.start), name="chat_train"),
            path("figures/abandon/", view(training_pages.abandon), name="chat_abandon"),
            path("figures/shipped/", view(training_pages.use_shipped), name="chat_use_shipped"),
        ]
        return [*own, *super().get_urls()]
