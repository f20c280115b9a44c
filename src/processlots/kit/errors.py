"""Pages for what went wrong: what happened, what is kept, the way out."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with whom to ask."""
    said = str(exception) if exception and str(exception) else _("You may not do this.")
    return render(request, "kit/403.html", {"said": said}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "kit/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: written without a request, since whatever broke may be in the frame itself."""
    return HttpResponse(loader.render_to_string("kit/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long, or came from elsewhere."""
    logger.warning("CSRF: %s", reason)
    return render(request, "kit/csrf.html", status=403)
