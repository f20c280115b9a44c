"""The demo's mapping assignments, problems and good ideas, and the map of how building permits want to do it."""

from __future__ import annotations

from typing import Any

from processlots.apps.improvement.models import Need
from processlots.apps.maps import actions
from processlots.apps.maps.introducing import acts
from processlots.apps.maps.mappings import words
from processlots.apps.maps.models import (
    Introduction,
    Line,
    Map,
    MappingAssignment,
    MappingConsent,
    MappingParticipant,
    MappingReport,
    MappingWorkshop,
    ProblemIdea,
    ProblemVote,
)
from processlots.apps.processes.models import Process
from processlots.apps.processes.yields import RELATION
from processlots.demo import drawings, texts
from processlots.demo.dates import day, past
from processlots.demo.processes import Town
from processlots.kit import links, states

_FACILITATOR = "Handledar-Hanna"
_STATE = MappingAssignment.State


def make(town: Town) -> None:
    """Everything of `data/mappings.yaml`."""
    told = texts.read("mappings")
    for row in told["assignments"]:
        _assignment(row, town)
    for row in told["problems"]:
        _problems(row, town)
    for report in MappingReport.objects.select_related("assignment__process"):
        _written(report)
    _tomorrow(told["tomorrow"], town)


def _process(name: str, town: Town) -> Process:
    return Process.objects.get(pk=town.processes[name].pk)


def _assignment(row: texts.Row, town: Town) -> None:
    process = _process(row["process"], town)
    orderer = process.effective_leader
    made = MappingAssignment.objects.create(
        process=process, when=row["when"], orderer=orderer, facilitator=town.people[_FACILITATOR], state=row["state"],
        phase=row.get("phase", "handover" if row["state"] == _STATE.CLOSED else "assignment"), ordered_on=past(row["ordered"]),
        begun_on=day(row.get("begun")), reported_on=day(row.get("reported")), received_on=day(row.get("received")),
        received_by=process.owner if row.get("received") else None, **row["texts"],
    )  # fmt: skip
    for side, person in (("facilitator", made.facilitator), ("orderer", orderer)):
        if row.get("agreed") and person is not None:
            MappingConsent.objects.create(
                assignment=made, side=side, person=person, registered_by=person, date=past(row["agreed"])
            )
    for one in row.get("group", []):
        person = town.people[one["person"]] if one.get("person") else None
        MappingParticipant.objects.create(assignment=made, person=person, name=one.get("name", ""), role=one["role"])
    for one in row.get("workshops", []):
        MappingWorkshop.objects.create(assignment=made, **{**one, "date": past(one["date"])})
    if row["state"] == _STATE.CLOSED:
        _belongs(made)
    if "proposals" in row:
        MappingReport.objects.create(assignment=made, improvement=row["improvement"], proposals=row["proposals"])


def _belongs(made: MappingAssignment) -> None:
    """What was drawn of the process came of the mapping, and the whole group had confirmed it."""
    for line in Line.objects.filter(map__process=made.process_id, when=made.when):
        line.assignment = made
        line.save()


def _written(report: MappingReport) -> None:
    for name, text in words.begun(report.assignment).items():
        setattr(report, name, getattr(report, name) or text)
    report.save()


def _problems(row: texts.Row, town: Town) -> None:
    process = _process(row["process"], town)
    assignment = process.mappings.filter(when="today").first()
    line = Line.objects.filter(map__process=process, when="today", map__kind=Map.Kind.DETAILED).first()
    for one in row["notes"]:
        element = line.elements.filter(number=one["step"], gone_in=None).first() if line and one.get("step") else None
        made = ProblemIdea.objects.create(
            process=process, assignment=assignment, kind=one["kind"], text=one["text"], element=element, raised_by=one["role"],
            theme=one.get("theme", ""), priority=one.get("priority"), state=one.get("state", "open"),
            reason=one.get("reason", ""),
            votes=sum(one.get("votes", {}).values()), registered_by=town.people[_FACILITATOR], registered_on=past("10.17"),
        )  # fmt: skip
        for name, dots in one.get("votes", {}).items():
            ProblemVote.objects.create(problem=made, person=town.people[name], dots=dots)
        need: Any = Need.objects.filter(process=process, title=one.get("need", "")).first()
        if need is not None:
            links.join(made, RELATION, need)


def _tomorrow(row: texts.Row, town: Town) -> None:
    """A copy of today's map that the group has before it, and an introduction that is half prepared."""
    process = _process(row["process"], town)
    a_map = Map.objects.get(process=process, kind=Map.Kind.DETAILED)
    drawer = town.people[_FACILITATOR].user
    acts.begin_tomorrow(drawer, a_map, copy=True)
    drawings.drawn(a_map, row["file"], row["comment"], 1, town, Line.When.TOMORROW)
    line = actions.open_line(a_map, Line.When.TOMORROW)
    if line is None:
        raise ValueError(f"{row['process']} has no map of tomorrow")
    if row["state"] == Line.State.REVIEWED:
        line = states.go(line, "review", drawer)
    Introduction.objects.create(
        line=line, goals_on=day(row["goals"]), specification_on=day(row["specification"]), train=True, train_how=row["train"]
    )
