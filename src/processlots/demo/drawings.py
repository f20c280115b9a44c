"""The demo's maps: drawn by the facilitator, confirmed by those who do the work, in force."""

from __future__ import annotations

import datetime
import uuid
from zoneinfo import ZoneInfo

from processlots.apps.maps import actions, content, reader, readings
from processlots.apps.maps.models import Confirmation, Line, Map, Version
from processlots.apps.organisation.models import Appointment, Consent
from processlots.apps.processes.models import Process
from processlots.demo import texts
from processlots.demo.dates import past
from processlots.demo.processes import Town
from processlots.kit import states

_DRAWER = "Handledar-Hanna"


def maps(town: Town) -> None:
    """Every map of `data/maps.yaml`, put in force by the maps' own transitions."""
    for row in texts.read("maps"):
        process = Process.objects.get(pk=town.processes[row["process"]].pk)
        made = Map.objects.create(process=process, title=row["title"], kind=row["kind"], uid=_uid(row["title"]))
        for number, file in enumerate(row["files"]):
            version = drawn(made, file["file"], file["comment"], number, town)
            _dated(version, file["saved"])
        _put_in_force(actions.open_line(made), row, town)


def _uid(title: str) -> uuid.UUID:
    """The same every time: the overviews' files name the maps that detail their steps."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://modellby.example/kartor/{title}")


def drawn(made: Map, file: str, comment: str, present: int, town: Town, when: str = Line.When.TODAY) -> Version:
    """A new version, read in this process: the file is our own, and six other processes would take seconds."""
    newest = actions.begin_line(made, when).newest
    asked = reader.question((texts.MAPS / file).read_bytes(), title=made.title, before=readings.elements_of(newest))
    answer = readings.checked(content.answer(asked))
    line = actions.begin_line(made, when)
    version, _new = actions.save_version(
        line, readings.keep(answer), answer["match"], user=town.people[_DRAWER].user, expected=present, comment=comment
    )
    return version


def _dated(version: Version, when: str) -> None:
    """The version was saved on a day that has passed, at noon."""
    version.made_at = datetime.datetime.combine(past(when), datetime.time(12), ZoneInfo("Europe/Stockholm"))
    version.save()


def _put_in_force(line: Line | None, row: texts.Row, town: Town) -> None:
    """Reviewed, confirmed by the team as the leader noted it, and put in force; by somebody who may."""
    if line is None or line.newest is None:
        raise ValueError(f"{row['title']} is not drawn")
    drawer = town.people[_DRAWER].user
    states.go(line, "review", drawer)
    process = line.map.process
    for one in process.appointments.filter(role=Appointment.Role.TEAM).select_related("person").order_by("pk"):
        Confirmation.objects.create(
            version_of_map=line.newest,
            name=one.person.name,
            person=one.person,
            manner=Consent.Manner.ORAL,
            registered_by=process.effective_leader,
            date=past(row["confirmed"]),
        )
    line.refresh_from_db()
    line.state = Line.State.CONFIRMED
    line.save()
    states.go(line, "put_in_force", drawer)
    line.refresh_from_db()
    line.in_force_since = past(row["since"])
    line.save()
