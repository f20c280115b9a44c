"""A small municipality on the eve of a re-organisation, with something hanging on every unit."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from processlots.apps.organisation.actions import reorganising
from processlots.apps.organisation.models import Appointment, Forum, Person, Reorganisation, SupportContact, Unit
from processlots.apps.organisation.reorganising.proposal import Proposal
from processlots.apps.processes.models import Inventory, Process
from processlots.kit.imports import batches
from processlots.kit.periods import today
from processlots.kit.tests.kept import kept_upon

LONG_AGO = datetime.date(2020, 1, 1)
HEAD = "Namn\tSlag\tHör till\tExternt id\n"
#: the organisation as it stands in `settle`, as a file
AS_IT_STANDS = (
    "Kommunfullmäktige\tkommunfullmäktige\t\t1\n"
    "Byggnadsnämnden\tdriftnämnd\tKommunfullmäktige\t2\n"
    "Samhällsbyggnadsförvaltningen\tförvaltning\tByggnadsnämnden\t3\n"
    "Bygglovsenheten\tenhet\tSamhällsbyggnadsförvaltningen\t4\n"
    "Parkenheten\tenhet\tSamhällsbyggnadsförvaltningen\t5\n"
    "Gatuenheten\tenhet\tSamhällsbyggnadsförvaltningen\t6\n"
    "Tekniska nämnden\tdriftnämnd\tKommunfullmäktige\t7\n"
)


@dataclass
class Town:
    """The units by name, and a process, a forum and an inventory at home in each."""

    cast: Any
    units: dict[str, Unit]
    processes: dict[str, Process]

    def at(self, name: str) -> Unit:
        """The unit of a name, as it is stored now; the newest where several have had it."""
        return Unit.objects.filter(name=name).order_by("-pk")[0]

    def draft(self, text: str, date: datetime.date | None = None) -> Reorganisation:
        """A draft with the new organisation read in."""
        row = Reorganisation.objects.create(name="Ny organisation", date=date or today())
        read_in(self.cast.ali, "reorganisation", HEAD + text, row)
        row.refresh_from_db()
        return row

    def perform(self, row: Reorganisation) -> Reorganisation:
        """Done by the administrator, as shown."""
        row.refresh_from_db()
        reorganising.perform(row, self.cast.ali, Proposal(row).seen)
        row.refresh_from_db()
        return row


def read_in(user: Any, importer: str, text: str, row: Reorganisation | None = None) -> Any:
    """A paste, looked at and read in."""
    params = {"reorganisation": str(row.pk)} if row is not None else {}
    batch = batches.begin(importer, user, text=text, params=params)
    looked = batches.preview(batch, user)
    assert looked.may_apply, [one for one in looked.results if one.status == "error"]
    return batches.apply(batch, user, looked.seen)


def settle(cast: Any) -> Town:
    """Three units, two boards; a process, a forum, an inventory, people and roles in each unit."""
    return kept_upon(cast, _settle)


def _settle(cast: Any) -> Town:
    park = Unit.objects.create(name="Parkenheten", parent=cast.administration)
    street = Unit.objects.create(name="Gatuenheten", parent=cast.administration)
    works = Unit.objects.create(name="Tekniska nämnden", kind=Unit.Kind.OPERATING_BOARD, parent=cast.council)
    Unit.objects.update(valid_from=LONG_AGO)
    units = {unit.name: unit for unit in (cast.council, cast.board, cast.administration, cast.unit, park, street, works)}
    for number, unit in enumerate(units.values(), start=1):
        Unit.objects.filter(pk=unit.pk).update(external_id=str(number))
    processes = {}
    for name, unit in units.items():
        forum = Forum.objects.create(name=f"Ledningsgrupp {name}", unit=unit)
        inventory = Inventory.objects.create(unit=unit, year=2026, forum=forum)
        process = Process.objects.create(
            name=f"Sköta {name.lower()}", unit=unit, inventory=inventory, accountable_board=unit.board(),
            found_by=cast.person("maj"),
        )  # fmt: skip
        process.units.add(cast.unit, park)
        processes[name] = process
    for name in ("Parkenheten", "Gatuenheten"):
        person = Person.objects.create(name=f"Chef för {name}", unit=units[name])
        Person.objects.create(name=f"Medarbetare i {name}", unit=units[name])
        Appointment.objects.create(
            role="manager", person=person, scope=units[name], state=Appointment.State.DECIDED, valid_from=LONG_AGO
        )
    SupportContact.objects.create(name="Grönyteråd", unit=park, role="landskapsarkitekt", serves=street)
    for unit in units.values():
        unit.refresh_from_db()
    return Town(cast, units, processes)
