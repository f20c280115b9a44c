"""What can be printed of a process and of an inventory: T-1 and T-2. Values of other apps come through `panels.field`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.models import Appointment
from processlots.apps.processes.models import Interface, Process, Team
from processlots.apps.processes.steps import appointed
from processlots.kit import panels, reports
from processlots.kit.models import Installation
from processlots.kit.periods import covers, today

#: found but not decided, or none: their names are not for everyone
_UNSAID = (Process.Status.DISCOVERED, Process.Status.NOT_A_PROCESS)

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
    "starts",
    "started_by",
    "part_of",
    "interfaces",
    "requirements",
    "documents",
    "effects",
    "described",
    "map",
    "unit",
    "units",
    "board",
    "classification",
    "status",
    "reviewed",
    "version",
    "name_en",
    "purpose_en",
)


@reports.report("specification", Process, title=gettext_lazy("Process specification"), fields=SPECIFICATION)
def specification(process: Process) -> dict[str, Any]:
    """The fifteen points of T-1, and the product's own. What is empty and optional is left out by the template."""
    held = appointed(process)
    others = {name: value(process) for name, value in panels.fields_of("specification").items()}
    rows = list(process.requirements.order_by("-critical", "pk"))
    demands, facts = [one for one in rows if one.is_demand], [one for one in rows if not one.is_demand]
    codes = process.process_codes.filter(covers(today())).select_related("code").order_by("code__scheme", "code__place")
    return {
        "goals": "",
        "team": _lines(team_of(process)),
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
        "parts": "\n".join(_part(one) for one in _said(process.subprocesses)),
        "part_of": str(process.parent) if process.parent is not None and process.parent.status not in _UNSAID else "",
        "adjacent": _lines(_said(process.adjacent)),
        "starts": _lines(_said(process.starts)),
        "started_by": _lines(_said(process.started_by)),
        "interfaces": "\n".join(_interface(one, process) for one in _interfaces(process)),
        "requirements": "\n".join([*(_requirement(one) for one in demands), *(_fact(one) for one in facts)]),
        "documents": "\n".join(
            _document(one) for one in process.attachments.filter(ended_on=None).order_by("kind", "title", "pk")
        ),
        "effects": process.effects,
        "described": described(process),
        "unit": str(process.unit or ""),
        "units": _lines(process.units.order_by("sort")),
        "board": str(process.accountable_board or ""),
        "classification": "\n".join(f"{one.code} ({one.code.scheme_text})" for one in codes),
        "status": process.get_status_display(),
        "reviewed": process.reviewed_on or "",
        "version": others.get("version", ""),
        "name_en": process.name_en,
        "purpose_en": process.purpose_en,
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


def _lines(rows: Sequence[Any] | Any) -> str:
    return "\n".join(str(one) for one in rows)


def _said(rows: Any) -> Any:
    """Processes that everyone may read of, in order."""
    return rows.filter(ended_on=None).exclude(status__in=_UNSAID).order_by("sort")


def _part(one: Process) -> str:
    return str(one) if one.end_event else f"{one} ({_('not described yet')})"


def _requirement(one: Any) -> str:
    """Whose it is and where it is written, whether it is critical and met, and what it means."""
    words = ", ".join(str(part) for part in (one.get_kind_display(), one.required_by, one.source) if part)
    met = {"yes": _("met"), "partly": _("partly met"), "no": _("not met")}.get(one.met, "")
    said = " – ".join(str(part) for part in (f"{one.text} ({words})", _("critical") if one.critical else "", met) if part)
    return f"{said}. {one.description}" if one.description else said


def _fact(one: Any) -> str:
    return f"{one.text} ({one.source})" if one.source else str(one.text)


def _interfaces(process: Process) -> Any:
    rows = Interface.objects.filter(Q(process=process) | Q(other_process=process), ended_on=None)
    rows = rows.exclude(process__status__in=_UNSAID).exclude(other_process__status__in=_UNSAID)
    return rows.select_related("process", "other_process", "unit", "external").order_by("pk")


def _interface(one: Interface, process: Process) -> str:
    return f"{one.beside(process) or '–'}: {one.hand_over} ({one.get_state_display()})"


def _document(one: Any) -> str:
    words = [str(one.get_kind_display()), one.edition, one.link if not one.blob_id else ""]
    return f"{one.title} ({', '.join(word for word in words if word)})"


def described(process: Process) -> str:
    """What was said when the current state was to be described (S4-2, S4-3, S4-7)."""
    words = [
        _("brand-new process, no current state") if process.is_new else "",
        _("it was already described") if process.already_described else "",
        process.get_approach_display() if process.approach else "",
    ]
    return ", ".join(str(word) for word in words if word).capitalize()


def team_of(process: Process) -> list[Any]:
    """The people who are in the process's team today, in order (T-1 row 5)."""
    kinds = ContentType.objects.get_for_models(Process, Team)
    teams = Team.objects.filter(Q(process=process) | Q(also=process), ended_on=None).values("pk")
    scope = Q(scope_type=kinds[Process], scope_id=process.pk) | Q(scope_type=kinds[Team], scope_id__in=teams)
    rows = Appointment.objects.at().filter(scope, role=Appointment.Role.TEAM, state__in=Appointment.IN_FORCE)
    found = {one.person_id: one.person for one in rows.select_related("person")}
    return sorted(found.values(), key=lambda one: one.sort)
