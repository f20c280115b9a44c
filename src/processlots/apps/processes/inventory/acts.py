"""What is posted to an inventory's page: answers, new rows, one row saved. Works whole-page and, with htmx, row by row."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from processlots.apps.organisation.standing import standing
from processlots.apps.processes.actions import settle
from processlots.apps.processes.inventory.rows import RowForm, RowShown, shown, tally
from processlots.apps.processes.models import Inventory, Process
from processlots.apps.processes.models.inventory import QUESTIONS
from processlots.apps.processes.name_views import level_names
from processlots.apps.processes.pages.inventory_views import MANY, InventoryDetail, question_fields
from processlots.apps.processes.specification.written import split
from processlots.kit import access, asked, history, locking, pages

MOST_TYPED = 20
_LONGEST = 200


class InventoryAct(InventoryDetail):
    """A post to the page, by somebody who may write in the inventory while it is open."""

    http_method_names = ["post"]

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Inventory)

    def demanded(self, key: int) -> Inventory:
        """The inventory. Refused where it is decided."""
        inventory = self.row(key)
        access.demand(self.request.user, "change", inventory)
        if inventory.state not in Inventory.OPEN:
            raise PermissionDenied(_("The inventory is decided. Begin the yearly review, or open it to correct it."))
        return inventory

    @property
    def partial(self) -> bool:
        """True where htmx asks for the row alone."""
        return self.request.headers.get("HX-Request") == "true"

    def row_html(self, inventory: Inventory, one: RowShown, status: int = 200) -> HttpResponse:
        context = {"row": one, "obj": inventory, "writes": True, "alone": True, **self.counts(inventory)}
        return render(self.request, "processes/_inventory_row.html", context, status=status)

    def counts(self, inventory: Inventory) -> dict[str, Any]:
        """What stands above the rows, as it is now."""
        counted = tally(access.visible(self.request.user, Process).filter(inventory=inventory, ended_on=None))
        return {
            "tally": counted,
            "too_many": counted["rows"] > MANY,
            "may_decide": access.may(self.request.user, "decide", inventory),
        }

    def back(self, inventory: Inventory, to: str = "") -> HttpResponse:
        return HttpResponseRedirect(f"{inventory.get_absolute_url()}{to}")


class QuestionsView(InventoryAct):
    """The answers to the guided questions."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        inventory = self.demanded(key)
        answers = {
            name: request.POST.get(name, "").replace("\x00", "").replace("\r\n", "\n").strip()[:10_000] for name in QUESTIONS
        }
        expected = asked.version(request)
        for name, text in answers.items():
            setattr(inventory, name, text)
        try:
            with (
                transaction.atomic(),
                history.act(_("Answered the questions of %(what)s") % {"what": inventory}, user=request.user),
            ):
                locking.save(inventory, expected)
        except locking.Stale as stale:
            fields = question_fields(inventory)
            for one in fields:
                theirs = getattr(stale.theirs, one["name"])
                one["theirs"] = theirs if theirs != one["value"] else None
            # What they wrote stands beside; saving once more is a choice.
            inventory.version = stale.theirs.version
            messages.error(
                request,
                _(
                    "Somebody saved this while you were writing. Nothing is overwritten. "
                    "What is saved stands under each answer; save again to keep yours."
                ),
            )
            return self.page(request, inventory, questions=fields, status=409)
        messages.success(request, _("The answers are saved."))
        return self.back(inventory, "#rader")


class RowAddView(InventoryAct):
    """One name typed, or a few lines; more are pasted through the preview."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        inventory = self.demanded(key)
        names = split(request.POST.get("name", "").replace("\x00", ""))
        if not names or len(names) > MOST_TYPED or any(len(name) > _LONGEST for name in names):
            said = (
                _("Write a name.") if not names else _("Paste many rows in the field below; a name has at most 200 characters.")
            )
            if self.partial:
                return HttpResponse(status=204)
            messages.error(request, said)
            return self.back(inventory, "#ny")
        made = []
        person = standing(request.user).person
        with transaction.atomic(), history.act(_("Wrote in %(inventory)s") % {"inventory": inventory}, user=request.user):
            for name in names:
                row = Process.objects.create(name=name, inventory=inventory, unit=inventory.unit, found_by=person)
                made.append(settle(row))
        if not self.partial:
            return self.back(inventory, "#ny")
        others = level_names(request.user)
        start = inventory.rows.filter(ended_on=None).count() - len(made) + 1
        rows = [shown(request.user, row, number, True, others) for number, row in enumerate(made, start=start)]
        return render(
            request, "processes/_inventory_added.html", {"rows": rows, "obj": inventory, "writes": True, **self.counts(inventory)}
        )


class RowSaveView(InventoryAct):
    """One row, with its version; or the proposal taken as its name."""

    def post(self, request: HttpRequest, key: int, row: int) -> HttpResponse:
        inventory = self.demanded(key)
        process = (
            access.visible(request.user, Process)
            .filter(pk=row, inventory=inventory, ended_on=None)
            .select_related("inventory")
            .first()
        )
        if process is None:
            raise Http404
        access.demand(request.user, "change", process)
        number = _number(request)
        data = request.POST.copy()
        if request.POST.get("use"):
            data["name"] = request.POST["use"]
        form = RowForm(data, instance=process)
        if not form.is_valid():
            return self.again(inventory, process, form, number, 422)
        try:
            with transaction.atomic(), history.act(_("Changed %(what)s") % {"what": process}, user=request.user):
                locking.save(form.instance, asked.version(request))
                form.keep_recipients()
                settle(form.instance)
        except locking.Stale as stale:
            form.add_error(
                None,
                _("Somebody saved this row while you were writing. Now it says “%(name)s”. Save again to keep yours.")
                % {"name": stale.theirs},
            )
            process.version = stale.theirs.version
            return self.again(inventory, process, form, number, 409)
        if not self.partial:
            return self.back(inventory, f"#rad-{process.pk}")
        fresh = Process.objects.select_related("inventory", "found_by").get(pk=process.pk)
        one = shown(request.user, fresh, number, True, level_names(request.user))
        one.saved = True
        return self.row_html(inventory, one)

    def again(self, inventory: Inventory, process: Process, form: RowForm, number: int, status: int) -> HttpResponse:
        one = shown(self.request.user, process, number, True, level_names(self.request.user), form)
        return (
            self.row_html(inventory, one, status)
            if self.partial
            else self.page(self.request, inventory, bound=one, status=status)
        )


def _number(request: HttpRequest) -> int:
    return asked.whole(request.POST.get("number", ""), 6) or 0
