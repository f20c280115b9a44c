"""What follows from mapping assignments: which maps belong to them, findings, tasks, and the process's map decision."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.apps.maps.confirming import waited_for
from processlots.apps.maps.models import Line, MappingAssignment
from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Person
from processlots.apps.organisation.tasks import Wanted, task
from processlots.apps.processes.models import Process
from processlots.kit import checks
from processlots.kit.checks import told
from processlots.kit.pages import url_of

State = MappingAssignment.State


def under(process: Process, when: str) -> MappingAssignment | None:
    """The open assignment that a new map of the process belongs to, the one that has come furthest first."""
    order = {State.UNDER_WAY: 0, State.AGREED: 1, State.QUESTIONS: 2, State.ORDERED: 3}
    rows = MappingAssignment.objects.filter(process=process, when=when, state__in=order)
    return min(rows, key=lambda one: (order[State(one.state)], -one.pk), default=None)


def settle(row: MappingAssignment) -> None:
    """Findings and tasks of an assignment and of its maps, and that a map is ordered (S4-5). In the same transaction."""
    from processlots.apps.processes.actions import settle as settle_process

    for line in _loose(row):
        line.assignment = row
        line.save()
    # What was agreed, or no longer is, is also said at the maps (V-55).
    for line in _drawn(row):
        checks.refresh(line)
        tasks.refresh(line)
    checks.refresh(row)
    tasks.refresh(row)
    process = row.process
    if row.state in MappingAssignment.OPEN and process.map_decision == Process.MapDecision.UNDECIDED:
        process.map_decision = Process.MapDecision.ORDERED
        process.save()
        settle_process(process)


def _drawn(row: MappingAssignment) -> models.QuerySet[Line]:
    rows = Line.objects.filter(map__process=row.process_id, map__ended_on=None, when=row.when)
    return rows.exclude(state=Line.State.ARCHIVED).select_related("map__process", "in_force", "assignment").order_by("pk")


def _loose(row: MappingAssignment) -> models.QuerySet[Line]:
    """Maps that are being drawn, and belong to no assignment, belong to the one that is under way."""
    if row.state not in (State.AGREED, State.UNDER_WAY):
        return Line.objects.none()
    return _drawn(row).filter(assignment=None, in_force=None)


# --- What waits for whom (X-8) ----------------------------------------------------------------------------------------


def _open() -> models.QuerySet[MappingAssignment]:
    rows = MappingAssignment.objects.filter(state__in=MappingAssignment.OPEN)
    return rows.select_related("process__owner", "process__leader", "orderer", "facilitator").prefetch_related("consents")


@task("mapping", MappingAssignment, title=_("Mapping assignments"), rows=_open)
def whose_turn_it_is(row: MappingAssignment) -> Iterator[Wanted]:
    """S4-10, M-KART-3, M-KART-10: the facilitator takes it on and writes, the orderer agrees, the owner receives."""
    ordered: Person | None = row.orderer or row.process.owner
    if row.state == State.ORDERED:
        yield Wanted(row.facilitator, told(_("Take on the order of a mapping")), asked_by=ordered)
    elif row.state == State.QUESTIONS and row.consent_of("facilitator") is None:
        yield Wanted(row.facilitator, told(_("Ask the control questions and write the assignment")), asked_by=ordered)
    elif row.state == State.QUESTIONS:
        yield Wanted(ordered, told(_("Agree to the mapping assignment")), asked_by=row.facilitator)
    elif row.state == State.AGREED:
        yield Wanted(row.facilitator, told(_("Begin the mapping that you have agreed on")), asked_by=ordered)
    elif row.state == State.REPORTED:
        yield Wanted(row.process.owner, told(_("Receive the report of the mapping and close the assignment")),
                     asked_by=row.facilitator)  # fmt: skip


def _waiting() -> models.QuerySet[Line]:
    rows = Line.objects.filter(state__in=(Line.State.REVIEWED, Line.State.CONFIRMED, Line.State.DECIDED), map__ended_on=None)
    return rows.select_related("map__process__owner", "map__process__leader", "assignment__facilitator")


@task("map-word", Line, title=_("Maps that wait for your word"), rows=_waiting)
def whose_word_the_map_waits_for(line: Line) -> Iterator[Wanted]:
    """M-KART-9: the group confirms; what is confirmed is put in force, or decided and introduced."""
    process = line.map.process
    about = f"{process}: {line.map}" if str(process) != line.map.title else str(process)
    asks = line.assignment.facilitator if line.assignment is not None else None
    if line.map.ended_on is not None:
        return
    if line.state == Line.State.REVIEWED:
        waiting = waited_for(line)
        for one in waiting:
            yield Wanted(one.person, told(_("Read the map and confirm that it is right")), asked_by=asks, about=about)
        if not waiting or any(one.person_id is None for one in waiting):
            yield Wanted(process.effective_leader, told(_("Let the group confirm the map, or note that it has")),
                         asked_by=asks, about=about)  # fmt: skip
    elif line.state == Line.State.CONFIRMED and line.when == Line.When.TODAY:
        yield Wanted(asks, told(_("Put the confirmed map in force")), about=about)
    elif line.state == Line.State.CONFIRMED:
        yield Wanted(process.owner, told(_("Decide whether this is how we want to do it")), asked_by=asks, about=about)
    elif line.state == Line.State.DECIDED:
        yield Wanted(process.effective_leader, told(_("Prepare the introduction of the new way")), asked_by=process.owner,
                     about=about, url=url_of(line))  # fmt: skip
