"""The demo's interfaces in each state, attached documents, external parties, classification and reviews."""

from __future__ import annotations

from typing import Any

from processlots.apps.maps.models import MapElement
from processlots.apps.processes.models import (
    Attachment,
    ClassificationCode,
    ExternalActor,
    Interface,
    InterfaceConfirmation,
    InterfaceIssue,
    Process,
    ProcessCode,
)
from processlots.demo import texts
from processlots.demo.dates import day, past
from processlots.demo.processes import Town
from processlots.kit import files

_TOLD = (
    *("hand_over", "gives", "gives_when", "receives", "receives_when", "who_does_what", "quality_one", "quality_other"),
    *("formality", "agreement", "works"),
)


def make(town: Town) -> None:
    """Everything of `data/specification.yaml`; the processes have their owners and leaders."""
    told = texts.read("specification")
    processes = {one.name: one for one in Process.objects.select_related("owner", "leader")}
    outside = {row["name"]: ExternalActor.objects.create(**row) for row in told["external"]}
    for row in told["interfaces"]:
        _interface(row, town, processes, outside)
    for row in told["documents"]:
        _document(row, town, processes)
    _codes(told["codes"], processes)
    for name, others in told["starts"].items():
        processes[name].starts.add(*(processes[one] for one in others))
    for name, (plan, actions) in told["reviewed"].items():
        process = processes[name]
        process.plan_reviewed_on, process.actions_reviewed_on = past(plan), past(actions)
        process.save()


def _interface(row: texts.Row, town: Town, processes: dict[str, Process], outside: dict[str, ExternalActor]) -> None:
    first = past(row["confirmed"][0][1]) if "confirmed" in row else past("1.6")
    made = Interface.objects.create(
        process=processes[row["process"]],
        other_process=processes.get(row.get("other", "")),
        unit=town.units.get(row.get("unit", "")),
        external=outside.get(row.get("external", "")),
        checked_on=day(row.get("checked")),
        made_on=first,
        **{name: row[name] for name in _TOLD if name in row},
    )
    for side, on, manner, *writer in row.get("confirmed", ()):
        process = made.process_at(side)
        leader = process.effective_leader
        InterfaceConfirmation.objects.create(
            interface=made, side=side, person=leader, manner=manner, date=past(on),
            registered_by=town.people[writer[0]] if writer else leader if manner == "own" else made.process.effective_leader,
        )  # fmt: skip
    made.state = row.get("state", "negotiated" if "confirmed" in row else "identified")
    made.save()  # agreed, where everyone has confirmed
    for name, value in row.get("then", {}).items():
        setattr(made, name, value)
        made.save()  # and broken, where it was changed afterwards
    for said in row.get("issues", ()):
        InterfaceIssue.objects.create(
            interface=made, text=said["text"], noted_on=past(said["noted"]), noted_by=town.people[said["by"]],
            outcome=said.get("outcome", ""), state="solved" if said.get("solved") else "open",
        )  # fmt: skip


def _document(row: texts.Row, town: Town, processes: dict[str, Process]) -> None:
    process = processes[row["process"]]
    held: Any = None
    if row.get("element"):
        elements = MapElement.objects.filter(line__map__process=process, line__map__kind="detailed", gone_in=None)
        held = elements.exclude(number=None).order_by("number").first()
    content = row.get("text", "")
    Attachment.objects.create(
        process=process,
        holder=held,
        kind=row["kind"],
        title=row["title"],
        edition=row.get("edition", ""),
        owner=town.people.get(row.get("owner", "")),
        valid_from=day(row.get("from")),
        review_on=day(row.get("review")),
        link=row.get("link", ""),
        blob=files.store(content.encode(), "txt") if content else None,
        filename=f"{row['title']}.txt" if content else "",
    )


def _codes(told: texts.Row, processes: dict[str, Process]) -> None:
    made = {
        code: ClassificationCode.objects.create(
            scheme=told["scheme"], edition=told["edition"], code=code, title=title, valid_from=past("30.1")
        )
        for code, title in told["rows"]
    }
    for name, code in told["processes"].items():
        ProcessCode.objects.create(process=processes[name], code=made[code], valid_from=past("20.1"))
