"""Files, sizes, cycles, second owners and stale forms on the newcomer's path: a clear word, and everything as it was."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from processlots.apps.followup.models import Goal, Measure, Measurement
from processlots.apps.organisation.models import Appointment
from processlots.apps.processes.models import Inventory, Process, Recipient
from processlots.apps.processes.tests.makers import give_role, make_decided, make_inventory
from processlots.kit import jobs, search
from processlots.kit.models import ImportBatch
from processlots.kit.models.files import Blob
from processlots.kit.models.jobs import Job
from processlots.kit.tests.workbooks import SHEET, bomb, with_part, workbook

MEGABYTE = 1024 * 1024


@dataclass
class Scene:
    """Charlie's open inventory with one row, and a process that Alva owns and Love leads, with goal and measure."""

    cast: Any
    inventory: Inventory
    row: Process
    process: Process
    goal: Goal
    measure: Measure

    @property
    def ways(self) -> dict[str, tuple[Client, str]]:
        """The two imports of the path: who reads in, and where."""
        return {
            "processes": (self.cast.client("charlie"), f"/inlasning/processes/?inventory={self.inventory.pk}"),
            "measurements": (self.cast.client("love"), f"/inlasning/measurements/?measure={self.measure.pk}"),
        }

    def counts(self) -> tuple[int, ...]:
        return tuple(model.objects.count() for model in (Process, Measurement, ImportBatch, Blob, Job, Appointment))


@pytest.fixture
def scene(cast: Any) -> Scene:
    inventory = make_inventory(cast.unit)
    row = Process.objects.create(name="Ge råd om radon", inventory=inventory, unit=cast.unit)
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"))
    give_role(process, cast.person("love"), "leader")
    measure = Measure.objects.create(process=process, name="Handläggningstid", unit_text="veckor")
    goal = Goal.objects.create(process=process, statement="Beslut inom åtta veckor")
    return Scene(cast, inventory, row, process, goal, measure)


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def entities(content: bytes) -> bytes:
    """A sheet that asks for a file of the machine's."""
    return b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + re.sub(rb"^<\?xml[^>]*\?>", b"", content).replace(
        b"<v>", b"<v>&e;"
    )


def laughs(content: bytes) -> bytes:
    """A sheet that becomes a billion letters."""
    nested = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{nested}]>'.encode() + re.sub(rb"^<\?xml[^>]*\?>", b"", content).replace(
        b"<v>", b"<v>&l9;"
    )


BAD_FILES = {
    "a PDF": ("lista.csv", b"%PDF-1.7\n1 0 obj"),
    "a picture": ("lista.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 400),
    "an old workbook": ("lista.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    "a zip of something else": ("lista.xlsx", with_part(b"PK\x05\x06" + b"\x00" * 18, "hej.txt", lambda _old: b"hej")),
    "a cut workbook": ("lista.xlsx", workbook(["Namn"], ["Ge råd"])[:400]),
    "a zip bomb": ("lista.xlsx", bomb(200)),
    "XML entities": ("lista.xlsx", with_part(workbook(["Namn"], ["Ge råd"], [1]), SHEET, entities)),
    "a billion laughs": ("lista.xlsx", with_part(workbook(["Namn"], ["Ge råd"], [1]), SHEET, laughs)),
    "nothing": ("lista.csv", b""),
    "20,001 rows": ("lista.csv", b"Namn\n" + b"Ge r\xc3\xa5d\n" * 20_001),
    "two encodings": ("lista.csv", "Namn\nGe råd\n".encode() + "Möta\n".encode("latin-1") + "Två\n".encode()),
}


@pytest.mark.parametrize("way", ["processes", "measurements"])
@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_refused_in_words(scene: Scene, way: str, kind: str) -> None:
    browser, address = scene.ways[way]
    before = scene.counts()
    answer = browser.post(address, {"file": sent(*BAD_FILES[kind])})
    page = answer.content.decode()
    assert answer.status_code == 422, page[:500]
    assert 'role="alert"' in page
    assert "root:" not in page
    assert "hahaha" not in page
    assert scene.counts() == before


@pytest.mark.parametrize("way", ["processes", "measurements"])
def test_fifty_megabytes_are_refused_as_file_and_as_paste(scene: Scene, way: str) -> None:
    browser, address = scene.ways[way]
    before = scene.counts()
    large = b"Namn\n" + b"x" * (50 * MEGABYTE)
    answer = browser.post(address, {"file": sent("stor.csv", large)})
    assert answer.status_code == 422
    assert "10 MB" in answer.content.decode()
    assert browser.post(address, {"text": large.decode()}).status_code in {400, 413, 422}
    assert scene.counts() == before


def test_latin_1_with_semicolons_is_read_as_it_is(scene: Scene) -> None:
    browser, address = scene.ways["processes"]
    file = "Namn;Typ;Mottagare\r\nUtreda klagomål på buller;Huvudprocess;Den som störs, grannar\r\n".encode("latin-1")
    read_in(browser, browser.post(address, {"file": sent("lista.csv", file)})["Location"])
    made = Process.objects.get(name="Utreda klagomål på buller")
    assert (made.type, made.inventory) == ("main", scene.inventory)
    assert sorted(map(str, made.recipients.all())) == ["Den som störs", "grannar"]
    browser, address = scene.ways["measurements"]
    file = "Månad;Värde;Kommentar\r\nmars 2026;7,5;före årsskiftet\r\n".encode("latin-1")
    read_in(browser, browser.post(address, {"file": sent("tal.csv", file)})["Location"])
    assert str(Measurement.objects.get().value).startswith("7.5")
    assert Measurement.objects.get().comment == "före årsskiftet"


@pytest.mark.slow
def test_ten_thousand_rows_are_read_in_by_one_act(scene: Scene) -> None:
    browser, address = scene.ways["processes"]
    rows = "".join(f"Hantera ärende av slag {number};Grupp {number % 50}\n" for number in range(10_000))
    preview = browser.post(address, {"file": sent("stor.csv", f"Namn;Mottagare\n{rows}".encode())})["Location"]
    before = Recipient.objects.count()
    read_in(browser, preview)
    assert ImportBatch.objects.get().state == ImportBatch.State.RUNNING
    jobs.drain()
    running = ImportBatch.objects.get()
    assert running.state == ImportBatch.State.DONE, running.job.error
    assert Process.objects.filter(inventory=scene.inventory).count() == 10_001
    assert Recipient.objects.count() == before + 50
    assert Process.objects.values("number").distinct().count() == Process.objects.count()
    assert [hit.title for hit in search.find(scene.cast.charlie, "slag 7123")] == ["Hantera ärende av slag 7123"]
    assert browser.get(f"{scene.inventory.get_absolute_url()}?sida=200").status_code == 200


def read_in(browser: Client, preview: str) -> None:
    """Look at the rows, and press the button that is shown."""
    answer = browser.get(preview)
    if answer.status_code == 302:  # many rows are looked at by the worker
        jobs.drain()
        answer = browser.get(preview)
    page = answer.content.decode()
    act = re.search(r'name="act" value="(confirm [^"]*)"', page)
    assert act is not None, page
    assert browser.post(preview, {"act": act.group(1)}).status_code == 302


def test_a_cycle_is_refused_on_the_page_and_in_the_api(scene: Scene) -> None:
    part = make_decided("Granska ansökan", unit=scene.cast.unit, by=scene.cast.person("charlie"), parent=scene.process)
    love = scene.cast.client("love")
    page = love.get(f"{scene.process.get_absolute_url()}andra/").content.decode()
    fields = {"name": scene.process.name, "type": "main", "parent": f"{part} ({part.label})", "version": version_in(page)}
    answer = love.post(f"{scene.process.get_absolute_url()}andra/", fields)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    for other in (part, scene.process):
        said = love.patch(
            f"/api/v1/processes/{scene.process.uid}", json.dumps({"parent": str(other.uid)}), "application/json",
            headers={"If-Match": f'"{Process.objects.get(pk=scene.process.pk).version}"'},
        )  # fmt: skip
        assert said.status_code in {400, 409, 422}, said.content
        assert "parent" in said.content.decode()
    scene.process.refresh_from_db()
    assert scene.process.parent is None


def test_a_second_owner_is_refused_with_the_way_out(scene: Scene) -> None:
    charlie = scene.cast.client("charlie")
    address = f"{scene.process.get_absolute_url()}agare/"
    version = version_in(charlie.get(address).content.decode())
    fields = {"person": "Medarbetar-Maj", "kind": "regular", "valid_from": "2026-01-01", "version": version}
    answer = charlie.post(address, fields)
    assert answer.status_code in {409, 422}
    assert "V-11" in answer.content.decode()
    assert Appointment.objects.filter(role="owner").count() == 1
    second = Appointment(
        role="owner", person=scene.cast.person("maj"), scope=scene.process, state="decided", valid_from="2026-01-01"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def version_in(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    return found.group(1)


def test_a_stale_form_overwrites_nothing_and_shows_both(scene: Scene) -> None:
    """Row and questions of the inventory, specification and goal: each opened twice, saved twice."""
    charlie, love = scene.cast.client("charlie"), scene.cast.client("love")
    inventory, process, goal = (one.get_absolute_url() for one in (scene.inventory, scene.process, scene.goal))
    cases: list[tuple[Client, str, dict[str, str], str, Any]] = [
        (charlie, f"{inventory}rader/{scene.row.pk}/", {"type": ""}, "name", scene.row),
        (charlie, f"{inventory}fragor/", {}, "mission", scene.inventory),
        (love, f"{process}andra/", {"type": "main", "recipients": "Den som vill bygga"}, "name", scene.process),
        (love, f"{goal}andra/", {"process": f"({scene.process.label})", "kind": "result"}, "statement", scene.goal),
    ]
    for browser, address, fields, name, row in cases:
        row.refresh_from_db()
        opened = str(row.version)
        first = browser.post(address, fields | {name: "Hantera det första", "version": opened})
        assert first.status_code == 302, (address, first.content.decode()[:2000])
        second = browser.post(address, fields | {name: "Hantera det andra", "version": opened})
        page = second.content.decode()
        assert second.status_code == 409, address
        assert "Hantera det första" in page, f"{address} shows what is saved"
        assert "Hantera det andra" in page, f"{address} keeps what was written"
        row.refresh_from_db()
        assert getattr(row, name) == "Hantera det första", address


def test_what_one_may_not_do_is_refused_by_address(scene: Scene) -> None:
    """Maj reads what is open; every act of the path is somebody else's, and the open inventory's row is not hers to see."""
    maj = scene.cast.client("maj")
    inventory, process, goal, measure = (
        one.get_absolute_url() for one in (scene.inventory, scene.process, scene.goal, scene.measure)
    )
    before = scene.counts()
    file = {"file": sent("lista.csv", b"Namn\nGe r\xc3\xa5d\n")}
    for address, fields in {
        f"{inventory}fragor/": {"mission": "Mitt", "version": "1"},
        f"{inventory}rader/": {"name": "Ge råd"},
        f"{inventory}rader/{scene.row.pk}/": {"name": "Ge råd", "version": "1"},
        f"{inventory}gor/decide/": {"version": "1"},
        scene.ways["processes"][1]: file,
        scene.ways["measurements"][1]: {"text": "2026-01\t7"},
        f"{process}agare/": {"person": "Medarbetar-Maj"},
        f"{process}ledare/": {"person": "Medarbetar-Maj"},
        f"{process}andra/": {"name": "Mitt"},
        f"{process}sedd/": {},
        "/kartor/ladda-upp/": {"process": str(scene.process), "file": io.BytesIO(b"<x/>")},
        f"{goal}andra/": {"statement": "Mitt"},
        f"{goal}gor/approve/": {"version": "1"},
        f"{measure}varde/": {"period": "2026-01", "value": "7"},
    }.items():
        answer = maj.post(address, fields)
        assert answer.status_code in {403, 404}, (address, answer.status_code)
        assert scene.counts() == before, address
    for address in (scene.row.get_absolute_url(), f"/api/v1/processes/{scene.row.uid}"):
        assert maj.get(address).status_code == 404, address
    assert scene.row.name not in maj.get("/sok/?q=radon").content.decode()
    assert scene.row.name in scene.cast.client("charlie").get("/sok/?q=radon").content.decode()
    assert scene.row.name not in maj.get("/processer/?visa=upptackta&format=csv").content.decode()
