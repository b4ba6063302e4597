"""A request of a logged-in person, for type checkers."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class PersonRequest(HttpRequest):
    """What a view behind `login_required` receives."""

    user: User
    htmx: HtmxDetails
