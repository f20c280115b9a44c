"""The demo's maps: drawn by the facilitator, confirmed by those who do the work, in force."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from processlots.apps.maps import actions, content, reader, readings
from processlots.apps.maps.models import Confirmation, Line, Map, Version
from processlots.apps.organisation.models import Appointment, Consent
from processlots.apps.processes.models import Process
from processlots.demo import texts
from processlots.demo.dates import day
from processlots.demo.processes import Town
from processlots.kit import states

_DRAWER = "Handledar-Hanna"


def maps(town: Town) -> None:
    """Every map of `data/maps.yaml`, put in force by the maps' own transitions."""
    for row in texts.read("maps"):
        process = Process.objects.get(pk=town.processes[row["process"]].pk)
        made = Map.objects.create(process=process, title=row["title"], kind=row["kind"])
        for number, file in enumerate(row["files"]):
            version = _drawn(made, file["file"], file["comment"], number, town)
            _dated(version, file["saved"])
        _put_in_force(actions.open_line(made), row, town)


def _drawn(made: Map, file: str, comment: str, present: int, town: Town) -> Version:
    """A new version, read in this process: the file is our own, and six other processes would take seconds."""
    newest = actions.begin_line(made).newest
    asked = reader.question((texts.MAPS / file).read_bytes(), title=made.title, before=readings.elements_of(newest))
    answer = readings.checked(content.answer(asked))
    line = actions.begin_line(made)
    version, _new = actions.save_version(
        line, readings.keep(answer), answer["match"], user=town.people[_DRAWER].user, expected=present, comment=comment
    )
    return version


def _dated(version: Version, when: str) -> None:
    """The version was saved on a day that has passed, at noon."""
    noon = datetime.datetime.combine(_passed(when), datetime.time(12), ZoneInfo("Europe/Stockholm"))
    Version.objects.filter(pk=version.pk).update(made_at=noon)


def _passed(when: str) -> datetime.date:
    found = day(when)
    if found is None:
        raise ValueError("a map needs a day")
    return found


def _put_in_force(line: Line | None, row: texts.Row, town: Town) -> None:
    """Reviewed, confirmed by the team as the leader noted it, and put in force; by somebody who may."""
    if line is None:
        raise ValueError(f"{row['title']} has no line")
    drawer = town.people[_DRAWER].user
    line = states.go(line, "review", drawer)
    leader = line.map.process.effective_leader
    team = line.map.process.appointments.filter(role=Appointment.Role.TEAM).select_related("person").order_by("pk")
    for one in team:
        Confirmation.objects.create(
            version_of_map=line.newest, name=one.person.name, person=one.person, manner=Consent.Manner.ORAL,
            registered_by=leader, date=_passed(row["confirmed"]),
        )  # fmt: skip
    line.state = Line.State.CONFIRMED
    line.save()
    line = states.go(line, "put_in_force", drawer)
    line.in_force_since = _passed(row["since"])
    line.save()
