"""Classifier versions and trainings: train, watch, promote, roll back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from backoffice.admin import ReadOnlyAdmin
from emotions import training_runs, versions
from emotions.classifier import ClassifierError
from emotions.models import ClassifierVersion, Promotion, TrainingRun

VERSIONS = "admin:emotions_classifierversion_changelist"
RUNS = "admin:emotions_trainingrun_changelist"


class PromotionForm(forms.Form):
    """Why a version that is no better shall serve all the same."""

    reason = forms.CharField(
        label=gettext_lazy("이 분류기를 쓰는 까닭"), max_length=300, required=False
    )


@admin.register(ClassifierVersion)
class ClassifierVersionAdmin(ReadOnlyAdmin):
    list_display = ["name", "is_serving", "talk_f1", "turn_f1", "source", "problem", "created_at"]
    list_filter = ["is_serving", "source"]
    change_list_template = "admin/emotions/classifierversion/change_list.html"
    change_form_template = "admin/emotions/classifierversion/change_form.html"
    fields = [
        "name", "is_serving", "problem", "source", "created_at",
        "talk_f1", "turn_f1", "calibration", "trained_on", "history",
    ]  # fmt: skip
    readonly_fields = ["talk_f1", "turn_f1", "calibration", "trained_on", "history"]

    @admin.display(description=gettext_lazy("이야기 macro-F1"))
    def talk_f1(self, version: ClassifierVersion) -> str:
        return f"{version.manifest['figures']['talk']['macro_f1']:.3f}"

    @admin.display(description=gettext_lazy("첫마디 macro-F1"))
    def turn_f1(self, version: ClassifierVersion) -> str:
        return f"{version.manifest['figures']['first_turn']['macro_f1']:.3f}"

    @admin.display(description=gettext_lazy("보정 오차"))
    def calibration(self, version: ClassifierVersion) -> str:
        figures = version.manifest["figures"]
        talk, turn = (figures[view]["calibration_error"] for view in ("talk", "first_turn"))
        return _("이야기 %(talk).3f, 첫마디 %(turn).3f") % {"talk": talk, "turn": turn}

    @admin.display(description=gettext_lazy("학습한 자료"))
    def trained_on(self, version: ClassifierVersion) -> str:
        data = version.manifest["data"]
        return _("대화 %(dialogues)d개, 사람들이 바로잡은 것 %(corrections)d개, 지문 %(mark)s") % {
            "dialogues": data["dialogues"],
            "corrections": data["corrections"],
            "mark": data["fingerprint"][:12],
        }

    @admin.display(description=gettext_lazy("쓰인 기록"))
    def history(self, version: ClassifierVersion) -> str:
        return "\n".join(
            f"{one.created_at:%Y-%m-%d %H:%M} {one.get_kind_display()} {one.by or ''} {one.reason}"
            for one in version.promotions.select_related("by")
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:version_id>/promote/",
                view(self.promote),
                name="emotions_classifierversion_promote",
            ),
            path(
                "roll-back/",
                view(require_POST(self.roll_back)),
                name="emotions_classifierversion_rollback",
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"can_roll_back": versions.can_roll_back(), "may_change": _may_change(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def promote(self, request: HttpRequest, version_id: int) -> HttpResponse:
        """Ask for a reason where the version is no better; then let it serve."""
        _check(request)
        version = get_object_or_404(ClassifierVersion, pk=version_id)
        form = PromotionForm(request.POST or None)
        if form.is_valid() and self._promoted(request, version, form):
            return redirect(VERSIONS)
        present = ClassifierVersion.objects.filter(is_serving=True).first()
        context = self.admin_site.each_context(request) | {
            "title": _("이 분류기 쓰기"),
            "form": form,
            "version": version,
            "present": present,
            "is_better": versions.beats(version, present),
            "opts": self.model._meta,
        }
        return TemplateResponse(request, "admin/emotions/classifierversion/promote.html", context)

    def _promoted(
        self, request: HttpRequest, version: ClassifierVersion, form: PromotionForm
    ) -> bool:
        by: Any = request.user
        try:
            versions.promote(version=version, by=by, reason=form.cleaned_data["reason"])
        except versions.NotBetter:
            form.add_error("reason", _("지금 것보다 점수가 높지 않아요. 까닭을 적어 주세요."))
        except ClassifierError as error:
            form.add_error(None, _("읽을 수 없는 분류기예요: %(why)s") % {"why": error})
        else:
            messages.success(request, _("이제 %(name)s을(를) 써요.") % {"name": version})
            return True
        return False

    def roll_back(self, request: HttpRequest) -> HttpResponse:
        """The version before serves again."""
        _check(request)
        by: Any = request.user
        try:
            promotion = versions.roll_back(by=by)
        except versions.NoEarlierVersion:
            messages.warning(request, _("되돌릴 이전 분류기가 없어요."))
        except ClassifierError as error:
            messages.error(request, _("읽을 수 없는 분류기예요: %(why)s") % {"why": error})
        else:
            messages.success(request, _("%(name)s(으)로 되돌렸어요.") % {"name": promotion.version})
        return redirect(VERSIONS)


@admin.register(TrainingRun)
class TrainingRunAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "status", "bar", "step", "version", "error", "requested_by"]
    list_select_related = ["version", "requested_by"]
    fields = ["status", "bar", "step", "version", "error", "requested_by", "created_at"]
    readonly_fields = ["bar"]
    change_list_template = "admin/emotions/trainingrun/change_list.html"
    actions = ["abandon"]

    @admin.display(description=gettext_lazy("진행률"))
    def bar(self, run: TrainingRun) -> str:
        return format_html(
            '<progress max="100" value="{}">{} %</progress> {} %', *[run.progress] * 3
        )

    @admin.action(description=gettext_lazy("멈춘 학습 포기하기"), permissions=["train"])
    def abandon(self, request: HttpRequest, chosen: Any) -> None:
        count = sum(training_runs.abandon(run=run) for run in chosen)
        messages.info(request, _("학습 %(count)d개를 포기했어요.") % {"count": count})

    def has_train_permission(self, request: HttpRequest) -> bool:
        return _may_change(request)

    def get_urls(self) -> list[URLPattern]:
        start = self.admin_site.admin_view(require_POST(self.start))
        return [path("start/", start, name="emotions_trainingrun_start"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        running = TrainingRun.objects.filter(active=True).exists()
        context = {"is_training": running, "may_change": _may_change(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def start(self, request: HttpRequest) -> HttpResponse:
        """Queue a training."""
        _check(request)
        by: Any = request.user
        try:
            training_runs.request_training(by=by)
        except training_runs.AlreadyTraining:
            messages.warning(request, _("이미 학습하고 있어요. 끝나면 다시 눌러 주세요."))
        else:
            messages.success(request, _("학습을 시작해요. 끝날 때까지 이 화면에서 볼 수 있어요."))
        return redirect(RUNS)


@admin.register(Promotion)
class PromotionAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "version", "kind", "reason", "by"]
    list_filter = ["kind"]
    list_select_related = ["version", "by"]


def _may_change(request: HttpRequest) -> bool:
    return request.user.has_perm("emotions.change_classifierversion")


def _check(request: HttpRequest) -> None:
    if not _may_change(request):
        raise PermissionDenied
