"""What is answered where no view answers: a page, and under `/api/` a problem."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import defaults

from musicrest_site.api.problems import problem

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return problem(HTTPStatus.BAD_REQUEST, _("요청을 읽을 수 없어요."))
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return problem(HTTPStatus.NOT_FOUND, _("찾을 수 없어요."))
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(API):
        return problem(
            HTTPStatus.INTERNAL_SERVER_ERROR, _("잠시 문제가 생겼어요. 조금 뒤에 다시 보내 주세요.")
        )
    return defaults.server_error(request)
