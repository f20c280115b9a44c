"""V-53: new owners and leaders take the orientation; and when a facilitator's courses must be taken again (UT-3, UT-5)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from processlots.apps.learning import status
from processlots.apps.learning.models import months_after
from processlots.apps.organisation.models import Appointment
from processlots.kit.checks import Finding, check, told
from processlots.kit.periods import today

#: months within which a new owner or leader takes the orientation
MONTHS = 3
#: so long before a facilitator's time is over it is told of
SOON = datetime.timedelta(days=90)


def new_without_orientation(row: Appointment) -> bool:
    """True for an owner or leader in force who has not taken the orientation, however new."""
    if row.role not in Appointment.SINGLE or row.state not in Appointment.IN_FORCE or not row.holds(today()):
        return False
    return not status.oriented([row.person_id])


@check("V-53", Appointment, severity="V")
def a_new_owner_is_oriented(row: Appointment) -> Iterator[Finding]:
    """Within three months from the day the role began."""
    if new_without_orientation(row) and months_after(row.valid_from, MONTHS) < today():
        said = _("%(person)s has been %(role)s since %(date)s without the orientation. Contact a facilitator in the area.")
        yield Finding(
            told(said, person=row.person, role=row.get_role_display(), date=row.valid_from),
            url=f"/personer/{row.person.key}/#training",
        )
