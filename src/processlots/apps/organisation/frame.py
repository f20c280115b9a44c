"""What the frame of every page shows of the organisation: who has signed in, and the facilitator to ask."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest

from processlots.apps.organisation.models import Appointment
from processlots.apps.organisation.standing import standing
from processlots.kit import shell

_MINUTE = 60


@shell.part
def person(request: HttpRequest) -> dict[str, Any]:
    """The name at the top, and the way to a pilot at the bottom of every page (R-7: the list of facilitators is open)."""
    who = standing(request.user)
    if who.person is None:
        return {"person": request.user.get_username() or None}
    return {"person": who.person.name, "facilitator": facilitator()}


def facilitator() -> tuple[str, str] | None:
    """Name and address of a facilitator to ask; remembered for a minute, since every page asks."""
    found = cache.get("facilitator")
    if found is None:
        row = (
            Appointment.objects.at()
            .filter(role=Appointment.Role.FACILITATOR, state__in=Appointment.IN_FORCE)
            .select_related("person").order_by("pk").first()
        )  # fmt: skip
        found = (row.person.name, row.person.get_absolute_url()) if row is not None else ()
        cache.set("facilitator", found, _MINUTE)
    return found or None
