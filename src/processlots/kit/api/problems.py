"""Errors as application/problem+json (RFC 9457), in the language that was asked for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, renderers, status
from rest_framework.response import Response

from processlots.kit import locking, states

MEDIA_TYPE = "application/problem+json"
#: where the API lies; what goes wrong there is said in its own way, also before a view is found
ROOT = "/api/"


class ProblemRenderer(renderers.JSONRenderer):
    """JSON by the name that says it is a problem."""

    media_type = MEDIA_TYPE


class PreconditionRequired(exceptions.APIException):
    """428: a change without If-Match."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED


class PreconditionFailed(exceptions.APIException):
    """412: the row has been saved since it was read."""

    status_code = status.HTTP_412_PRECONDITION_FAILED


class TooLarge(exceptions.APIException):
    """413: a larger body than is read."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE


class Conflict(exceptions.APIException):
    """409: what is asked does not go together with what is there."""

    status_code = status.HTTP_409_CONFLICT


_TITLES = {
    400: gettext_lazy("Something must be mended"),
    401: gettext_lazy("Not signed in"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Not possible here"),
    406: gettext_lazy("No such form of answer"),
    409: gettext_lazy("In conflict with what is there"),
    412: gettext_lazy("Changed meanwhile"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("Not a kind of content that is read"),
    422: gettext_lazy("The content cannot be used"),
    428: gettext_lazy("If-Match is required"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something went wrong here"),
}
#: what the framework says in English only, or in words of its own
_SAID = {
    exceptions.NotAuthenticated: gettext_lazy("Sign in, or send a token: Authorization: Bearer …"),
    exceptions.MethodNotAllowed: gettext_lazy("This address has no such method."),
    exceptions.UnsupportedMediaType: gettext_lazy("Send the body as another content type; application/json in most places."),
    exceptions.NotAcceptable: gettext_lazy("The answer is application/json; ask for that, or for */*."),
}


def body_of(code: int, detail: str, path: str, invalid: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The one shape of every error: type, title, status, detail, instance and, for values, invalidParameters."""
    title = str(_TITLES.get(code) or _TITLES[500 if code >= 500 else 400])
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": code, "detail": detail, "instance": path}
    if invalid:
        body["invalidParameters"] = invalid
    return body


def plain(request: HttpRequest, code: int, detail: str) -> JsonResponse:
    """A problem from outside the API's own views (no such address, a host that is not ours, a fault)."""
    return JsonResponse(body_of(code, detail, request.path), status=code, content_type=MEDIA_TYPE)


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """The framework's exception handler."""
    invalid: list[dict[str, Any]] = []
    if isinstance(error, Http404):
        error = exceptions.NotFound(_("There is no such thing, or you may not see it."))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied(str(error) or _("You may not do this."))
    elif isinstance(error, locking.Stale):
        error = PreconditionFailed(stale())
    elif isinstance(error, states.Refused):
        invalid = [{"property": one.finding.field or "", "reason": str(one.message), "rule": one.id} for one in error.findings]
        error = Conflict(error.message)
    elif isinstance(error, ModelError):
        # A model's own rule that stopped a save after the values had been looked at.
        invalid = [{"property": "", "reason": said} for said in error.messages]
        error = Conflict(" ".join(error.messages))
    elif isinstance(error, RequestDataTooBig):
        error = TooLarge(_("What you sent is larger than 2 MB. Send less at a time."))
    elif isinstance(error, SuspiciousOperation):
        error = exceptions.ParseError(_("The request cannot be read."))
    if not isinstance(error, exceptions.APIException):
        return None
    headers = {}
    if realm := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = realm
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    detail = str(_SAID.get(type(error), error.detail))
    if isinstance(error, exceptions.ValidationError):
        invalid = list(_invalid(error.detail))
        detail = _("Something in what you sent must be mended.")
    request = context["request"]
    response = Response(body_of(error.status_code, detail, request.path, invalid), status=error.status_code, headers=headers)
    request.accepted_renderer = ProblemRenderer()
    request.accepted_media_type = ProblemRenderer.media_type
    return response


def stale() -> str:
    """The sentence of a 412."""
    return _("Somebody has saved this since you read it. Read it again and send your change with its new ETag.")


def _invalid(detail: Any, at: str = "") -> Any:
    if isinstance(detail, dict):
        for name, value in detail.items():
            own = "" if name in ("non_field_errors", "__all__", "nonFieldErrors", "_All__") else str(name)
            yield from _invalid(value, f"{at}.{own}" if at and own else at or own)
    elif isinstance(detail, list):
        for value in detail:
            if isinstance(value, (dict, list)):
                yield from _invalid(value, at)
            else:
                yield {"property": at, "reason": str(value)}
    else:
        yield {"property": at, "reason": str(detail)}
