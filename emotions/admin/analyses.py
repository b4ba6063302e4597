"""Analyses for staff: how they went, nothing of what was written or by whom."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from backoffice.admin import ReadOnlyAdmin
from emotions import services
from emotions.models import EmotionAnalysis


@admin.register(EmotionAnalysis)
class EmotionAnalysisAdmin(ReadOnlyAdmin):
    """Read-only; failed analyses can be queued again."""

    list_display = ["id", "status", "top", "classifier", "error", "created_at", "finished_at"]
    list_filter = ["status", "classifier", "created_at"]
    fields = ["id", "status", "probabilities", "classifier", "error", "created_at", "finished_at"]
    readonly_fields = ["probabilities"]
    actions = ["retry"]

    @admin.display(description=_("가장 큰 감정"))
    def top(self, analysis: EmotionAnalysis) -> str | None:
        return analysis.feeling

    @admin.display(description=_("감정 벡터"))
    def probabilities(self, analysis: EmotionAnalysis) -> str | None:
        if analysis.vector is None:
            return None
        return ", ".join(f"{name} {p:.1%}" for name, p in analysis.vector.as_dict().items())

    @admin.action(description=_("실패한 분석을 다시 시도"), permissions=["retry"])
    def retry(self, request: HttpRequest, chosen: QuerySet[EmotionAnalysis]) -> None:
        retried = sum(services.retry_analysis(analysis=analysis) for analysis in chosen)
        text = ngettext(
            "분석 %(count)d개를 다시 시도해요.", "분석 %(count)d개를 다시 시도해요.", retried
        )
        self.message_user(request, text % {"count": retried}, messages.INFO)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("emotions.change_emotionanalysis")
