"""The demo's requests for resources in every state, one conflict that is lifted, and one feedback that three people read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from processlots.apps.organisation import matters
from processlots.apps.organisation.models import AgendaItem
from processlots.apps.processes.models import Process
from processlots.apps.resources.models import PerformanceFeedback, ResourceMessage, ResourceNeed, ResourceRequest, ResourceSupply
from processlots.demo import texts
from processlots.demo.dates import day, past
from processlots.demo.processes import Town


def make(town: Town) -> None:
    """Everything of `data/resources.yaml`."""
    told = texts.read("resources")
    for name, text in told["allocation_models"].items():
        town.units[name].allocation_model = text
        town.units[name].save()
    for row in told["supplies"]:
        ResourceSupply.objects.create(**{**row, "unit": town.units[row["unit"]]})
    for row in told["requests"]:
        _request(row, town)
    for row in told["feedback"]:
        PerformanceFeedback.objects.create(
            process=town.processes[row["process"]], person=town.people[row["person"]], resource_owner=town.people[row["to"]],
            given_by=town.people[row["by"]], given_on=past(row["until"]), period_from=past(row["from"]),
            period_to=past(row["until"]), assignment=row["assignment"], feedback=row["feedback"],
            competence_need=row["competence_need"],
        )  # fmt: skip


def _request(row: texts.Row, town: Town) -> None:
    # Read anew: owners are known since the inventories were decided.
    process = Process.objects.get(pk=town.processes[row["process"]].pk)
    oral = row.get("oral", {})
    request = ResourceRequest(
        process=process, unit=town.units[row["unit"]], background=row["background"], state=row["state"],
        requested_by=process.owner, sent_on=day(row.get("sent")), answer_by=day(row.get("answer")),
        answered_on=day(row.get("answered")), reason=row.get("why", ""), oral_on=day(oral.get("day")),
        oral_parties=oral.get("parties", ""), oral_content=oral.get("content", ""),
        closed_on=day("4") if row["state"] == "closed" else None,
    )  # fmt: skip
    request.clean()
    request.save()
    for said in row["needs"]:
        _need(request, said, town)
    for said in row.get("talk", ()):
        ResourceMessage.objects.create(request=request, author=town.people[said["by"]], text=said["text"])
    if "lifted" in row:
        request.reason = row["lifted"]["why"]
        request.save()
        _lifted(request, row["lifted"], town)


def _need(request: ResourceRequest, said: dict[str, Any], town: Town) -> None:
    wished = town.people.get(said.get("wished", ""))
    need = ResourceNeed(
        request=request, role=said["role"], competence=said["competence"], task=said.get("task", ""),
        extent=Decimal(said["extent"]), extent_unit=said.get("unit", "percent"), valid_from=past(said["from"]),
        valid_to=day(said["to"]), wished=wished,
        supply=ResourceSupply.objects.filter(name=said.get("supply", ""), unit=request.unit).first(),
    )  # fmt: skip
    if "answer" in said:
        available = town.people.get(said.get("available", "")) or wished
        granted = Decimal(said["granted"]) if "granted" in said else need.extent
        need.answer_with(
            said["answer"], granted=granted, available=available, conditions=said.get("conditions", ""), day=request.answered_on
        )
    need.save()


def _lifted(request: ResourceRequest, said: dict[str, Any], town: Town) -> None:
    from processlots.apps.resources.lifting import between

    item = AgendaItem.objects.create(
        forum=town.forums[said["forum"]], title=f"Vilken process går först: {request.process}"[:200], why=said["why"],
        raised_by=request.resource_owner, kind=AgendaItem.Kind.DECISION,
    )  # fmt: skip
    matters.join(item, between(request))
