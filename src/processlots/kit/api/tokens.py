"""Who is calling: a bearer token of a person, or the browser's own session."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from processlots.kit import history
from processlots.kit.models.tokens import ApiToken
from processlots.kit.periods import today


class BearerAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer pl_…`; a read token may only read."""

    def authenticate(self, request: Request) -> tuple[Any, ApiToken] | None:
        header = request.headers.get("Authorization", "")
        kind, _space, secret = header.partition(" ")
        if kind.lower() != "bearer":
            return None
        token = ApiToken.find(secret.strip())
        if token is None:
            raise exceptions.AuthenticationFailed(_("The token is unknown or has ended. Make a new one on your page."))
        if token.scope == ApiToken.Scope.READ and request.method not in ("GET", "HEAD", "OPTIONS"):
            raise exceptions.PermissionDenied(_("This token may only read. Make one that may write."))
        if token.last_used != today():
            ApiToken.objects.filter(pk=token.pk).update(last_used=today())
        history._user.set(token.user)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Processlots"'


class SessionAuthentication(authentication.SessionAuthentication):
    """The signed-in person's own browser, with CSRF protection."""

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            raise exceptions.PermissionDenied(
                _("The browser's session needs its CSRF token (X-CSRFToken); a script uses a token.")
            ) from error


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "processlots.kit.api.tokens.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "Nyckel från Mina nycklar. / A token from My tokens."}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "processlots.kit.api.tokens.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        said = "Webbläsarens egen inloggning. / The browser's own sign-in."
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME, "description": said}
