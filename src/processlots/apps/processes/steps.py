"""When steps 1 to 4 are complete, and what is missing with a link that mends it (S0-6, S2-2, S3-4, S4-5, S4-13)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.models import Appointment, Consent
from processlots.apps.processes.models import Process
from processlots.apps.processes.naming import judge
from processlots.kit.pages import mend_url
from processlots.kit.panels import Criterion, step
from processlots.kit.periods import covers, today

Missing = list[tuple[Any, str]]


def appointed(process: Process) -> dict[str, Appointment]:
    """Role → the appointment in force to it today, with its consents; read once per row."""
    known = process.__dict__.get("held")
    if known is None:
        kind = ContentType.objects.get_for_model(Process)
        rows = Appointment.objects.filter(
            covers(today()), scope_type=kind, scope_id=process.pk, state__in=Appointment.IN_FORCE, role__in=Appointment.SINGLE
        )
        known = {one.role: one for one in rows.select_related("person").prefetch_related("consents__person")}
        process.__dict__["held"] = known
    return known


def appoint_url(process: Process, role: str) -> str:
    """The page where owner or leader is appointed."""
    return f"/processer/{process.key}/{'agare' if role == Appointment.Role.OWNER else 'ledare'}/"


def _empty(process: Process, fields: Iterable[tuple[str, Any]]) -> Missing:
    return [(text, mend_url(process, name)) for name, text in fields if not getattr(process, name)]


@step(1)
def the_inventory(process: Process) -> Criterion:
    """Name, type, purpose, recipient and kind of value, and the manager's decision."""
    missing: Missing = []
    if not process.name_accepted_reason and judge(process.name).verdict == "wrong":
        missing.append((_("The name does not follow the naming standard"), mend_url(process, "name")))
    missing += _empty(process, [("type", _("The type is not chosen")), ("purpose", _("The purpose is not written"))])
    if not process.recipients.all():
        missing.append((_("Nobody is written as recipient"), mend_url(process, "recipients")))
    if not (process.gives_service or process.gives_support or process.gives_governance):
        missing.append(
            (_("It is not said whether it gives a service, a support or governance"), mend_url(process, "gives_service"))
        )
    if process.inventory_decision_id is None:
        where = f"/inventeringar/{process.inventory_id}/" if process.inventory_id else "/inventeringar/"
        missing.append((_("The inventory is not decided"), where))
    note = "" if process.inventory_decision is None else process.inventory_decision.date
    return Criterion(not missing, tuple(missing), note)


@step(2)
def the_owner(process: Process) -> Criterion:
    """One owner, with the resource owner's agreement and anchoring recorded."""
    owner = appointed(process).get(Appointment.Role.OWNER)
    page = appoint_url(process, Appointment.Role.OWNER)
    if owner is None:
        return Criterion(False, ((_("No owner is appointed"), page),))
    given = {one.kind for one in owner.consents.all() if one.agrees}
    missing: Missing = []
    if Consent.Kind.RESOURCE_OWNER not in given:
        missing.append((_("It is not written that the resource owner agrees to the owner"), f"{page}samtycke/"))
    if Consent.Kind.ANCHORED not in given:
        missing.append((_("It is not written where the ownership is anchored"), f"{page}samtycke/#id_anchored_by"))
    return Criterion(not missing, tuple(missing), f"{owner.person}, {owner.get_kind_display()}")


@step(3)
def the_leader(process: Process) -> Criterion:
    """A leader, or the owner who leads; and whether there is a team."""
    held = appointed(process)
    missing: Missing = []
    if not held:
        missing.append((_("Nobody leads the process until there is an owner"), appoint_url(process, Appointment.Role.OWNER)))
    if not process.team_decision:
        missing.append((_("It is not decided whether there is a team"), mend_url(process, "team_decision")))
    leader = held.get(Appointment.Role.LEADER)
    note = str(leader.person) if leader else _("the owner leads") if held else ""
    return Criterion(not missing, tuple(missing), note)


@step(4)
def the_specification(process: Process) -> Criterion:
    """The fields that every specification has (T-1), regular owner and leader, and a decision about the map."""
    missing = _empty(
        process,
        [
            ("start_kind", _("It is not said whether a need or an event starts the process")),
            ("start_event", _("It is not written what starts the process")),
            ("end_event", _("It is not written what the process results in")),
        ],
    )
    temporary = [one for one in appointed(process).values() if one.kind == Appointment.Kind.TEMPORARY]
    if temporary and not process.temporary_reason:
        words = _("%(person)s is still temporary") % {"person": temporary[0].person}
        missing.append((words, mend_url(process, "temporary_reason")))
    if not process.map_decision:
        missing.append((_("It is not decided whether there is a map"), mend_url(process, "map_decision")))
    elif process.map_decision == Process.MapDecision.NOT_SUITABLE and not process.map_reason:
        missing.append((_("It is not written why a map is not suitable"), mend_url(process, "map_reason")))
    return Criterion(not missing, tuple(missing), process.get_map_decision_display() if process.map_decision else "")


#: what a step's page says to do, in the words of a button
NEXT = {
    1: gettext_lazy("Complete the inventory"),
    2: gettext_lazy("Appoint an owner"),
    3: gettext_lazy("Appoint a leader"),
    4: gettext_lazy("Describe the current state"),
    5: gettext_lazy("Set goals"),
    6: gettext_lazy("Manage and develop"),
}

#: who answers for each step (S0-2)
RESPONSIBLE = {
    1: gettext_lazy("management group and responsible manager"),
    2: gettext_lazy("whoever appoints, with the management group"),
    3: gettext_lazy("the owner"),
    4: gettext_lazy("owner and leader"),
    5: gettext_lazy("owner, leader and team"),
    6: gettext_lazy("owner, leader and team"),
}
