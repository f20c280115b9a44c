"""The start page: the house of the person's unit, and what needs the person (look 1)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from processlots.apps.organisation.models import Unit
from processlots.apps.organisation.standing import standing
from processlots.apps.processes import house as houses
from processlots.apps.processes import todo
from processlots.apps.processes.models import Inventory, Process
from processlots.kit import access
from processlots.kit.asked import whole
from processlots.kit.models import Installation
from processlots.kit.periods import today

MOST_TODO = 6
EVERYTHING = "alla"


class StartView(LoginRequiredMixin, View):
    """`?enhet=7` is that unit's house, `?enhet=alla` the whole municipality's; `?visa=lista` is the same in words."""

    def get(self, request: HttpRequest) -> HttpResponse:
        who = standing(request.user)
        if who.person is None:
            raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
        unit = self.unit(request)
        house = houses.build(request.user, unit)
        waiting = todo.waiting(request.user)
        municipality = Installation.current()[0]
        own = unit is not None and unit.pk == who.person.unit_id
        context = {
            "title": houses.title(unit, municipality),
            "crumbs": self.crumbs(unit, municipality),
            "house": house,
            "lead": house.lead(),
            "unit": unit,
            "own": own,
            "below": self.below(unit),
            "as_list": request.GET.get("visa") == "lista",
            "here": f"?enhet={unit.pk if unit else EVERYTHING}",
            "waiting": waiting[:MOST_TODO],
            "more": max(0, len(waiting) - MOST_TODO),
            "today": today(),
            "inventory": self.inventory(unit),
            "may_begin": unit is not None and access.may(request.user, "add", Inventory(unit=unit, year=today().year)),
            "may_find": access.may(request.user, "add", Process),
        }
        return render(request, "processes/start.html", context)

    def unit(self, request: HttpRequest) -> Unit | None:
        """The unit of the address, else the person's own."""
        asked = request.GET.get("enhet", "")
        if asked == EVERYTHING:
            return None
        if asked:
            found = Unit.objects.filter(pk=whole(asked) or 0).first()
            if found is None:
                raise Http404
            return found
        person = standing(request.user).person
        return person.unit if person is not None else None

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
