"""What processes itself freezes: the specification, who is appointed, and what the process meets (T-1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.organisation.models import Appointment
from processlots.apps.processes.access import HIDDEN
from processlots.apps.processes.models import Process, Team
from processlots.apps.processes.reports import value_kinds
from processlots.apps.processes.steps import appointed
from processlots.kit.periods import covers, today
from processlots.kit.released import Fact, Thing, both, fact, of_fields, released, sayings, words

Contents = Iterator[Fact | Thing]


@released("specification", version=1, order=10, title=_("Specification"))
def specification(process: Process) -> Contents:
    """The fields of T-1 that stand on the process. `reviewed_on` stands in the release's head: it is no content."""
    yield fact("name", _("Name"), process.name)
    yield from of_fields(process, "name_en", "type")
    yield fact("purpose", _("Purpose"), process.purpose)
    yield from of_fields(process, "purpose_en", "start_kind", "start_event", "end_event")
    yield fact("value_kinds", pgettext_lazy("process", "Gives"), both(lambda: value_kinds(process)))
    yield from of_fields(process, "value", "commissioned_by", "effects", "is_authority", "may_be_negative", "approach")
    yield from of_fields(process, "map_decision", "map_reason", "team_decision", "temporary_reason", "follow_up_place")
    yield from of_fields(process, "unit", "accountable_board")
    yield fact("units", _("Units involved"), [unit.name for unit in process.units.order_by("sort", "pk")])
    codes = process.process_codes.filter(covers(today())).select_related("code").order_by("code__place", "pk")
    yield fact("codes", _("Classification"), [f"{one.code.scheme_text}: {one.code}" for one in codes])
    passages = process.passages.order_by("sort", "pk").select_related("board")
    yield fact("passages", _("Board regulation"), [f"{one.board}, {one.number}: {one.text}" for one in passages])
    yield fact("strategies", _("Overall strategies and budget"), [one.name for one in process.strategies.order_by("sort", "pk")])


sayings(
    "specification",
    name=_("The process has a new name"),
    purpose=_("The purpose is changed"),
    end_event=_("The result is changed"),
    start_event=_("The start is changed"),
    value=_("The value is changed"),
    effects=_("The long-term effects are changed"),
)


@released("appointments", version=1, order=20, title=_("Appointments"))
def appointments(process: Process) -> Contents:
    """Names and roles, and nothing more about anybody."""
    process.__dict__.pop("held", None)  # as it is now, not as it was when the row was read
    held = appointed(process)
    owner, leader = held.get(Appointment.Role.OWNER), held.get(Appointment.Role.LEADER)
    if owner is not None:
        yield fact("owner", _("Process owner"), owner.person.name)
        yield fact("owner_kind", _("The owner is"), both(owner.get_kind_display))
        yield fact("owner_since", _("Owner since"), owner.valid_from)
    if leader is not None:
        yield fact("leader", _("Process leader"), leader.person.name)
        yield fact("leader_kind", _("The leader is"), both(leader.get_kind_display))
        yield fact("leader_since", _("Leader since"), leader.valid_from)
    elif owner is not None:
        yield fact("leader", _("Process leader"), owner.person.name)
    yield fact("team", _("Team"), _members(Process, process))
    own = process.teams.filter(ended_on=None).order_by("sort", "pk")
    lent = process.lent_teams.filter(ended_on=None).order_by("sort", "pk")
    for team in [*own, *lent]:
        facts = of_fields(team, "part", "task")
        yield Thing("team", str(team.uid), team.name, [*facts, fact("members", _("Members"), _members(Team, team))])


def _members(model: Any, row: Any) -> list[str]:
    kind = ContentType.objects.get_for_model(model)
    rows = Appointment.objects.filter(covers(today()), scope_type=kind, scope_id=row.pk, role=Appointment.Role.TEAM)
    rows = rows.filter(state__in=Appointment.IN_FORCE).select_related("person").order_by("person__sort", "pk")
    return list(dict.fromkeys(one.person.name for one in rows))


words("team", new=_("The team %(name)s is new"), gone=_("The team %(name)s is gone"), changed=_("The team %(name)s is changed"))


@released("surroundings", version=1, order=30, title=_("Other processes"))
def surroundings(process: Process) -> Contents:
    """Part of, parts, adjacent and started processes; those not yet decided are nobody else's business."""
    shown = Process.objects.filter(ended_on=None).exclude(status__in=HIDDEN).order_by("sort", "pk")
    parent = shown.filter(pk=process.parent_id or 0).first()
    yield fact("parent", pgettext_lazy("process", "Part of"), str(parent) if parent else None)
    yield fact("parts", _("Sub-processes"), [str(one) for one in shown.filter(parent=process)])
    yield fact("adjacent", _("Adjacent processes"), [str(one) for one in shown.filter(adjacent=process)])
    yield fact("starts", pgettext_lazy("process", "Starts"), [str(one) for one in shown.filter(started_by=process)])
