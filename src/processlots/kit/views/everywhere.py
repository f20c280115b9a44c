"""What stands in the frame of every page: search, language, light or dark."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from processlots.kit import search
from processlots.kit.views.base import safe_next


class SearchView(LoginRequiredMixin, View):
    """Search over everything the person may see."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("q", "").strip()[:200]
        hits = search.find(request.user, text) if text else []
        groups: dict[str, list[search.Hit]] = {}
        for hit in hits:
            groups.setdefault(hit.kind, []).append(hit)
        return render(
            request,
            "kit/search.html",
            {"title": _("Search"), "q": text, "groups": list(groups.items()), "total": len(hits), "crumbs": []},
        )


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language for a year."""
    response = HttpResponseRedirect(safe_next(request) or "/")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax", secure=settings.HTTPS, httponly=True
        )
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark for a year; "auto" follows the system."""
    response = HttpResponseRedirect(safe_next(request) or "/")
    theme = request.POST.get("theme", "")
    if theme in {"light", "dark"}:
        response.set_cookie("theme", theme, max_age=31_536_000, samesite="Lax", secure=settings.HTTPS, httponly=True)
    else:
        response.delete_cookie("theme")
    return response
