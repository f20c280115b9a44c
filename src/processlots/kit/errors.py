"""Pages for what went wrong: what happened, what is kept, the way out."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from processlots.kit.api import problems

logger = logging.getLogger(__name__)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with whom to ask."""
    said = str(exception) if exception and str(exception) else _("You may not do this.")
    if _of_api(request):
        return problems.plain(request, 403, said)
    return render(request, "kit/403.html", {"said": said}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    if _of_api(request):
        return problems.plain(request, 404, _("There is no such thing, or you may not see it."))
    return render(request, "kit/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: written without a request, since whatever broke may be in the frame itself."""
    if _of_api(request):
        return problems.plain(request, 500, _("Something went wrong here. Nothing has been changed. Try again in a while."))
    return HttpResponse(loader.render_to_string("kit/500.html"), status=500)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what came is no request that can be read (a host that is not ours, too many fields)."""
    if _of_api(request):
        return problems.plain(request, 400, _("The request cannot be read."))
    # Without the request: what is wrong with it may be what the frame would ask of it.
    return HttpResponse(loader.render_to_string("kit/400.html"), status=400)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: whoever guesses passwords waits, and whoever has forgotten one is told so."""
    if _of_api(request):
        return problems.plain(request, 429, _("Too many tries in a short time. Wait a few minutes and try again."))
    return render(request, "kit/429.html", status=429)


def not_a_page(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """405, such as a button's address opened again after signing in, or from a bookmark."""
    answer = render(request, "kit/405.html", status=405)
    answer["Allow"] = refused.get("Allow", "")
    return answer


def _of_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(problems.ROOT)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long, or came from elsewhere."""
    logger.warning("CSRF: %s", reason)
    return render(request, "kit/csrf.html", status=403)
