"""What the tests of maps are about, made in a line: a process with its people, a map with a version, an upload."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from processlots.apps.maps import actions, content, reader, readings
from processlots.apps.maps.models import Line, Map, Version
from processlots.apps.maps.tests.bpmn_corpus import own
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import give_role, make_decided
from processlots.kit.tests.kept import kept_upon

BYGGLOV = "bygglov.bpmn"


@dataclass
class Room:
    """A decided process, owned by Alva, led by Love, with Maj in the team."""

    cast: Any
    process: Process

    def map(self, name: str = BYGGLOV, kind: str = "detailed") -> Map:
        """A map that Hanna has saved one version of."""
        made = Map.objects.create(process=self.process, title="Pröva ansökan om bygglov", kind=kind)
        save(self, made, own(name))
        return made


def make_room(cast: Any) -> Room:
    """The process and its people."""
    return kept_upon(cast, _make_room)


def _make_room(cast: Any) -> Room:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"))
    give_role(process, cast.person("love"), "leader")
    give_role(process, cast.person("maj"), "team")
    return Room(cast, process)


def save(room: Room, a_map: Map, data: bytes, when: str = "today") -> Version:
    """The next version, read in this process (the tests of `reader` read in another)."""
    line = actions.open_line(a_map, when)
    answer = readings.checked(content.answer(reader.question(data, before=readings.elements_of(line.newest if line else None))))
    line = actions.begin_line(a_map, when)
    made, _new = actions.save_version(
        line, readings.keep(answer), answer["match"], user=room.cast.hanna, expected=actions.newest_number(line)
    )
    return made


def line_of(a_map: Map, when: str = "today") -> Line:
    """The open line, fresh from the database."""
    found = actions.open_line(a_map, when)
    assert found is not None
    return found


def sent(data: bytes, name: str = "karta.bpmn") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def drawn(browser: Any, a_map: Map, xml: bytes, version: Any, **more: Any) -> Any:
    """Save as the editor does."""
    body = {"xml": xml.decode(), "version": version, "comment": "", **more}
    return browser.post(f"{a_map.get_absolute_url()}rita/spara/", json.dumps(body), content_type="application/json")
