"""Who speaks, where a program sends its key."""

from django.utils.translation import gettext as _
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from accounts import tokens
from accounts.models import ApiToken, User


class HashedTokenAuthentication(TokenAuthentication):
    """`Authorization: Token <key>`, by the hash of the key."""

    def authenticate_credentials(self, key: str) -> tuple[User, ApiToken]:
        token = tokens.token_of(key)
        if token is None or not token.user.is_active:
            raise AuthenticationFailed(_("토큰이 맞지 않아요. 다시 로그인해 주세요."))
        return token.user, token
