"""Errors as application/problem+json (RFC 9457), in the language that was asked for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, renderers, status
from rest_framework.response import Response

from processlots.kit import locking, states


class ProblemRenderer(renderers.JSONRenderer):
    """JSON by the name that says it is a problem."""

    media_type = "application/problem+json"


class PreconditionRequired(exceptions.APIException):
    """428: a change without If-Match."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED


class PreconditionFailed(exceptions.APIException):
    """412: the row has been saved since it was read."""

    status_code = status.HTTP_412_PRECONDITION_FAILED


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """The one shape of every error: type, title, status, detail, instance and, for values, invalidParameters."""
    invalid: list[dict[str, Any]] = []
    if isinstance(error, Http404):
        error = exceptions.NotFound(_("There is no such thing, or you may not see it."))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied(str(error) or _("You may not do this."))
    elif isinstance(error, locking.Stale):
        error = PreconditionFailed(_("Somebody has saved this since you read it. Read it again and send your change with its new ETag."))
    elif isinstance(error, states.Refused):
        invalid = [{"property": one.finding.field, "reason": one.message, "rule": one.id} for one in error.findings]
        refused = exceptions.APIException(error.message)
        refused.status_code = status.HTTP_409_CONFLICT
        error = refused
    if not isinstance(error, exceptions.APIException):
        return None
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait or 0))
    detail = error.detail
    if isinstance(error, exceptions.ValidationError):
        invalid = list(_invalid(detail))
        detail = _("Something in what you sent must be mended.")
    request = context["request"]
    body = {
        "type": "about:blank",
        "title": _TITLES.get(error.status_code, "Error"),
        "status": error.status_code,
        "detail": str(detail),
        "instance": request.path,
    }
    if invalid:
        body["invalidParameters"] = invalid
    response = Response(body, status=error.status_code, headers=headers)
    request.accepted_renderer = ProblemRenderer()
    request.accepted_media_type = ProblemRenderer.media_type
    return response


_TITLES = {
    400: "Bad request", 401: "Not signed in", 403: "Not allowed", 404: "Not found", 405: "Method not allowed",
    409: "Conflict", 412: "Changed meanwhile", 415: "Unsupported media type", 428: "If-Match is required", 429: "Too many requests",
}  # fmt: skip


def _invalid(detail: Any, at: str = "") -> Any:
    if isinstance(detail, dict):
        for name, value in detail.items():
            yield from _invalid(value, f"{at}.{name}" if at else str(name))
    elif isinstance(detail, list):
        for value in detail:
            if isinstance(value, (dict, list)):
                yield from _invalid(value, at)
            else:
                yield {"property": at, "reason": str(value)}
    else:
        yield {"property": at, "reason": str(detail)}
