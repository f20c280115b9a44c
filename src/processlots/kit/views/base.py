"""What every view of a page set knows: its pages, its row, who may enter."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View

from processlots.kit import access
from processlots.kit import pages as kit_pages

#: the mark of a finding, by its severity
MARKS = {"F": "error", "V": "warn", "I": "none"}


class PagesView(LoginRequiredMixin, View):
    """A view of a page set."""

    pages: kit_pages.Pages = None  # type: ignore[assignment]  # as_view() gives it

    def row(self, key: int) -> Any:
        """The row of the address; 404 if there is none that the person may see."""
        found = self.pages.get(self.request.user, key)
        if found is None:
            raise Http404
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not access.of(self.pages.model).may_enter(request.user):
            raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
        return super().dispatch(request, *args, **kwargs)


def safe_next(request: HttpRequest) -> str:
    """An address on this site that the form asked to return to."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else ""
