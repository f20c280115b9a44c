"""Priorities for many rows at once: which processes to begin with, why, and who said so (S1-10)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from processlots.apps.processes.actions import settle
from processlots.apps.processes.inventory.acts import InventoryAct
from processlots.apps.processes.models import Inventory, Process
from processlots.kit import access, asked, history, locking
from processlots.kit.periods import today

MOST = 500
LONGEST = 300
#: high, medium and low as they are stored: what comes first is the lowest number
LEVELS = {1: pgettext_lazy("priority", "High"), 2: pgettext_lazy("priority", "Medium"), 3: pgettext_lazy("priority", "Low")}


def in_words(priority: int | None, scale: str) -> str:
    """The priority as the group says it."""
    if priority is None:
        return ""
    return str(LEVELS.get(priority, priority)) if scale == Inventory.Scale.LEVELS else str(priority)


def sign(process: Process, user: Any) -> None:
    """Who decided the priority, and when; nobody where there is none."""
    process.priority_by = user.person if process.priority is not None else None
    process.priority_on = today() if process.priority is not None else None


class PriorityView(InventoryAct):
    """The rows with their priorities; `ticked` rows get the same at one press."""

    http_method_names = ["get", "post"]

    def rows(self, inventory: Inventory) -> Any:
        rows = access.visible(self.request.user, Process).filter(inventory=inventory, ended_on=None)
        return (
            rows.select_related("inventory", "priority_by")
            .prefetch_related("recipients")
            .order_by("priority", "sort", "pk")[:MOST]
        )

    def get(self, request: HttpRequest, key: int, tab: str = "") -> HttpResponse:
        return self.show(self.demanded(key), {}, [])

    def show(
        self, inventory: Inventory, written: dict[int, dict[str, str]], faults: list[str], status: int = 200
    ) -> HttpResponse:
        rows = []
        for one in self.rows(inventory):
            own = written.get(one.pk, {})
            given = own.get("priority", "" if one.priority is None else str(one.priority))
            rows.append((one, given, own.get("reason", one.priority_reason)))
        levels = inventory.scale == Inventory.Scale.LEVELS
        context = {
            "obj": inventory,
            "title": gettext_lazy("Priorities"),
            "kind": str(inventory),
            "crumbs": [*self.pages.crumbs(self.request, inventory), (self.pages.title(inventory), inventory.get_absolute_url())],
            "rows": rows,
            "levels": [(str(number), word) for number, word in LEVELS.items()] if levels else [],
            "faults": faults,
        }
        return render(self.request, "processes/priorities.html", context, status=status)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        inventory = self.demanded(key)
        ticked = {pk for one in request.POST.getlist("row") if (pk := asked.whole(one)) is not None}
        together = request.POST.get("together", "").strip() if request.POST.get("act") == "together" else ""
        written, changed, faults = {}, [], []
        why = " ".join(request.POST.get("why", "").replace("\x00", "").split())
        for row in self.rows(inventory):
            given = request.POST.get(f"priority-{row.pk}")
            if given is None:
                continue
            reason = " ".join(request.POST.get(f"reason-{row.pk}", "").replace("\x00", "").split())
            if request.POST.get("act") == "together" and row.pk in ticked:
                given, reason = together, why or reason
            written[row.pk] = {"priority": given.strip(), "reason": reason}
            fault = self.fault(inventory, row, given.strip(), reason)
            if fault:
                faults.append(fault)
                continue
            number = int(given) if given.strip() else None
            if (number, reason) != (row.priority, row.priority_reason):
                changed.append((row, number, reason, asked.whole(request.POST.get(f"version-{row.pk}", ""), 9)))
        if faults:
            return self.show(inventory, written, faults, 422)
        stale = self.save(inventory, changed)
        if stale:
            said = _("Somebody saved these while you were writing, so they are left as they are: %(names)s. Look at them again.")
            messages.error(request, said % {"names": ", ".join(stale)})
        elif changed:
            said = ngettext("One priority is saved.", "%(count)s priorities are saved.", len(changed))
            messages.success(request, said % {"count": len(changed)})
        return HttpResponseRedirect(f"{inventory.get_absolute_url()}prioritera/")

    def fault(self, inventory: Inventory, row: Process, given: str, reason: str) -> str:
        most = len(LEVELS) if inventory.scale == Inventory.Scale.LEVELS else 9999
        number = asked.whole(given, 4) if given else 1
        if number is None or not 1 <= number <= most:
            return _("%(process)s: the priority is “%(text)s”. Write a number from 1, or leave it empty.") % {
                "process": row, "text": given[:20],
            }  # fmt: skip
        if len(reason) > LONGEST:
            return _("%(process)s: the reason is longer than %(most)s characters. Shorten it.") % {
                "process": row,
                "most": LONGEST,
            }
        return ""

    def save(self, inventory: Inventory, changed: list[tuple[Process, int | None, str, int | None]]) -> list[str]:
        """Names of the rows that somebody else had saved meanwhile."""
        stale = []
        said = _("Set priorities in %(inventory)s") % {"inventory": inventory}
        with transaction.atomic(), history.act(said, user=self.request.user):
            for row, number, reason, expected in changed:
                if not access.may(self.request.user, "change", row):
                    continue
                row.priority, row.priority_reason = number, reason
                sign(row, self.request.user)
                try:
                    locking.save(row, -1 if expected is None else expected)
                except locking.Stale:
                    stale.append(str(row))
                    continue
                settle(row)
        return stale
