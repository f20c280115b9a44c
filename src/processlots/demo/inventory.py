"""The inventories' years: sources, finds and what became of them, one planned, one under review, one in its second year."""

from __future__ import annotations

import datetime
from typing import Any

from processlots.apps.organisation.models import Decision
from processlots.apps.processes.actions import finding, reviewing
from processlots.apps.processes.actions.registering import settle
from processlots.apps.processes.models import (
    Area,
    DecidedRow,
    Find,
    Inventory,
    Merge,
    Prepared,
    Process,
    Recipient,
    RegulationPassage,
    Service,
    Strategy,
)
from processlots.demo import texts
from processlots.demo.dates import past
from processlots.demo.processes import Town
from processlots.kit.periods import today

FILE = "inventory_sources"


def make(town: Town) -> None:
    """Everything; the same rows every time."""
    data: Any = texts.read(FILE)
    _areas(data["areas"], town)
    _sources(data, town)
    for inventory in Inventory.objects.filter(state=Inventory.State.DECIDED).order_by("pk"):
        reviewing.freeze(inventory)
    for row in data["finds"]:
        _find(row, town)
    _known_finds(town)
    _recipients()
    _ongoing(town)
    _planned(town)
    _second_year(town)
    _under_review(town)


def _areas(rows: list[texts.Row], town: Town) -> None:
    for row in rows:
        area = Area.objects.create(name=row["name"], description=row["description"], legacy=True)
        for board in row["boards"]:
            # silent: part of the demo's first act
            Process.objects.filter(unit__path__startswith=town.units[board].path).update(area=area)


def _sources(data: Any, town: Town) -> None:
    begins = datetime.date(today().year - 3, 1, 1)
    for board, lines in data["passages"].items():
        for line in lines:
            number, text, names = (part.strip() for part in line.split("|"))
            made = RegulationPassage.objects.create(board=town.units[board], number=number, text=text, valid_from=begins)
            made.processes.set(town.processes[name.strip()] for name in names.split(";") if name.strip())
    for model, key in ((Strategy, "strategies"), (Service, "services")):
        for row in data[key]:
            fields = {name: value for name, value in row.items() if name != "processes"}
            more = {"year": today().year} if key == "strategies" else {}
            thing: Any = model.objects.create(**fields, **more)
            thing.processes.set(town.processes[name] for name in row["processes"])


def _find(row: texts.Row, town: Town) -> None:
    person, unit = town.people[row["by"]], town.units[row["unit"]]
    process = Process.objects.create(
        name=row["name"],
        unit=unit,
        found_by=person,
        origin=row["origin"],
        found_where=row["where"],
        purpose=row.get("purpose", ""),
    )
    process.recipients.set(Recipient.objects.filter(name__in=row.get("to", ())))
    find = finding.find_of(process, person, unit, row.get("what", "work"))
    find.found_on = today() - datetime.timedelta(days=row["days"])
    manager = town.people["Teknik-Tove" if "merged" in row else "Chef-Charlie"]
    answered = find.found_on + datetime.timedelta(days=5)
    if "merged" in row:
        kept = town.processes[row["merged"]]
        process.merged_into, process.status, process.ended_on = kept, Process.Status.ENDED, answered
        process.ended_reason = f"{process} var samma som {kept}"
        moved: dict[str, Any] = {name: [] for name in ("recipients", "units", "passages", "strategies", "services", "adjacent")}
        moved |= {"requirements": [], "subprocesses": [], "filled": [], "status": Process.Status.DISCOVERED}
        Merge.objects.create(process=kept, gone_process=process, by=manager, date=answered, moved=moved, reason=row["answer"])
        find.state = Find.State.MERGED
    elif "what" in row:
        process.status, process.ended_on, process.ended_reason = Process.Status.NOT_A_PROCESS, answered, row["answer"]
    if "answer" in row:
        find.answer, find.answered_by, find.answered_on = row["answer"], manager, answered
    process.save()
    find.save()


def _known_finds(town: Town) -> None:
    """What was found earlier and taken in, or was none."""
    for name, state in (
        ("Samråda om förslag till planer", Find.State.TAKEN),
        ("Införa nytt ärendesystem för planer", Find.State.NOT_A_PROCESS),
    ):
        process: Any = Process.objects.get(pk=town.processes[name].pk)
        day = today() - datetime.timedelta(days=70)
        Find.objects.create(
            process=process, finder=process.found_by, unit=process.unit, state=state, found_on=day,
            what=Find.What.WORK if state == Find.State.TAKEN else Find.What.ONCE,
            answer=process.ended_reason or "Den är med i inventeringen av Planenheten.",
            answered_by=town.people["Chef-Charlie"], answered_on=day + datetime.timedelta(days=9),
        )  # fmt: skip


def _recipients() -> None:
    """A name that turned out to be another name of a known recipient."""
    kept = Recipient.objects.get(name="Invånare")
    gone = Recipient.objects.create(name="Kommuninvånare", kind=kept.kind, category=kept.category)
    gone.merged_into, gone.ended_on, gone.ended_reason = kept, today(), f"{gone} var samma som {kept}"
    gone.save()
    Merge.objects.create(
        recipient=kept, gone_recipient=gone, moved={"processes": [], "new": [], "filled": []}, reason="Två ord för samma"
    )


def _ongoing(town: Town) -> None:
    """Planenheten is in the middle of it: read, and one row filled in as T-2 wants it."""
    inventory = Inventory.objects.get(unit=town.units["Planenheten"])
    inventory.facilitator, inventory.scale = town.people["Handledar-Hanna"], Inventory.Scale.LEVELS
    inventory.participants = "Chef-Charlie\nPlan-Petra\nMedarbetar-Maj"
    inventory.save()
    for term in Prepared.Term.values[:5]:
        Prepared.objects.create(inventory=inventory, term=term, person=town.people["Plan-Petra"])
    row = Process.objects.get(pk=town.processes["Ta fram detaljplaner"].pk)
    row.described, row.described_at = Process.Described.PARTLY, "Handboken för planarbete"
    row.crosses, row.lifted_to = True, town.forums["Programområdets utvecklingsgrupp samhällsbyggnad"]
    row.proposed_owner, row.proposed_owner_kind = town.people["Plan-Petra"], Process.OwnerKind.REGULAR
    row.proposed_leader, row.comment = town.people["Medarbetar-Maj"], "Berör även mark och gator."
    row.priority, row.priority_reason = 1, "Flest väntar på den"
    row.priority_by, row.priority_on = town.people["Chef-Charlie"], today() - datetime.timedelta(days=3)
    row.save()


def _planned(town: Town) -> None:
    """Fastighetsavdelningen begins in a month, and wants to hear about the model first."""
    day = today() + datetime.timedelta(days=30)
    Inventory.objects.create(
        unit=town.units["Fastighetsavdelningen"], year=day.year, state=Inventory.State.PLANNED, held_on=day,
        forum=town.forums["Förvaltningsledningen teknik"], facilitator=town.people["Handledar-Hanna"],
        presenter=town.people["Handledar-Hanna"], presentation_by=day - datetime.timedelta(days=7),
        presentation_asked_by=town.people["Teknik-Tove"],
    )  # fmt: skip


def _second_year(town: Town) -> None:
    """Tekniska förvaltningen has reviewed once: what was decided the year before differs from what is decided now."""
    now = Inventory.objects.get(unit=town.units["Tekniska förvaltningen"])
    day = past("28.10")
    by = town.people["Teknik-Tove"]
    text = f"Processinventeringen för {now.unit} {day.year} är beslutad."
    before = Inventory.objects.create(
        unit=now.unit, year=now.year - 1, state=Inventory.State.REVIEWED, forum=now.forum, regulation=now.regulation,
        mission=now.mission, services=now.services, recipients=now.recipients,
    )  # fmt: skip
    before.decision = Decision.take(before, text=text, by=by, capacity="Förvaltningschef", forum=now.forum, date=day)
    before.save()
    now.previous, now.scale = before, Inventory.Scale.LEVELS
    now.save()
    gone = Process.objects.create(
        name="Sköta koloniområden", unit=town.units["Parkenheten"], inventory=before, type="main", gives_service=True,
        purpose="Den som odlar ska ha vatten, vägar och grindar som fungerar.", inventory_decision=before.decision,
        accountable_board=now.unit.board(),
    )  # fmt: skip
    gone.recipients.set(Recipient.objects.filter(name="Föreningar"))
    gone.end("Föreningarna har tagit över skötseln.")
    rows = [row for row in reviewing.as_decided(now) if row.name != "Upplåta allmän plats"]
    for row in rows:
        row.inventory = before
        if row.name == "Hämta hushållsavfall":
            row.name, row.priority = "Avfallshämtning", 3
        if row.name == "Tillhandahålla snöröjning":
            row.recipients = "De som kör bil och buss"
    rows.append(
        DecidedRow(
            inventory=before, process=gone, name=gone.name, sort=gone.sort, type=gone.type, purpose=gone.purpose,
            gives="gives_service", recipients="Föreningar", unit=gone.unit, version=1,
        )
    )  # fmt: skip
    DecidedRow.objects.bulk_create(rows)  # silent: part of the demo's first act


def _under_review(town: Town) -> None:
    """Förskoleförvaltningen looks over last year's list."""
    inventory = Inventory.objects.get(unit=town.units["Förskoleförvaltningen"])
    inventory.state = Inventory.State.REVIEW
    inventory.save()
    made = reviewing.begin(inventory, None)
    for row in made.rows.filter(name="Introducera nya barn i förskolan"):
        row.priority, row.priority_reason = 1, "Föräldrar vill veta mer"
        row.save()
        settle(row)
