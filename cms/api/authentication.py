"""How a caller shows who is asking. A browser's cookie is never looked at."""

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from cms.api.callers import Caller
from cms.api.models import ApiKey


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer <key>`."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Caller] | None:
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if not scheme:
            return None
        if scheme.lower() != "bearer":
            raise AuthenticationFailed("Show a key as “Authorization: Bearer <key>”.")
        caller = ApiKey.objects.caller_with(token.strip())
        if caller is None:
            raise AuthenticationFailed("This key is unknown, expired or revoked.")
        return AnonymousUser(), caller

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'
