"""What the tests of processes are about, made in a line: a process at any step, an inventory, an appointment."""

from __future__ import annotations

from typing import Any

from processlots.apps.organisation.models import Appointment, Consent, Decision, Person, Unit
from processlots.apps.organisation.standing import forget
from processlots.apps.processes.models import Inventory, Process, Recipient
from processlots.apps.processes.specification.written import recipients_named
from processlots.kit.periods import today
from processlots.kit.tests.kept import kept_upon


def make_recipient(name: str = "Den som vill bygga", **fields: Any) -> Recipient:
    """A recipient; the same name gives the same one."""
    return recipients_named([name])[0] if not fields else Recipient.objects.create(name=name, **fields)


def make_process(
    name: str = "Pröva ansökan om bygglov", unit: Unit | None = None, *, recipients: str = "", **fields: Any
) -> Process:
    """A discovered process with nothing but what is given."""
    made = Process.objects.create(name=name, unit=unit, **fields)
    if recipients:
        made.recipients.set(recipients_named(recipients.split(", ")))
    return made


def make_decided(name: str = "Pröva ansökan om bygglov", unit: Unit | None = None, *, by: Person, **fields: Any) -> Process:
    """A process that an inventory has decided: step 1 is complete."""
    filled = {
        "type": Process.Type.MAIN,
        "purpose": "Den som äger mark ska kunna förändra den utan att skada platsen.",
        "gives_service": True,
        "recipients": "Den som vill bygga",
        "inventory_decision": Decision.take(text="Inventeringen är beslutad.", by=by),
        "accountable_board": unit.board() if unit else None,
    } | fields
    made = make_process(name, unit, **filled)
    from processlots.apps.processes.actions import settle

    return settle(made)


def make_inventory(unit: Unit, year: int = 2026, **fields: Any) -> Inventory:
    """An inventory under way."""
    return Inventory.objects.create(unit=unit, year=year, **fields)


def give_role(process: Process, person: Person, role: str = "owner", *, consents: bool = True, **fields: Any) -> Appointment:
    """An appointment as it is after all the words have been said; the process is settled."""
    from processlots.apps.processes.actions import settle

    made = Appointment.objects.create(
        role=role, person=person, scope=process, state=Appointment.State.DECIDED, **{"valid_from": today(), **fields}
    )
    if consents:
        for kind in (Consent.Kind.RESOURCE_OWNER, Consent.Kind.ANCHORED):
            Consent.objects.create(appointment=made, kind=kind, person=person, registered_by=person, date=today())
    settle(process)
    process.refresh_from_db()
    if person.user is not None:
        forget(person.user)
    return made


def make_specified(process: Process) -> Process:
    """Write what step 4 asks for."""
    from processlots.apps.processes.actions import settle

    process.start_kind, process.start_event, process.end_event = "need", "Någon vill bygga", "Ett beslut att lita på"
    process.team_decision, process.map_decision = "no", "made"
    process.save()
    return settle(process)


def whole_page(client: Any, process: Process) -> str:
    """The process's page with its tabs."""
    address = process.get_absolute_url()
    return "".join(
        client.get(address + part).content.decode()
        for part in ("", "flik/specifikation/", "flik/kartlaggning/", "flik/samverkan/")
    )


def make_decided_here(cast: Any) -> Process:
    """Decided by Charlie in the cast's unit; nobody owns it."""
    return kept_upon(cast, _decided_here)


def _decided_here(cast: Any) -> Process:
    return make_decided(unit=cast.unit, by=cast.person("charlie"))


def make_led(cast: Any) -> Process:
    """The same, owned by Alva and led by Love."""
    return kept_upon(cast, _led)


def _led(cast: Any) -> Process:
    made = _decided_here(cast)
    give_role(made, cast.person("alva"))
    give_role(made, cast.person("love"), "leader")
    return made
