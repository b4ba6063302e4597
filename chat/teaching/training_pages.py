"""What staff may do about the training of intents, from the page of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat.teaching import trainings
from chat.teaching.pages import MAY_TEACH, require

if TYPE_CHECKING:
    from accounts.http import PersonRequest

FIGURES = "admin:chat_figures"


@require_POST
def start(request: PersonRequest) -> HttpResponse:
    """Queue a training."""
    require(request, MAY_TEACH)
    try:
        trainings.request_training(by=request.user)
    except trainings.AlreadyTraining:
        messages.warning(request, _("이미 배우고 있어요. 끝나면 다시 눌러 주세요."))
    else:
        messages.success(request, _("다시 배우기 시작해요. 몇 분 걸려요."))
    return redirect(FIGURES)


@require_POST
def abandon(request: PersonRequest) -> HttpResponse:
    """Give up the training under way."""
    require(request, MAY_TEACH)
    if trainings.abandon():
        messages.info(request, _("배우기를 그만두었어요."))
    else:
        messages.warning(request, _("배우기가 이미 끝났어요."))
    return redirect(FIGURES)


@require_POST
def use_shipped(request: PersonRequest) -> HttpResponse:
    """Have the classifier of the repository serve again."""
    require(request, MAY_TEACH)
    if trainings.use_shipped():
        messages.success(request, _("처음에 함께 온 것으로 되돌렸어요."))
    else:
        messages.warning(request, _("이미 처음에 함께 온 것을 쓰고 있어요."))
    return redirect(FIGURES)
