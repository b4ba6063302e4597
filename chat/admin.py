"""Staff's work on replies. What people wrote is shown only where it waits for an answer."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from chat import review
from chat.forms import AnswerForm
from chat.models import Helpline, Reply, UnmatchedUtterance

SHOWN_CHARACTERS = 80


@admin.register(Reply)
class ReplyAdmin(admin.ModelAdmin[Reply]):
    list_display = ["utterance", "text", "kind", "topic", "is_active"]
    list_filter = ["kind", "is_active", "topic"]
    list_editable = ["is_active"]
    search_fields = ["utterance", "text", "topic"]
    list_per_page = 50

    def save_model(self, request: HttpRequest, obj: Reply, form: Any, change: bool) -> None:
        if "utterance" in form.changed_data:
            obj.embedding, obj.encoder = None, ""
        super().save_model(request, obj, form, change)
        review.replies_changed()

    def delete_model(self, request: HttpRequest, obj: Reply) -> None:
        super().delete_model(request, obj)
        review.replies_changed()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Reply]) -> None:
        super().delete_queryset(request, queryset)
        review.replies_changed()


@admin.register(Helpline)
class HelplineAdmin(admin.ModelAdmin[Helpline]):
    """Numbers are checked by calling them; the date says when."""

    list_display = ["number", "name", "when", "position", "is_active", "checked_on"]
    list_editable = ["position", "is_active", "checked_on"]


@admin.register(UnmatchedUtterance)
class UnmatchedUtteranceAdmin(admin.ModelAdmin[UnmatchedUtterance]):
    """The utterance without its author; answering it makes a reply."""

    list_display = ["utterance", "nearest_reply", "similarity", "status", "created_at", "answer"]
    list_filter = ["status", "created_at"]
    list_select_related = ["message", "nearest_reply"]
    list_display_links = None
    search_fields = ["message__text"]
    actions = ["dismiss"]
    list_per_page = 50

    @admin.display(description=_("답하지 못한 말"))
    def utterance(self, unmatched: UnmatchedUtterance) -> str:
        text = unmatched.message.text
        return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"

    @admin.display(description="")
    def answer(self, unmatched: UnmatchedUtterance) -> str:
        if unmatched.status != UnmatchedUtterance.Status.OPEN:
            return ""
        url = reverse("admin:chat_unmatchedutterance_answer", args=[unmatched.pk])
        return format_html('<a class="button" href="{}">{}</a>', url, _("답변하기"))

    @admin.action(description=_("고른 말을 넘기기"), permissions=["change"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet[UnmatchedUtterance]) -> None:
        count = review.dismiss_unmatched(unmatched=queryset, by=request.user)
        self.message_user(
            request, ngettext("%(n)d개를 넘겼어요.", "%(n)d개를 넘겼어요.", count) % {"n": count}
        )

    def get_urls(self) -> list[URLPattern]:
        answer = path(
            "<int:unmatched_id>/answer/",
            self.admin_site.admin_view(self.answer_view),
            name="chat_unmatchedutterance_answer",
        )
        return [answer, *super().get_urls()]

    def answer_view(self, request: HttpRequest, unmatched_id: int) -> HttpResponse:
        """Show one utterance with a form; what is saved becomes a reply."""
        unmatched = get_object_or_404(
            UnmatchedUtterance.objects.select_related("message", "nearest_reply"), pk=unmatched_id
        )
        if not self.has_change_permission(request, unmatched):
            return redirect("admin:index")
        initial = {"utterance": unmatched.message.text[:300]}
        form = AnswerForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            return self._answered(request, unmatched, form)
        context = {
            **self.admin_site.each_context(request),
            "title": _("답변하기"),
            "opts": self.opts,
            "unmatched": unmatched,
            "form": form,
        }
        return TemplateResponse(request, "admin/chat/answer.html", context)

    def _answered(
        self, request: HttpRequest, unmatched: UnmatchedUtterance, form: AnswerForm
    ) -> HttpResponse:
        try:
            review.answer_unmatched(unmatched=unmatched, by=request.user, **form.cleaned_data)
        except review.AlreadyReviewed:
            self.message_user(request, _("다른 직원이 먼저 살펴봤어요."), messages.WARNING)
        else:
            self.message_user(request, _("답변을 더했어요. 다음 사람부터 바로 쓰여요."))
        return redirect("admin:chat_unmatchedutterance_changelist")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
