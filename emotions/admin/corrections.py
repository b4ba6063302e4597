"""Corrections for staff: what people say about their results, to be approved or not."""

from django.contrib import admin, messages
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from backoffice.admin import ReadOnlyAdmin
from emotions import corrections
from emotions.models import EmotionCorrection

WAITING_FIRST = Case(When(status=EmotionCorrection.Status.WAITING, then=Value(0)), default=Value(1))


@admin.register(EmotionCorrection)
class EmotionCorrectionAdmin(ReadOnlyAdmin):
    """What people say about their results, without who; staff let it into the training or not."""

    list_display = ["emotion", "top", "agrees", "status", "created_at"]
    list_filter = ["status", "agrees", "emotion", "created_at"]
    list_select_related = ["analysis"]
    ordering = [WAITING_FIRST.asc(), "-created_at"]
    fields = ["emotion", "top", "agrees", "consent", "words", "status", "created_at", "reviewed_at"]
    readonly_fields = ["top", "words"]
    actions = ["approve", "reject"]
    list_per_page = 50

    @admin.display(description=_("모델의 가장 큰 감정"))
    def top(self, correction: EmotionCorrection) -> str | None:
        return correction.analysis.feeling

    @admin.display(description=_("쓴 말"))
    def words(self, correction: EmotionCorrection) -> str:
        return "\n".join(correction.utterances)

    @admin.action(description=_("승인: 다음 학습에 쓰기"), permissions=["review"])
    def approve(self, request: HttpRequest, chosen: QuerySet[EmotionCorrection]) -> None:
        done = sum(corrections.approve(correction=one, by=request.user) for one in chosen)
        text = ngettext("%(count)d개를 승인했어요.", "%(count)d개를 승인했어요.", done)
        self.message_user(request, text % {"count": done}, messages.INFO)

    @admin.action(description=_("반려: 쓴 말을 지우기"), permissions=["review"])
    def reject(self, request: HttpRequest, chosen: QuerySet[EmotionCorrection]) -> None:
        done = sum(corrections.reject(correction=one, by=request.user) for one in chosen)
        text = ngettext("%(count)d개를 반려했어요.", "%(count)d개를 반려했어요.", done)
        self.message_user(request, text % {"count": done}, messages.INFO)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("emotions.change_emotioncorrection")
