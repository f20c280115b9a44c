"""What the house and the register say beside a process's name, gathered for many processes at once.

    @house_state(10)
    def new_signals(processes, user):
        return {process.pk: Sign("signal", _("New signal")) for …}

Each function costs a fixed number of queries. Where several have something to say, the lowest order is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processlots.apps.organisation.models import Appointment
from processlots.apps.processes.models import Process
from processlots.kit.models.checks import StoredFinding


@dataclass(frozen=True)
class Sign:
    """A mark of the look (ok, none, begun, warn, error, signal) and one to four words."""

    mark: str
    text: str

    @lru_cache(maxsize=512)  # noqa: B019  a sign is a value; there are few of them
    def html(self) -> str:
        from processlots.kit.templatetags.kit import mark

        return format_html('<span class="state {}">{}{}</span>', self.mark, mark(self.mark), self.text)


Signs = dict[int, Sign]
_sources: list[tuple[int, Callable[[Sequence[Process], Any], Signs]]] = []


def house_state(order: int) -> Callable[[Callable[[Sequence[Process], Any], Signs]], Callable[[Sequence[Process], Any], Signs]]:
    """Register a function from (processes, user) to primary key → Sign."""

    def keep(source: Callable[[Sequence[Process], Any], Signs]) -> Callable[[Sequence[Process], Any], Signs]:
        _sources.append((order, source))
        _sources.sort(key=lambda one: one[0])
        return source

    return keep


def states(processes: Sequence[Process], user: Any) -> Signs:
    """The sign of each process that has one."""
    found: Signs = {}
    for _order, source in _sources:
        for pk, sign in source(processes, user).items():
            found.setdefault(pk, sign)
    return found


@house_state(40)
def undecided(processes: Sequence[Process], user: Any) -> Signs:
    """Found, and waiting for the inventory's decision."""
    return {one.pk: Sign("begun", _("Not decided yet")) for one in processes if one.status == Process.Status.DISCOVERED}


@house_state(50)
def owner_missing(processes: Sequence[Process], user: Any) -> Signs:
    """Nobody owns it (V-11), from the inventory's decision on."""
    return {one.pk: Sign("warn", _("Owner missing")) for one in processes if one.owner_id is None and one.ended_on is None}


@house_state(60)
def owner_temporary(processes: Sequence[Process], user: Any) -> Signs:
    """The owner is temporary (S2-3), from step 4 on (V-12)."""
    late = [one.pk for one in processes if one.owner_id is not None and one.step >= Process.Step.DESCRIBE]
    if not late:
        return {}
    kind = ContentType.objects.get_for_model(Process)
    rows = Appointment.objects.at().filter(
        scope_type=kind,
        scope_id__in=late,
        role=Appointment.Role.OWNER,
        kind=Appointment.Kind.TEMPORARY,
        state__in=Appointment.IN_FORCE,
    )
    return {pk: Sign("warn", _("Temporary owner")) for pk in rows.values_list("scope_id", flat=True)}


@house_state(90)
def to_mend(processes: Sequence[Process], user: Any) -> Signs:
    """How much the checks want mended."""
    open_ones = StoredFinding.objects.filter(process__in=[one.pk for one in processes], severity__in="FV", accepted_by=None)
    counted = open_ones.values_list("process").annotate(errors=Count("pk", filter=Q(severity="F")), all=Count("pk"))
    made = {}
    for pk, errors, total in counted:
        text = ngettext("%(count)s thing to mend", "%(count)s things to mend", total) % {"count": total}
        made[pk] = Sign("error" if errors else "warn", text)
    return made
