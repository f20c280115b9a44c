"""What a night changes: a course is no longer valid, or an owner has been new for too long (UT-3, V-53)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from processlots.apps.learning.actions import keep_all
from processlots.apps.organisation.models import Appointment
from processlots.kit import checks, jobs
from processlots.kit.periods import covers, today


@jobs.nightly("learning.status", title=_("Who is a process facilitator, and who has taken the orientation"), at="02:20")
def keep_status_of_all(running: Any) -> dict[str, int]:
    """The status of everybody who has taken a course, and the findings about owners and leaders."""
    keep_all()
    rows = Appointment.objects.filter(covers(today()), role__in=Appointment.SINGLE, state__in=Appointment.IN_FORCE)
    total = rows.count()
    for done, row in enumerate(rows.select_related("person", "scope_type").iterator(chunk_size=200), start=1):
        checks.refresh(row)
        running.progress(done, total)
    return {"appointments": total}
