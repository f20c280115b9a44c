"""The guided form: six questions, one at a time, kept as one goes (S1-4a … S1-4f). Works without script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.standing import standing
from processlots.apps.processes.actions import settle
from processlots.apps.processes.inventory.acts import _LONGEST, MOST_TYPED, InventoryAct
from processlots.apps.processes.models import Find, Inventory, Process
from processlots.apps.processes.models.inventory import QUESTIONS
from processlots.apps.processes.pages.inventory_views import GUIDANCE, passages_of, strategies_for
from processlots.apps.processes.specification.written import split
from processlots.kit import access, asked, history, locking

LAST = 6
#: how lists begin their lines
_NUMBERED = re.compile(r"(?m)^\s*(\d{1,3}[.)]|[-•*–])\s+")
#: so many purposes are asked for on one page; the rest stand on the next
_PURPOSES = 40
TITLES = {
    5: gettext_lazy("Which processes deliver this?"),
    6: gettext_lazy("What is the purpose of each process?"),
}
HELP = {
    5: gettext_lazy(
        "Name each with a verb and what the recipient gets. Stay on an overall level; what is part of another can come later."
    ),
    6: gettext_lazy("Which need is met, and which value is delivered? An owner can be appointed when the purpose is written."),
}


@dataclass(frozen=True)
class Question:
    """One of the six as the overview shows it."""

    number: int
    label: Any
    done: bool
    url: str


def overview(inventory: Inventory, rows: int, purposes: int) -> list[Question]:
    """The six questions, with which are answered. `rows` and `purposes`: how many rows there are, and have a purpose."""
    base = inventory.get_absolute_url()
    made = []
    for number, name in enumerate(QUESTIONS, start=1):
        field: Any = Inventory._meta.get_field(name)
        made.append(Question(number, field.verbose_name, bool(getattr(inventory, name)), f"{base}fraga-{number}/"))
    made.append(Question(5, TITLES[5], rows > 0, f"{base}fraga-5/"))
    made.append(Question(6, TITLES[6], rows > 0 and purposes == rows, f"{base}fraga-6/"))
    return made


class GuidedView(InventoryAct):
    """One question: read, answer, go on or back."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, key: int, number: int = 1) -> HttpResponse:  # type: ignore[override]  # a page of its own
        return self.question(self.demanded(key), number)

    def question(self, inventory: Inventory, number: int, status: int = 200, **more: Any) -> HttpResponse:
        if not 1 <= number <= LAST:
            raise Http404
        rows = access.visible(self.request.user, Process).filter(inventory=inventory, ended_on=None)
        counted = rows.count()
        context = {
            "obj": inventory,
            "number": number,
            "last": LAST,
            "title": TITLES.get(number),
            "help": HELP.get(number),
            "kind": _("Step 1, question %(number)s of %(last)s") % {"number": number, "last": LAST},
            "crumbs": [*self.pages.crumbs(self.request, inventory), (self.pages.title(inventory), inventory.get_absolute_url())],
            "questions": overview(inventory, counted, rows.exclude(purpose="").count()),
            "base": inventory.get_absolute_url(),
            "previous_url": f"{inventory.get_absolute_url()}fraga-{number - 1}/" if number > 1 else "",
            "version": inventory.version,
        }
        if number <= len(QUESTIONS):
            context |= self.text(inventory, number)
        else:
            ordered = rows.select_related("unit").order_by("priority", "sort", "pk")
            if number == LAST:
                # What has no purpose comes first: it is what the question is about.
                ordered = rows.order_by("purpose", "sort", "pk")
            context |= {"rows": list(ordered[:_PURPOSES]), "more": max(0, counted - _PURPOSES)}
            context["waiting"] = self.waiting(inventory) if number == 5 else 0
        return render(self.request, "processes/guided.html", {**context, **more}, status=status)

    def text(self, inventory: Inventory, number: int) -> dict[str, Any]:
        name = QUESTIONS[number - 1]
        field: Any = Inventory._meta.get_field(name)
        found: dict[str, Any] = {"title": field.verbose_name, "help": GUIDANCE[name], "value": getattr(inventory, name)}
        if name == "regulation":
            found["passages"] = passages_of(inventory)
            found["strategies"] = strategies_for(inventory)
        return found

    def waiting(self, inventory: Inventory) -> int:
        """Finds in the inboxes of the unit and below."""
        finds = access.visible(self.request.user, Find)
        return finds.filter(state=Find.State.WAITING, unit__path__startswith=inventory.unit.path).count()

    def post(self, request: HttpRequest, key: int, number: int = 1) -> HttpResponse:
        inventory = self.demanded(key)
        if not 1 <= number <= LAST:
            raise Http404
        if number <= len(QUESTIONS):
            return self.answered(inventory, number)
        return self.named(inventory) if number == 5 else self.purposes(inventory)

    def on(self, inventory: Inventory, number: int) -> HttpResponse:
        """Where the button said: on, back, to a question, or out."""
        base = inventory.get_absolute_url()
        go = self.request.POST.get("go", "next")
        chosen = asked.whole(go, 1)
        if chosen is not None and 1 <= chosen <= LAST:
            return HttpResponseRedirect(f"{base}fraga-{chosen}/")
        if go == "stay":
            return HttpResponseRedirect(f"{base}fraga-{number}/")
        if go == "pause" or (go == "next" and number == LAST):
            return HttpResponseRedirect(f"{base}#rader" if number == LAST else base)
        step = number - 1 if go == "back" else number + 1
        return HttpResponseRedirect(f"{base}fraga-{max(step, 1)}/")

    def answered(self, inventory: Inventory, number: int) -> HttpResponse:
        name = QUESTIONS[number - 1]
        text = self.request.POST.get("answer", "").replace("\x00", "").replace("\r\n", "\n").strip()[:10_000]
        if text == getattr(inventory, name):
            return self.on(inventory, number)
        expected = asked.version(self.request)
        setattr(inventory, name, text)
        said = _("Answered the questions of %(what)s") % {"what": inventory}
        try:
            with transaction.atomic(), history.act(said, user=self.request.user):
                locking.save(inventory, expected)
        except locking.Stale as stale:
            theirs = getattr(stale.theirs, name)
            if theirs == text:
                return self.on(inventory, number)
            # They may have answered another question; then there is nothing to choose between.
            fresh = self.row(inventory.pk)
            if theirs == self.request.POST.get("before", "").replace("\r\n", "\n"):
                setattr(fresh, name, text)
                with transaction.atomic(), history.act(said, user=self.request.user):
                    fresh.save()
                return self.on(fresh, number)
            return self.question(fresh, number, 409, value=text, theirs=theirs)
        return self.on(inventory, number)

    def named(self, inventory: Inventory) -> HttpResponse:
        """S1-4e: the answers are the rows."""
        names = split(_NUMBERED.sub("", self.request.POST.get("answer", "").replace("\x00", "")))
        if len(names) > MOST_TYPED or any(len(name) > _LONGEST for name in names):
            messages.error(
                self.request,
                _("At most %(most)s at a time, each of at most 200 characters. Paste longer lists on the inventory's page.")
                % {"most": MOST_TYPED},
            )
            return self.question(inventory, 5, 422, value=self.request.POST.get("answer", ""))
        person = standing(self.request.user).person
        with transaction.atomic(), history.act(_("Wrote in %(inventory)s") % {"inventory": inventory}, user=self.request.user):
            for name in names:
                settle(Process.objects.create(name=name, inventory=inventory, unit=inventory.unit, found_by=person))
        return self.on(inventory, 5)

    def purposes(self, inventory: Inventory) -> HttpResponse:
        """S1-4f: a purpose for each row; what somebody else saved meanwhile is left alone and told of."""
        rows = access.visible(self.request.user, Process).filter(inventory=inventory, ended_on=None).select_related("inventory")
        keys = [pk for one in self.request.POST if one.startswith("purpose-") and (pk := asked.whole(one[8:])) is not None]
        stale = []
        with transaction.atomic(), history.act(_("Wrote in %(inventory)s") % {"inventory": inventory}, user=self.request.user):
            for row in rows.filter(pk__in=keys[:_PURPOSES]):
                text = self.request.POST[f"purpose-{row.pk}"].replace("\x00", "").replace("\r\n", "\n").strip()[:10_000]
                if text == row.purpose or not access.may(self.request.user, "change", row):
                    continue
                expected = asked.whole(self.request.POST.get(f"version-{row.pk}", ""), 9)
                row.purpose = text
                try:
                    locking.save(row, -1 if expected is None else expected)
                except locking.Stale:
                    stale.append(str(row))
                    continue
                settle(row)
        if stale:
            said = _("Somebody saved these while you were writing, so they are left as they are: %(names)s. Look at them again.")
            messages.error(self.request, said % {"names": ", ".join(stale)})
            return HttpResponseRedirect(f"{inventory.get_absolute_url()}fraga-6/")
        return self.on(inventory, LAST)
