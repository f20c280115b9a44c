"""Who leads the management group of a level: the nearest manager of the unit, from the unit upwards (R-28)."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType

from processlots.apps.organisation.models import Appointment, Person, Unit


def responsible_manager(unit: Unit) -> Person | None:
    """The responsible manager, or None where nobody up to the top is one."""
    above = unit.ancestor_ids()
    kind = ContentType.objects.get_for_model(Unit)
    found = Appointment.objects.at().filter(
        role=Appointment.Role.MANAGER, scope_type=kind, scope_id__in=above, state__in=Appointment.IN_FORCE
    )
    held = {one.scope_id: one for one in found.select_related("person")}
    return next((held[pk].person for pk in reversed(above) if pk in held), None)
