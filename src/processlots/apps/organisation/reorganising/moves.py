"""The pages where it is said where what hangs on ending units goes: kind by kind, or thing by thing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from processlots.apps.organisation.actions import choosing
from processlots.apps.organisation.models import Reorganisation
from processlots.apps.organisation.reorganising import shown
from processlots.apps.organisation.reorganising.carrying_out import PER_PAGE, DraftView, named
from processlots.apps.organisation.reorganising.proposal import STAYS, Heap
from processlots.kit import access, states
from processlots.kit import pages as kit_pages
from processlots.kit.asked import whole

# So many things of a kind are shown for one unit; more are moved by the heap.
SHOWN = 200


class MovesView(DraftView):
    """Everything that hangs on what ends, a heap a row."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        row, proposal = self.draft(key)
        base = kit_pages.url_of(row)
        missing = "visa" in request.GET
        found = [heap for heap in proposal.heaps if heap.unsettled or not missing]
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("sida"))
        unsettled = sum(1 for heap in proposal.heaps if heap.unsettled)
        return self.page(
            "organisation/reorganisation_moves.html", row, _("What hangs on units that end"), page=page, missing=missing,
            filters=[(_("All"), "?", len(proposal.heaps), not missing), (_("Not settled"), "?visa=kvar", unsettled, missing)],
            rows=[shown.heap_shown(proposal, heap, base) for heap in page.object_list], query="visa=kvar&" if missing else "",
        )  # fmt: skip

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row: Reorganisation = self.row(key)
        wanted: dict[tuple[str, int], tuple[str, str]] = {}
        for what, was, text in self.wanted("heap-"):
            kind, _bar, unit = what.partition("|")
            if (number := whole(unit)) is not None:
                wanted[kind, number] = (was, text)
        try:
            self.told(*choosing.choose_moves(row, request.user, wanted))
        except states.Refused as refused:
            messages.error(request, refused.message)
            return HttpResponseRedirect(kit_pages.url_of(row))
        return self.back(f"{kit_pages.url_of(row)}flytta/")


class MovesOneView(DraftView):
    """What hangs on one unit, thing by thing; and all of it at once to a unit written by name."""

    def get(self, request: HttpRequest, key: int, unit: int) -> HttpResponse:
        return self.form(key, unit)

    def form(self, key: int, unit: int, said: str = "", text: str = "") -> HttpResponse:
        row, proposal = self.draft(key)
        heaps = [heap for heap in proposal.heaps if heap.unit == unit]
        if unit not in proposal.units:
            raise Http404
        parts = []
        for heap in heaps:
            seen = _seen(self.request.user, heap)
            rows = [
                (f"item-{heap.kind.key}|{item.pk}", heap.kind.text(item) if item.pk in seen else _("something you may not see"),
                 heap.kind.url(item) if item.pk in seen else "", goes or "", shown.heap_options(proposal, heap, goes))
                for item, goes in list(zip(heap.items, heap.goes, strict=True))[:SHOWN]
            ]  # fmt: skip
            parts.append((str(heap.kind.label), rows, max(0, len(heap.items) - SHOWN)))
        return self.page(
            "organisation/reorganisation_things.html", row, proposal.units[unit].name, 422 if said else 200, parts=parts,
            said=said, text=text, unit=unit, known=sorted({one.name for one in proposal.rows.values()}),
        )  # fmt: skip

    def post(self, request: HttpRequest, key: int, unit: int) -> HttpResponse:
        row, proposal = self.draft(key)
        base = f"{kit_pages.url_of(row)}flytta/"
        try:
            if request.POST.get("act") == "all":
                heaps = [heap for heap in proposal.heaps if heap.unit == unit]
                text = request.POST.get("name", "").replace("\x00", "")[:300]
                keys, wrong = ([STAYS], "") if "stay" in request.POST else named(proposal, text)
                if wrong or len(keys) != 1:
                    return self.form(key, unit, wrong or _("Write one unit."), text)
                wanted = {(heap.kind.key, unit): (heap.one_way or "", keys[0]) for heap in heaps}
                self.told(*choosing.choose_moves(row, request.user, wanted))
            else:
                self.told(*choosing.choose_items(row, request.user, self._items()))
        except states.Refused as refused:
            messages.error(request, refused.message)
        return HttpResponseRedirect(base)

    def _items(self) -> dict[tuple[str, int], tuple[str, str]]:
        found: dict[tuple[str, int], tuple[str, str]] = {}
        for what, was, text in self.wanted("item-"):
            kind, _bar, thing = what.partition("|")
            if (number := whole(thing)) is not None:
                found[kind, number] = (was, text)
        return found


def _seen(user: Any, heap: Heap) -> set[int]:
    """Primary keys of the things that the person may see, in one query."""
    rows = {item.pk: heap.kind.shown(item) for item in heap.items[:SHOWN]}
    model = type(next(iter(rows.values())))
    visible = set(access.visible(user, model).filter(pk__in={row.pk for row in rows.values()}).values_list("pk", flat=True))
    return {pk for pk, row in rows.items() if row.pk in visible}
