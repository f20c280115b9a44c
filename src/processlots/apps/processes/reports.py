"""What can be printed of a process and of an inventory: T-1 and T-2. Values of other apps come through `panels.field`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.models import Appointment
from processlots.apps.processes.models import Inventory, Process
from processlots.apps.processes.steps import appointed
from processlots.kit import panels, reports
from processlots.kit.models import Installation
from processlots.kit.periods import today
from processlots.kit.tables import written

SPECIFICATION = (
    "organisation",
    "date",
    "number",
    "name",
    "owner",
    "leader",
    "team",
    "type",
    "purpose",
    "start",
    "result",
    "value",
    "recipients",
    "commissioned_by",
    "goals",
    "follow_up",
    "parts",
    "adjacent",
    "requirements",
    "effects",
    "map",
    "unit",
    "board",
    "reviewed",
)
INVENTORY = (
    "organisation",
    "date",
    "unit",
    "year",
    "forum",
    "manager",
    "regulation",
    "mission",
    "services",
    "recipients",
    "decision",
    "next_review",
    "rows",
)


@reports.report("specification", Process, title=gettext_lazy("Process specification"), fields=SPECIFICATION)
def specification(process: Process) -> dict[str, Any]:
    """The fifteen points of T-1, and the product's own. What is empty and optional is left out by the template."""
    held = appointed(process)
    others = {name: value(process) for name, value in panels.fields_of("specification").items()}
    return {
        "goals": "",
        "team": process.get_team_decision_display() if process.team_decision == Process.TeamDecision.YES else "",
        "follow_up": process.follow_up_place,
        "map": " ".join(
            part for part in (process.get_map_decision_display() if process.map_decision else "", process.map_reason) if part
        ),
        **others,
        "organisation": Installation.current()[0],
        "date": today(),
        "number": process.label,
        "name": process.name,
        "owner": _who(held.get(Appointment.Role.OWNER)) or _("not appointed"),
        "leader": _who(held.get(Appointment.Role.LEADER))
        or (_("%(owner)s, who leads as owner") % {"owner": process.owner} if process.owner else _("not appointed")),
        "type": process.get_type_display() if process.type else _("not chosen yet"),
        "purpose": process.purpose or _("not written yet"),
        "start": ": ".join(
            str(part) for part in (process.get_start_kind_display() if process.start_kind else "", process.start_event) if part
        )
        or _("not written yet"),
        "result": process.end_event or _("not written yet"),
        "value": ". ".join(part for part in (value_kinds(process), process.value) if part),
        "recipients": _lines(process.recipients.order_by("sort")) or _("not written yet"),
        "commissioned_by": process.commissioned_by,
        "parts": _lines(process.subprocesses.filter(ended_on=None).exclude(status=Process.Status.DISCOVERED).order_by("sort")),
        "adjacent": _lines(process.adjacent.filter(ended_on=None).exclude(status=Process.Status.DISCOVERED).order_by("sort")),
        "requirements": "\n".join(_requirement(one) for one in process.requirements.order_by("-critical", "pk")),
        "effects": process.effects,
        "unit": str(process.unit or ""),
        "board": str(process.accountable_board or ""),
        "reviewed": process.reviewed_on or "",
    }


@reports.report("inventory", Inventory, title=gettext_lazy("Process inventory"), fields=INVENTORY)
def inventory(row: Inventory) -> dict[str, Any]:
    """T-2: what the inventory started from, its rows, and the decision."""
    processes = (
        row.rows.filter(ended_on=None).select_related("owner").prefetch_related("recipients").order_by("priority", "sort", "pk")
    )
    decided = row.decision
    return {
        "organisation": Installation.current()[0],
        "date": decided.date if decided is not None else today(),
        "unit": str(row.unit),
        "year": row.year,
        "forum": str(row.forum or ""),
        "manager": _manager(row),
        "regulation": row.regulation,
        "mission": row.mission,
        "services": row.services,
        "recipients": row.recipients,
        "decision": _decided(decided) if decided is not None else "",
        "next_review": row.next_review or "",
        "rows": [
            {
                "number": number,
                "name": one.name,
                "type": one.get_type_display() if one.type else "",
                "purpose": one.purpose,
                "value": value_kinds(one),
                "recipients": ", ".join(str(recipient) for recipient in one.recipients.all()),
                "source": one.found_where,
                "owner": str(one.owner or ""),
                "priority": " ".join(str(part) for part in (one.priority or "", one.priority_reason) if part),
            }
            for number, one in enumerate(processes, start=1)
        ],
    }


def value_kinds(process: Process) -> str:
    """The kinds of value that are ticked, in words."""
    kinds = [
        (process.gives_service, _("a service")),
        (process.gives_support, _("a support")),
        (process.gives_governance, _("governance")),
    ]
    return ", ".join(str(word) for given, word in kinds if given).capitalize()


def _who(appointment: Appointment | None) -> str:
    if appointment is None:
        return ""
    person = appointment.person
    return f"{person}, {appointment.get_kind_display()}" + (f", {person.email}" if person.email else "")


def _manager(row: Inventory) -> str:
    """The nearest manager of the unit, from the unit upwards (R-28)."""
    from django.contrib.contenttypes.models import ContentType

    above = row.unit.ancestor_ids()
    kind = ContentType.objects.get_for_model(type(row.unit))
    found = Appointment.objects.at().filter(
        role=Appointment.Role.MANAGER, scope_type=kind, scope_id__in=above, state__in=Appointment.IN_FORCE
    )
    held = {one.scope_id: one for one in found.select_related("person")}
    return next((str(held[pk].person) for pk in reversed(above) if pk in held), "")


def _decided(decision: Any) -> str:
    """What was decided, by whom and by what right, and when."""
    by = ", ".join(part for part in (str(decision.by), decision.capacity) if part)
    return ". ".join(part.rstrip(".") for part in (decision.text, by, decision.diary_number, written(decision.date)) if part)


def _lines(rows: Sequence[Any] | Any) -> str:
    return "\n".join(str(one) for one in rows)


def _requirement(one: Any) -> str:
    words = f"{one.text} ({one.get_kind_display()}{', ' + one.source if one.source else ''})"
    return f"{words} – {_('critical')}" if one.critical else words
