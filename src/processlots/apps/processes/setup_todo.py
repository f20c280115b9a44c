"""What a new installation waits for: units, people, managers, and the first facilitator (R-7, R-28, R-43, UT-3)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.overview.todo import Todo, todo

Role = Appointment.Role


@todo(10)
def rooms_to_furnish(user: Any) -> list[Todo]:
    """The first things for the administrator and the model manager; nothing once they are done."""
    who = standing(user)
    if not who.administrator and not who.model_manager:
        return []
    wanted = (Role.MANAGER, Role.MODEL_MANAGER, Role.FACILITATOR)
    held = set(
        Appointment.objects.at().filter(role__in=wanted, state__in=Appointment.IN_FORCE).values_list("role", flat=True).distinct()
    )
    made = []
    if who.administrator:
        if Unit.objects.count() < 2:
            made.append(Todo("next", _("Add the units"), "/inlasning/units/", detail=_("Paste the list, or read in a file.")))
        if Person.objects.count() < 2:
            said = _("Those who shall lead, own or take part. Then make their logins, on each person's page.")
            made.append(Todo("next", _("Add the people"), "/inlasning/people/", detail=said))
        if Role.MANAGER not in held:
            said = _("On the unit's page. The manager decides on the inventory and appoints owners.")
            made.append(Todo("next", _("Appoint managers"), "/enheter/", detail=said))
        if Role.MODEL_MANAGER not in held:
            said = _("On the person's page. The model manager writes down courses and keeps the handbook.")
            made.append(Todo("next", _("Appoint a model manager"), "/personer/", detail=said))
    if Role.FACILITATOR not in held:
        said = _(
            "A facilitator has taken every course that is needed. They may be written down afterwards, by the model manager."
        )
        if who.model_manager:
            made.append(Todo("next", _("Write down the courses of the first facilitator"), "/kurser/", detail=said))
        elif Role.MODEL_MANAGER in held:
            made.append(Todo("none", _("There is no facilitator yet"), "/processhandledare/", detail=said))
    return made
