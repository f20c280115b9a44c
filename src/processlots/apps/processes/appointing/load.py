"""The load per owner: how many processes each person owns, leads and works in (S2-4), for whoever lends or appoints."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views import View

from processlots.apps.organisation import frame
from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.appointing import reporting
from processlots.kit import access, asked, workbooks
from processlots.kit.periods import today

URL = "/belastning/"
SHOWN = 200

frame.room(45, gettext_lazy("Load"), URL)


def people_of(user: Any, unit: Unit | None) -> Any:
    """Those under the unit who have something in a process; without a unit everybody."""
    roles = (*Appointment.SINGLE, Appointment.Role.TEAM)
    appointed = Appointment.objects.at().filter(role__in=roles, state__in=Appointment.IN_FORCE).values("person")
    rows = access.visible(user, Person).filter(Q(left=None) | Q(left__gte=today()), pk__in=appointed)
    return rows.filter(unit__path__startswith=unit.path) if unit is not None else rows


class LoadView(LoginRequiredMixin, View):
    """A list by person, for a unit with everything under it; a manager begins with the own unit."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not access.of(Person).may_enter(request.user):
            raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
        unit = self.unit(request)
        rows = reporting.loads(people_of(request.user, unit).select_related("unit"))
        if request.GET.get("format") == "xlsx":
            return self.sheet(rows)
        mean = sum(one.owns for one in rows if one.owns) / max(1, sum(1 for one in rows if one.owns))
        context = {
            "title": _("Load per person"),
            "lead": _("How many processes each one owns, leads and works in. It says whether one more is too much."),
            "crumbs": [],
            "rooms": frame.rooms(URL),
            "unit": unit,
            "loads": rows[:SHOWN],
            "more": max(0, len(rows) - SHOWN),
            "most": rows[0] if rows and rows[0].owns else None,
            "mean": round(mean, 1),
            "sheet": f"{URL}?format=xlsx" + (f"&enhet={unit.pk}" if unit is not None else "&enhet=alla"),
        }
        return render(request, "processes/load.html", context)

    def unit(self, request: HttpRequest) -> Unit | None:
        """The unit asked for, or the first that the person manages; None is the whole municipality."""
        text = request.GET.get("enhet", "")
        key = asked.whole(text)
        if key is not None:
            return access.visible(request.user, Unit).filter(pk=key).first()
        own = standing(request.user).of(Appointment.Role.MANAGER, "unit")
        return access.visible(request.user, Unit).filter(pk__in=own).order_by("path").first() if own and not text else None

    def sheet(self, rows: list[reporting.Load]) -> HttpResponse:
        """The same as Excel."""
        heads = [
            _("Person"), pgettext("organisation", "Unit"), _("Owns"), _("Overall level"), _("Below"), _("Leads"), _("Teams")
        ]  # fmt: skip
        lines = [
            [one.person.name, str(one.person.unit or ""), one.owns, one.top, one.below, one.leads, one.teams] for one in rows
        ]
        return workbooks.answer(_("Load per person"), heads, lines)
