"""A process with something of everything that a release freezes, and its releases made as the worker makes them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from processlots.apps.followup.models import Goal, Measure
from processlots.apps.improvement.models import PlanAction
from processlots.apps.maps.models import Line
from processlots.apps.maps.tests.makers import Room, line_of
from processlots.apps.processes.models import Attachment, Process, Release, Requirement, Service
from processlots.apps.processes.release import content, deciding
from processlots.apps.processes.tests.makers import give_role, make_decided
from processlots.kit import files
from processlots.kit.periods import today

AT = datetime.datetime(2026, 3, 14, 9, 26, 53, tzinfo=datetime.UTC)


def make_full(cast: Any, *, maps: int = 1, goals: int = 2, documents: int = 2) -> Process:
    """Owned by Alva, led by Love, with maps in force, goals with measures, an activity for each, and documents."""
    process = make_decided(unit=cast.unit, by=cast.person("charlie"), start_event="Någon vill bygga", end_event="Ett beslut")
    give_role(process, cast.person("alva"))
    give_role(process, cast.person("love"), "leader")
    give_role(process, cast.person("maj"), "team")
    Requirement.objects.create(
        process=process, text="Beslut inom tio veckor", kind="legal", source="PBL 9 kap. 45 §", critical=True
    )
    Service.objects.create(name="Bygglov", need="Få bygga").processes.add(process)
    for number in range(goals):
        measure = Measure.objects.create(process=process, name=f"Mått {number + 1}", unit_text="dagar", improve="down")
        goal = Goal.objects.create(
            process=process, statement=f"Väntan {number + 1} är högst 42 dagar", direction="at_most", target=Decimal(42),
            unit_text="dagar", due=datetime.date(2026, 12, 31), method="Ur ärendesystemet", state="approved",
        )  # fmt: skip
        goal.measures.add(measure)
        PlanAction.objects.create(process=process, text=f"Korta väntan {number + 1}", responsible=cast.person("maj"))
    for number in range(maps):
        a_map = Room(cast, process).map()
        a_map.title = f"Pröva ansökan {number + 1}"
        a_map.save()
        in_force(line_of(a_map))
    for number in range(documents):
        blob = files.store(f"Rutin nummer {number + 1}\n".encode(), "txt")
        Attachment.objects.create(process=process, title=f"Rutin {number + 1:02}", blob=blob, filename=f"rutin-{number + 1}.txt")
    return Process.objects.get(pk=process.pk)


def in_force(line: Line) -> None:
    """The newest version of the line applies, as if it had been confirmed."""
    line.in_force, line.in_force_since, line.state = line.newest, datetime.date(2026, 1, 2), Line.State.IN_FORCE
    line.save()


def release(
    process: Process, cast: Any, *, valid_from: datetime.date | None = None, at: datetime.datetime = AT, **told: str
) -> Release:
    """The next version, decided by Alva at the instant; no day is too early here."""
    process = Process.objects.get(pk=process.pk)
    told = {"summary": "Första versionen.", "capacity": "processägare", "diary_number": "BN 2026-101", **told}
    number, person = deciding.next_number(process), cast.person("alva")
    day = valid_from or at.date()
    frozen = deciding.freeze(process, number, person, at, valid_from=day, **told)
    return deciding.keep(process, number, frozen, person, at, cast.alva, valid_from=day, **told)


def asked(process: Process, **told: Any) -> dict[str, Any]:
    """What the form sends."""
    process = Process.objects.get(pk=process.pk)
    seen = content.fingerprint(content.sections(process))
    return {"summary": "Första versionen.", "valid_from": today().isoformat(), "seen": seen, "capacity": "processägare", **told}
