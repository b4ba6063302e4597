"""What holds for the answers of every page."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import User
from accounts.redirects import is_own_path
from musicrest_site.api.problems import problem

Answer = Callable[[HttpRequest], HttpResponse]


def private_pages(get_response: Answer) -> Answer:
    """What a logged-in person sees is kept by no proxy and no browser, page, download or API."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        asked_who = request.session.accessed or "Authorization" in request.headers
        if asked_who and request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response

    return answer


def own_redirects(get_response: Answer) -> Answer:
    """A `next` that would lead elsewhere leads home, whichever view believed it.

    Redirects to another host are our code's own: Django and allauth believe no such `next`.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if target := response.headers.get("Location"):
            path = target.removeprefix(f"{request.scheme}://{request.get_host()}") or "/"
            if not path.startswith(("http://", "https://")) and not is_own_path(path):
                response["Location"] = "/"
        return response

    return answer


class Departed:
    """Answers kindly where a person's account was deleted while one of their tabs was at work."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """None leaves an error that has another reason to Django."""
        user = request.user
        if not isinstance(error, DatabaseError | ObjectDoesNotExist) or not user.is_authenticated:
            return None
        if User.objects.filter(pk=user.pk).exists():
            return None
        gone = _("계정이 지워져서 더 이어 갈 수 없어요. 언제든 다시 쉬러 오세요.")
        if request.path.startswith("/api/"):
            return problem(HTTPStatus.UNAUTHORIZED, gone)
        messages.info(request, gone)
        if "HX-Request" in request.headers:
            return HttpResponseClientRedirect("/")
        return HttpResponseRedirect("/")
