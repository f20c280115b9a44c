"""The start page: the house of the person's unit, and what needs the person (look 1)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from processlots.apps.organisation.models import Unit
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.models import Area, Inventory, Process, Recipient
from processlots.apps.processes.overview import house as houses
from processlots.apps.processes.overview import todo
from processlots.kit import access
from processlots.kit.models import Installation
from processlots.kit.periods import today

MOST_TODO = 6
EVERYTHING = houses.EVERYTHING


class StartView(LoginRequiredMixin, View):
    """`?enhet=7` is that unit's house, `?enhet=alla` the whole municipality's; `?visa=lista` is the same in words."""

    def get(self, request: HttpRequest) -> HttpResponse:
        who = standing(request.user)
        if who.person is None:
            raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
        chosen = houses.chosen(request)
        unit = chosen.unit
        house = houses.build(request.user, unit, chosen)
        waiting = todo.waiting(request.user)
        municipality = Installation.current()[0]
        own = unit is not None and unit.pk == who.person.unit_id
        context = {
            "title": chosen.title(municipality),
            "chosen": chosen,
            "areas": list(Area.objects.filter(ended_on=None).order_by("sort")[:60]),
            "receivers": receivers(house) if chosen.recipient is None else [],
            "crumbs": self.crumbs(unit, municipality),
            "house": house,
            "lead": house.lead(),
            "unit": unit,
            "own": own,
            "below": self.below(unit),
            "as_list": request.GET.get("visa") == "lista",
            "here": f"?{chosen.query}",
            "waiting": waiting[:MOST_TODO],
            "more": max(0, len(waiting) - MOST_TODO),
            "today": today(),
            "inventory": self.inventory(unit),
            "may_begin": unit is not None and access.may(request.user, "add", Inventory(unit=unit, year=today().year)),
            "may_find": access.may(request.user, "add", Process),
        }
        return render(request, "processes/start.html", context)

    def crumbs(self, unit: Unit | None, municipality: str) -> list[tuple[str, str]]:
        if unit is None:
            return []
        return [(municipality, f"/?enhet={EVERYTHING}"), *((str(one), f"/?enhet={one.pk}") for one in unit.ancestors())]

    def below(self, unit: Unit | None) -> list[Unit]:
        """The units right under it."""
        return list(Unit.objects.at(today()).filter(parent=unit).order_by("sort")[:60])

    def inventory(self, unit: Unit | None) -> Any:
        """The unit's newest inventory."""
        return None if unit is None else Inventory.objects.filter(unit=unit).order_by("-year").first()


def receivers(house: houses.House) -> list[Recipient]:
    """Those who receive something from the house, by name: they were read with its processes."""
    found = {one.pk: one for room in house.rooms for one in room.process.recipients.all()}
    return sorted(found.values(), key=lambda one: one.sort)[:60]
