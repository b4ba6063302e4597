"""Log in and out of the API by token."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import permissions, serializers, status
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import tokens
from accounts.models import ApiToken, User


class CredentialsSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False)


class TokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField()


class TokenView(APIView):
    """POST e-mail and password for a token; DELETE revokes the one that is sent."""

    throttle_scope = "login"

    def get_permissions(self) -> list[Any]:
        if self.request.method == "POST":
            return [permissions.AllowAny()]
        return [permissions.IsAuthenticated()]

    @extend_schema(request=CredentialsSerializer, responses=TokenSerializer)
    def post(self, request: Request) -> Response:
        credentials = CredentialsSerializer(data=request.data)
        credentials.is_valid(raise_exception=True)
        user = _authenticate(request, **credentials.validated_data)
        return Response({"token": tokens.issue(user=user)})

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Of a person who is logged in by a page, every token is revoked."""
        sent: Any = request.auth
        own = ApiToken.objects.filter(user_id=cast(int, request.user.pk))
        (own.filter(pk=sent.pk) if sent else own).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)


def _authenticate(request: Request, email: str, password: str) -> User:
    """By the door of the pages: wrong passwords count together, by address and by e-mail."""
    credentials = {"email": email.lower(), "password": password}
    try:
        user = get_adapter().authenticate(request._request, **credentials)
    except ValidationError as refusal:
        raise Throttled(detail=" ".join(refusal.messages)) from refusal
    if user is None:
        raise AuthenticationFailed(_("이메일이나 비밀번호가 맞지 않아요."))
    return cast(User, user)
