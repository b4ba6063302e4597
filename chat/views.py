"""Pages of talks. The socket does the talking; `say` serves browsers without JavaScript."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chat import selectors, services
from chat.http import get_own_conversation
from chat.models import Conversation, Message
from chat.utterance import Refused, TooFast

if TYPE_CHECKING:
    from accounts.http import PersonRequest

TALKS_PER_PAGE = 20


def agreed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the consents now in force first, and come back."""

    @wraps(view)
    def asking(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.has_agreed():
            return view(request, *args, **kwargs)
        back = request.path if request.method == "GET" else reverse("chat:list")
        return redirect(f"{reverse('consent')}?{urlencode({'next': back})}")

    return asking


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def talks(request: PersonRequest) -> HttpResponse:
    """The talks of the person; POST begins one."""
    return _begin(request) if request.method == "POST" else _render_talks(request)


@agreed
def _begin(request: PersonRequest) -> HttpResponse:
    try:
        return redirect("chat:talk", services.start_conversation(owner=request.user).pk)
    except TooFast as refusal:
        return _render_talks(request, HTTPStatus.TOO_MANY_REQUESTS, notice=str(refusal))


@require_GET
@login_required
@agreed
def talk(request: PersonRequest, conversation_id: uuid.UUID) -> HttpResponse:
    """One talk with its history."""
    return _render_talk(request, get_own_conversation(request.user, conversation_id))


@require_POST
@login_required
@agreed
def say(request: PersonRequest, conversation_id: uuid.UUID) -> HttpResponse:
    """Say something by a plain form; a refusal keeps what was written in the box."""
    conversation = get_own_conversation(request.user, conversation_id)
    text = request.POST.get("message", "")
    try:
        services.say(conversation=conversation, text=text, client_id=_client_id(request.POST))
    except Refused as refusal:
        too_fast = isinstance(refusal, TooFast)
        status = HTTPStatus.TOO_MANY_REQUESTS if too_fast else HTTPStatus.BAD_REQUEST
        return _render_talk(request, conversation, status, notice=str(refusal), draft=text)
    return redirect("chat:talk", conversation.pk)


@require_POST
@login_required
def read_again(request: PersonRequest, conversation_id: uuid.UUID) -> HttpResponse:
    """Read a talk again with what was said since; changes nothing where too little was."""
    conversation = get_own_conversation(request.user, conversation_id)
    services.read_again(conversation=conversation)
    return redirect("recommendations:result", conversation.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete(request: PersonRequest, conversation_id: uuid.UUID) -> HttpResponse:
    """Ask whether a talk shall be forgotten; POST forgets it."""
    conversation = get_own_conversation(request.user, conversation_id)
    if request.method != "POST":
        return render(request, "chat/delete.html", {"conversation": conversation})
    services.delete_conversation(conversation=conversation)
    messages.success(request, _("대화를 지웠어요."))
    return redirect("chat:list")


@require_POST
@login_required
def misheard(request: PersonRequest, conversation_id: uuid.UUID) -> HttpResponse:
    """The person says that what was heard as a crisis was none: care ends."""
    conversation = get_own_conversation(request.user, conversation_id)
    services.take_back_alarm(conversation=conversation)
    if "HX-Request" not in request.headers:
        return redirect("chat:talk", conversation.pk)
    return render(request, "chat/_care.html", {"conversation": conversation, "in_care": False})


@require_POST
@login_required
def judge(request: PersonRequest, conversation_id: uuid.UUID, message_id: int) -> HttpResponse:
    """What the person thinks of an answer; the same opinion again takes it back."""
    conversation = get_own_conversation(request.user, conversation_id)
    answer = get_object_or_404(selectors.judgeable(conversation), pk=message_id)
    opinion = request.POST.get("opinion", "")
    if opinion not in Message.Opinion.values:
        return HttpResponseBadRequest()
    services.judge(answer=answer, opinion="" if answer.opinion == opinion else opinion)
    if not request.htmx:
        return redirect(f"{reverse('chat:talk', args=[conversation.pk])}#message-{answer.pk}")
    answer.refresh_from_db()
    return render(request, "chat/_opinion.html", {"message": answer})


def _client_id(form: Any) -> uuid.UUID:
    try:
        return uuid.UUID(form.get("client_id", ""))
    except ValueError:
        return uuid.uuid4()


def _render_talks(
    request: PersonRequest, status: HTTPStatus = HTTPStatus.OK, notice: str = ""
) -> HttpResponse:
    found = Paginator(selectors.own_conversations(request.user), TALKS_PER_PAGE)
    page: Page[Any] = found.get_page(request.GET.get("page"))
    page.object_list = [{"conversation": one, "title": selectors.title_of(one)} for one in page]
    context = {"page_obj": page, "notice": notice}
    return render(request, "chat/list.html", context, status=status)


def _render_talk(
    request: PersonRequest,
    conversation: Conversation,
    status: HTTPStatus = HTTPStatus.OK,
    **extra: str,
) -> HttpResponse:
    context = {
        "conversation": conversation,
        "talk_messages": selectors.messages_after(conversation, 0),
        "gauge": services.gauge_of(conversation),
        "analysis": conversation.analysis,
        "in_care": selectors.is_in_care(conversation),
        "max_length": settings.MESSAGE_MAX_LENGTH,
        "client_id": uuid.uuid4(),
        **extra,
    }
    return render(request, "chat/talk.html", context, status=status)
