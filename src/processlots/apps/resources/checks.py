"""What the checks say of resources (V-41)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.models import Unit
from processlots.apps.resources import conflicts, people
from processlots.apps.resources.models import ResourceRequest
from processlots.kit.checks import Finding, check, told
from processlots.kit.periods import today


@check("V-41", ResourceRequest, severity="V")
def no_more_is_granted_than_there_is(request: ResourceRequest) -> Iterator[Finding]:
    """RES-4: a person over 100 %, or more of a competence than the resource owner has."""
    if not request.open:
        return
    for one in conflicts.of_request(request):
        if one.end is not None and one.end < today():
            continue
        text = _("%(what)s is granted to %(total)s %%, from %(start)s, between %(count)s processes. There is %(limit)s %%. "
                 "Change an answer, or lift it to the management group.")  # fmt: skip
        count = len({need.request.process_id for need in one.needs})
        yield Finding(told(text, what=one.what, total=one.most, start=one.start, count=count, limit=one.limit),
                      url=f"/resurser/{request.key}/#conflict")  # fmt: skip


@check("V-41", Unit, severity="I")
def everyone_has_a_task(unit: Unit) -> Iterator[Finding]:
    """RES-7, R-6: employees of a competence area without a task in any process."""
    if unit.pk is None:
        return
    count = people.without_task(people.here().filter(unit=unit)).count()
    if count:
        text = _("%(count)s who work in the unit have no task in any process. See who, and give them one.")
        yield Finding(told(text, count=count), url=f"/resurser/medarbetare/?enhet={unit.pk}&utan=1")
