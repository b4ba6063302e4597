"""The pages where staff teach 공감이 and see how it does; `chat.admin` gives them addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chat.care.model import of_encoder
from chat.models import ReplyVersion, UnmatchedUtterance
from chat.teaching import figures, review, trainings, versions
from chat.teaching.forms import TeachForm
from chat.teaching.groups import Group, open_groups, proposals, similar_decisions, topics, try_out
from emotions.language.encoder import get_encoder

if TYPE_CHECKING:
    from accounts.http import PersonRequest

MAY_TEACH = "chat.change_unmatchedutterance"
TEACH = "admin:chat_teach"
GROUPS_SHOWN = 50
KEPT_SHOWN = 5
ALREADY_REVIEWED = gettext_lazy("다른 직원이 먼저 살펴봤어요.")
SET_ASIDE: dict[str, Callable[..., int]] = {
    "ignore": review.dismiss,
    "private": review.make_private,
}


def teach(request: PersonRequest) -> HttpResponse:
    """The group in focus with what may answer it; POST decides about it."""
    require(request, MAY_TEACH)
    if request.method == "POST":
        return _decide(request)
    groups = open_groups()
    group = _focused(groups, request.GET.get("focus", ""), request.GET.getlist("with"))
    form = TeachForm(initial=_initial(group)) if group else None
    return _page(request, groups, group, form)


def undo(request: PersonRequest) -> HttpResponse:
    """POST takes back the newest version of the replies."""
    require(request, MAY_TEACH)
    if request.method == "POST":
        try:
            undone = versions.undo(by=request.user)
        except versions.NothingToUndo:
            messages.warning(request, _("되돌릴 것이 없어요."))
        except versions.OfEarlierTables:
            messages.warning(
                request,
                _("표를 나누기 전의 판은 되돌릴 수 없어요. 무엇을 바꿨는지는 판의 화면에 있어요."),
            )
        else:
            messages.success(request, _("되돌렸어요: %(note)s") % {"note": undone.version.note})
            _tell_kept(request, undone.kept)
    return redirect(TEACH)


def show_figures(request: PersonRequest) -> HttpResponse:
    """How much 공감이 can answer, and what people thought of it."""
    require(request, "chat.view_unmatchedutterance")
    context = {
        "title": _("공감이의 숫자"),
        "days": figures.coverage_by_day(),
        "groups": open_groups()[:10],
        "opinions": figures.opinions(),
        "is_care_whole": of_encoder(get_encoder().fingerprint) is not None,
        "alarms": figures.alarms(),
        "training": trainings.latest(),
        "is_own_serving": trainings.is_own_serving(),
        "may_teach": request.user.has_perm(MAY_TEACH),
    }
    return _render(request, "admin/chat/figures.html", context)


def require(request: HttpRequest, permission: str) -> None:
    """Raise PermissionDenied without it."""
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _tell_kept(request: HttpRequest, kept: Sequence[str]) -> None:
    """What could not be undone; of many, the first."""
    for line in kept[:KEPT_SHOWN]:
        messages.warning(request, line)
    if more := kept[KEPT_SHOWN:]:
        messages.warning(request, _("그 밖에 %(n)d개도 그대로 두었어요.") % {"n": len(more)})


def _decide(request: PersonRequest) -> HttpResponse:
    chosen = UnmatchedUtterance.objects.filter(pk__in=_numbers(request.POST.getlist("ids")))
    action = request.POST.get("action", "")
    if action in SET_ASIDE:
        count = SET_ASIDE[action](unmatched=chosen, by=request.user)
        done = ngettext("%(n)d개를 넘겼어요.", "%(n)d개를 넘겼어요.", count) % {"n": count}
        messages.success(request, done)
        return redirect(TEACH)
    form = TeachForm(request.POST)
    if action == "trial" or not form.is_valid():
        return _again(request, form, set(chosen.values_list("pk", flat=True)))
    try:
        taught = review.teach(unmatched=chosen, by=request.user, lesson=form.lesson)
    except review.AlreadyReviewed:
        messages.warning(request, ALREADY_REVIEWED)
    else:
        messages.success(request, _("가르쳤어요. 다음 사람부터 쓰여요."))
        _tell_besides(request, form.lesson.topic, taught)
    return redirect(TEACH)


def _tell_besides(request: HttpRequest, topic: str, taught: review.Taught) -> None:
    if taught.switched_on:
        messages.info(request, _("꺼져 있던 ‘%(topic)s’ 주제를 다시 켰어요.") % {"topic": topic})
    if taught.moved:
        told = _("다른 주제에 있던 말을 옮겼어요: %(texts)s") % {"texts": ", ".join(taught.moved)}
        messages.info(request, told)


def _again(request: PersonRequest, form: TeachForm, chosen: set[int]) -> HttpResponse:
    """The page as it was sent, with what is wrong or with how it would be answered."""
    groups = open_groups()
    members = [one for group in groups for one in group.members if one.pk in chosen]
    if not members:
        messages.warning(request, ALREADY_REVIEWED)
        return redirect(TEACH)
    trial = None
    if form.is_valid():
        text = form.cleaned_data["trial"] or members[0].text
        trial = try_out(text, form.lesson)
    return _page(request, groups, Group(members), form, trial=trial)


def _page(
    request: PersonRequest,
    groups: Sequence[Group],
    group: Group | None,
    form: TeachForm | None,
    **extra: Any,
) -> HttpResponse:
    context = {
        "title": _("답 가르치기"),
        "groups": groups[:GROUPS_SHOWN],
        "waiting": sum(len(one.members) for one in groups),
        "group": group,
        "form": form,
        "proposals": proposals(group) if group else [],
        "decisions": similar_decisions(group) if group else [],
        "topics": topics(),
        "versions": ReplyVersion.objects.select_related("author").defer("changes")[:5],
        **extra,
    }
    return _render(request, "admin/chat/teach.html", context)


def _focused(groups: Sequence[Group], focus: str, others: Sequence[str]) -> Group | None:
    """The group that holds the utterance in focus, or the first, with others joined to it."""
    if not groups:
        return None
    wanted = _numbers([focus])
    group = next((one for one in groups if set(one.ids) & wanted), groups[0])
    more = _numbers(others)
    return group.joined(one for one in groups if one is not group and set(one.ids) & more)


def _initial(group: Group) -> dict[str, str]:
    return {"utterances": "\n".join(group.texts), "trial": group.head.text}


def _numbers(words: Sequence[str]) -> set[int]:
    return {int(word) for word in words if word.isdecimal() and len(word) < 19}


def _render(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    site = admin.site.each_context(request)
    return TemplateResponse(request, template, {**site, **context})
