"""Errors of the API as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

CONTENT_TYPE = "application/problem+json"


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer `error` as a problem; None leaves an unexpected one to Django (500)."""
    response = exception_handler(error, context)
    if response is None:
        return None
    status = HTTPStatus(response.status_code)
    response.data = _problem(status, _detail(error))
    if isinstance(error, exceptions.ValidationError):
        response.data["errors"] = error.detail
    response.content_type = CONTENT_TYPE
    return response


def problem(status: HTTPStatus, detail: str) -> JsonResponse:
    """A problem for what never reached the API's own views."""
    return JsonResponse(_problem(status, detail), status=status, content_type=CONTENT_TYPE)


def _problem(status: HTTPStatus, detail: str) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
    }


def _detail(error: Exception) -> str:
    if isinstance(error, exceptions.ValidationError):
        return _("입력한 내용을 다시 확인해 주세요.")
    if isinstance(error, Http404):
        return _("찾을 수 없어요.")
    if isinstance(error, PermissionDenied):
        return _("이 작업을 할 권한이 없어요.")
    return str(getattr(error, "detail", ""))
