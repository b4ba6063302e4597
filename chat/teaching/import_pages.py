"""The pages by which staff bring and fetch files of utterances and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat.models import ReplyImport
from chat.teaching import imports, sheets
from chat.teaching.forms import ImportForm

if TYPE_CHECKING:
    from accounts.http import PersonRequest

Kind = ReplyImport.Kind
IMPORT = "admin:chat_replyimport_change"
TABLES = {Kind.UTTERANCES: "utterance", Kind.ANSWERS: "answer"}
COLUMNS = {Kind.UTTERANCES: sheets.UTTERANCE_COLUMNS, Kind.ANSWERS: sheets.ANSWER_COLUMNS}
EXPORTS = {Kind.UTTERANCES: sheets.export_utterances, Kind.ANSWERS: sheets.export_answers}


def send(request: PersonRequest, kind: str) -> HttpResponse:
    """POST keeps a file and leads to the page where it is looked through."""
    kind = _kind(kind)
    _require(request, kind, "add", "change")
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sent = imports.request_import(kind=kind, file=file, by=request.user)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect(IMPORT, sent.pk)
    context = {
        "title": _("파일에서 가져오기"),
        "form": form,
        "columns": ", ".join(COLUMNS[kind]),
        "most_rows": imports.MOST_ROWS,
        "opts": ReplyImport._meta,
    }
    site = admin.site.each_context(request)
    return TemplateResponse(request, "admin/chat/send.html", {**site, **context})


@require_POST
def agree(request: PersonRequest, import_id: int) -> HttpResponse:
    """Have a file taken that was looked through."""
    sent = get_object_or_404(ReplyImport.objects.defer("content"), pk=import_id)
    _require(request, sent.kind, "add", "change")
    if not imports.agree(sent=sent):
        messages.warning(request, _("이미 가져왔거나 아직 살펴보는 중이에요."))
    return redirect(IMPORT, import_id)


def export(request: PersonRequest, kind: str, suffix: str) -> HttpResponseBase:
    """The table as a file, a line at a time."""
    kind = _kind(kind)
    _require(request, kind, "view")
    rows = EXPORTS[kind]()
    if suffix == "csv":
        lines, media = sheets.as_csv(rows, COLUMNS[kind]), "text/csv"
    elif suffix == "jsonl":
        lines, media = sheets.as_json_lines(rows), "application/jsonl"
    else:
        raise Http404
    response = StreamingHttpResponse(lines, content_type=f"{media}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}.{suffix}"'
    return response


def _kind(word: str) -> Kind:
    try:
        return Kind(word)
    except ValueError as error:
        raise Http404 from error


def _require(request: PersonRequest, kind: str, *actions: str) -> None:
    table = TABLES[Kind(kind)]
    if not request.user.has_perms([f"chat.{action}_{table}" for action in actions]):
        raise PermissionDenied
