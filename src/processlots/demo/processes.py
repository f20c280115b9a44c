"""The demo's recipients, inventories and processes, with owners, leaders and teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from processlots.apps.organisation.models import Appointment, Consent, Decision, Forum, Person, Unit
from processlots.apps.processes import standing
from processlots.apps.processes.actions import take_into_register
from processlots.apps.processes.models import Inventory, Process, Recipient, Requirement
from processlots.demo import texts
from processlots.demo.dates import day, month, past
from processlots.kit.periods import today

_STARTS = {"n": Process.StartKind.NEED, "e": Process.StartKind.EVENT}


@dataclass
class Town:
    """What has been made, by name."""

    units: dict[str, Unit]
    people: dict[str, Person]
    forums: dict[str, Forum]
    processes: dict[str, Process]


def recipients() -> dict[str, Recipient]:
    """Name → recipient."""
    made = {}
    for row in texts.read("recipients"):
        name, kind, category, needs, life = (part.strip() for part in row.split("|"))
        made[name] = Recipient.objects.create(name=name, kind=kind, category=category, needs=needs, life_situation=life)
    return made


def inventories(town: Town) -> dict[int, tuple[Inventory, texts.Row]]:
    """Primary key of the unit → its inventory, still open, and what the data says of it."""
    made = {}
    for row in texts.read("inventories"):
        unit, decided = town.units[row["unit"]], day(row.get("decided"))
        answers = {name: row.get(name, "") for name in ("regulation", "mission", "services", "recipients")}
        inventory = Inventory.objects.create(
            unit=unit, year=(decided or today()).year, forum=town.forums.get(row.get("forum", "")), **answers
        )
        made[unit.pk] = inventory, row
    return made


def processes(town: Town) -> None:
    """Every process, its inventory decided where the data says so, and the people appointed to it; they know who owns them."""
    receivers, opened = recipients(), inventories(town)
    rows = texts.processes()
    for row in rows:
        unit = town.units[row["unit"]]
        listed = town.units[row["inventory"] if "inventory" in row else row["unit"]]
        found = next(opened[pk][0] for pk in reversed(listed.ancestor_ids()) if pk in opened)
        town.processes[row["name"]] = made = Process.objects.create(unit=unit, inventory=found, **_fields(row, town))
        made.recipients.set(receivers[name] for name in row.get("to", ()))
        made.units.set(town.units[name] for name in row.get("involves", ()))
        for one in row.get("requirements", ()):
            Requirement.objects.create(process=made, **one)
    for row in rows:
        town.processes[row["name"]].adjacent.add(*(town.processes[name] for name in row.get("adjacent", ())))
    for inventory, told in opened.values():
        if told.get("decided"):
            _decide(inventory, told, town)
    for row in rows:
        process = Process.objects.get(pk=town.processes[row["name"]].pk)
        town.processes[row["name"]] = process
        _people(process, row, town)
        if "ended" in row:
            process.end(row["ended"])
        standing.refresh(process)


def _fields(row: texts.Row, town: Town) -> dict[str, Any]:
    start = row.get("start", "")
    return {
        "name": row["name"],
        "name_en": row.get("en", ""),
        "type": row.get("type", ""),
        "purpose": row.get("purpose", ""),
        "purpose_en": row.get("purpose_en", ""),
        "value": row.get("value", ""),
        "commissioned_by": row.get("ordered_by", ""),
        "gives_service": "service" in row.get("gives", ()),
        "gives_support": "support" in row.get("gives", ()),
        "gives_governance": "governance" in row.get("gives", ()),
        "is_authority": row.get("authority", False),
        "may_be_negative": row.get("negative", False),
        "start_kind": _STARTS[start[0]] if start else "",
        "start_event": start[2:],
        "end_event": row.get("end", ""),
        "effects": row.get("effects", ""),
        "team_decision": "yes" if isinstance(row.get("team"), list) else _answer(row.get("team", "")),
        "map_decision": row.get("map", ""),
        "map_reason": row.get("map_reason", ""),
        "follow_up_place": row.get("follow_up", ""),
        "reviewed_on": day(row.get("reviewed", _looked_over(row))),
        "priority": row.get("priority"),
        "parent": town.processes[row["parent"]] if "parent" in row else None,
        "found_by": town.people.get(row.get("found_by", "")),
        "found_where": row.get("found_where", ""),
        **_gone(row),
    }


def _gone(row: texts.Row) -> texts.Row:
    if "not_a_process" not in row:
        return {}
    return {"status": Process.Status.NOT_A_PROCESS, "ended_on": month(1), "ended_reason": row["not_a_process"]}


def _looked_over(row: texts.Row) -> str:
    """Where the data says nothing, what has an owner was looked over within the year; different days, always the same."""
    return f"{1 + len(row['purpose']) % 9}.{1 + len(row['name']) % 27}" if "owner" in row else ""


def _answer(word: Any) -> str:
    # YAML reads a bare "no" as false.
    return "no" if word is False else str(word)


def _decide(inventory: Inventory, told: texts.Row, town: Town) -> None:
    """The responsible manager decided on a day that has passed; else as the inventory's own transition does it."""
    decided = past(told["decided"])
    text = f"Processinventeringen för {inventory.unit} {decided.year} är beslutad."
    inventory.decision = Decision.take(
        inventory, text=text, by=town.people[told["by"]], capacity=told["capacity"], forum=inventory.forum, date=decided
    )
    inventory.state = Inventory.State.DECIDED
    inventory.next_review = day(told.get("next_review")) or decided.replace(year=decided.year + 1, day=min(decided.day, 28))
    inventory.save()
    take_into_register(inventory, inventory.decision)


def _people(process: Process, row: texts.Row, town: Town) -> None:
    if "owner" not in row or process.inventory_decision is None:
        return
    decided = process.inventory_decision.date
    since = max(decided, min(today(), decided.replace(day=28)))
    decision = Decision.take(
        process, text=f"{row['owner']} är ägare av processen {process.name}.", by=process.inventory_decision.by,
        capacity=process.inventory_decision.capacity, forum=process.inventory_decision.forum, date=since,
    )  # fmt: skip
    over = {"state": Appointment.State.ENDED, "valid_to": month(2)} if "ended" in row else {}
    owner = _appoint(
        "owner", process, town.people[row["owner"]], since, kind=row.get("owner_kind", "regular"), decision=decision, **over
    )
    for kind in Consent.Kind.values:
        giver = owner.person if kind == Consent.Kind.ACCEPTED else decision.by
        manner = Consent.Manner.MINUTED if kind == Consent.Kind.ANCHORED else Consent.Manner.OWN
        Consent.objects.create(appointment=owner, kind=kind, person=giver, manner=manner, registered_by=giver, date=since)
    if "leader" in row:
        leader = _appoint("leader", process, town.people[row["leader"]], since)
        Consent.objects.create(
            appointment=leader, kind=Consent.Kind.ACCEPTED, person=leader.person, registered_by=leader.person, date=since
        )
    for name in row["team"] if isinstance(row.get("team"), list) else ():
        _appoint("team", process, town.people[name], since)


def _appoint(role: str, process: Process, person: Person, since: Any, **more: Any) -> Appointment:
    return Appointment.objects.create(
        **{"role": role, "person": person, "scope": process, "valid_from": since, "state": Appointment.State.ACCEPTED} | more
    )
