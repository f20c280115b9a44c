"""Our wording beside the shipped one, and the way back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from processlots.apps.handbook import comparing
from processlots.apps.handbook.models import Shipped
from processlots.kit import access, asked, history, locking, pages
from processlots.kit.views import PagesView

END = "<key:key>/medfoljande/"


class ShippedView(PagesView):
    """GET shows both; POST takes the shipped wording (`act=take`) or keeps the own one, having seen it (`act=keep`)."""

    ask: Callable[[Any], dict[str, str] | None]

    def shipped(self, row: Any) -> dict[str, str]:
        told = type(self).ask(row)
        if told is None:
            raise Http404(_("The product ships no text for this."))
        return told

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        told = self.shipped(row)
        return render(request, "handbook/shipped.html", self.context(request, row, told))

    def context(self, request: HttpRequest, row: Any, told: dict[str, str]) -> dict[str, Any]:
        parts = []
        for name, text in told.items():
            ours = str(getattr(row, name))
            label = capfirst(str(type(row)._meta.get_field(name).verbose_name))
            if ours or text:
                parts.append((label, comparing.pieces(ours, text) if ours != text else [("same", ours)]))
        return {
            "title": self.pages.title(row),
            "kind": self.pages.kind(row),
            "crumbs": [*self.pages.crumbs(request, row), (self.pages.title(row), pages.url_of(row))],
            "parts": parts,
            "row": row,
            "same": row.wording() == told,
            "newer": row.standing == Shipped.Standing.NEWER,
            "may": access.may(request.user, "change", row),
            "back": pages.url_of(row),
        }

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.row(key)
        access.demand(request.user, "change", row)
        told = self.shipped(row)
        take = request.POST.get("act") == "take"
        said = _("%(what)s has the shipped text again.") if take else _("%(what)s keeps our text.")
        try:
            with transaction.atomic(), history.act(said % {"what": row}, user=request.user):
                row = locking.hold(type(row), row.pk, asked.version(request))
                (row.take if take else row.keep)(told)
                row.save()
        except locking.Stale:
            messages.error(request, _("Somebody saved this while you were reading. Look at it again."))
            return HttpResponseRedirect(request.path)
        messages.success(request, said % {"what": row})
        return HttpResponseRedirect(pages.url_of(row))


def buttons(request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
    """The way to the comparison, where there is something to compare."""
    if row.standing in (Shipped.Standing.OWN, Shipped.Standing.AS_SHIPPED):
        return []
    label = _("The shipped text has changed") if row.standing == Shipped.Standing.NEWER else _("Compare with the shipped text")
    return [(label, f"{pages.url_of(row)}medfoljande/", "plain")]
