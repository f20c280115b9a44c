"""The list of process facilitators by area (R-7), and the one that every page names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from processlots.apps.learning import status
from processlots.apps.learning.actions import needed_courses, set_area
from processlots.apps.learning.models import TrainingRecord
from processlots.apps.organisation import frame
from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.apps.organisation.standing import standing
from processlots.kit import access, shell
from processlots.kit.forms import LookupField

URL = "/processhandledare/"
_MINUTE = 60


def in_force() -> models.QuerySet[Appointment]:
    """The facilitators of today, each with an area (a unit) or for the whole municipality."""
    rows = Appointment.objects.at().filter(role=Appointment.Role.FACILITATOR, state__in=Appointment.IN_FORCE)
    return rows.select_related("person__unit").order_by("person__sort", "pk")


@shell.part
def pilot(request: HttpRequest) -> dict[str, Any]:
    """The way to a pilot at the bottom of every page: a name, and the list where all of them stand."""
    if standing(request.user).person is None:
        return {}
    found = cache.get("facilitator")
    if found is None:
        row = in_force().order_by("pk").first()
        found = (row.person.name, URL) if row is not None else ()
        cache.set("facilitator", found, _MINUTE)
    return {"facilitator": found or None}


def by_area(user: Any) -> list[tuple[Unit | None, list[Appointment]]]:
    """(area, its facilitators), in the order of the unit tree; those for everything come first."""
    rows = [row for row in in_force() if row.person.left is None]
    kind = ContentType.objects.get_for_model(Unit)
    ids = {row.scope_id for row in rows if row.scope_type_id == kind.pk and row.scope_id is not None}
    units = {unit.pk: unit for unit in access.visible(user, Unit).filter(pk__in=ids)}
    found: dict[int | None, list[Appointment]] = {}
    for row in rows:
        found.setdefault(row.scope_id if row.scope_id in units else None, []).append(row)
    areas = sorted(found, key=lambda pk: units[pk].path if pk is not None else "")
    return [(units.get(pk) if pk is not None else None, found[pk]) for pk in areas]


class Facilitators(LoginRequiredMixin, View):
    """Whom to ask, area by area; for those who record courses also who is on the way."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not access.of(Person).may_enter(request.user):
            raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
        context: dict[str, Any] = {
            "title": _("Process facilitators"),
            "lead": _("They know the model and the method: they guide an inventory, lead a mapping and draw the maps."),
            "crumbs": [],
            "rooms": frame.rooms(URL),
            "areas": by_area(request.user),
            "may_record": access.may(request.user, "add", TrainingRecord),
            "needed": needed_courses(),
            "unmet": [one.label for one in status.needed() if not one.courses],
        }
        return render(request, "learning/facilitators.html", context)


class AreaForm(forms.Form):
    """The area of a facilitator."""

    area = LookupField(
        Unit.objects.all(),
        label=gettext_lazy("Area"),
        required=False,
        help_text=gettext_lazy("The unit with everything under it. Leave it empty for the whole municipality."),
    )


class AreaView(LoginRequiredMixin, View):
    """Which part of the organisation a facilitator is asked by first."""

    def found(self, request: HttpRequest, pk: int) -> Appointment:
        row = in_force().filter(pk=pk).first()
        if row is None:
            raise Http404
        access.demand(request.user, "change", TrainingRecord)
        return row

    def page(self, row: Appointment, form: AreaForm, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Area of the facilitator"),
            "kind": str(row.person),
            "crumbs": [(_("Process facilitators"), URL)],
            "form": form,
            "cancel_url": URL,
        }
        return render(self.request, "kit/form.html", context, status=status)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.found(request, pk)
        return self.page(row, AreaForm(initial={"area": row.scope}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.found(request, pk)
        form = AreaForm(request.POST)
        if not form.is_valid():
            return self.page(row, form, 422)
        set_area(row, form.cleaned_data["area"], request.user)
        messages.success(request, _("The area of %(person)s is saved.") % {"person": row.person})
        return HttpResponseRedirect(URL)
