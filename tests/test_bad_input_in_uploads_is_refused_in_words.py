"""Files, pastes and bodies that strangers send: refused with a way out and nothing kept, or read as they are."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from processlots.apps.followup.models import Measurement
from processlots.apps.maps.models import Map, Upload, Version
from processlots.apps.processes.models import Process
from processlots.kit import jobs
from processlots.kit.models import Blob, ImportBatch
from tests import hostile
from tests.hostile import LONG, SCRIPT, Scene, make_scene

MEGABYTE = 1024 * 1024
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
FETCHES = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BPMN = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">{}'
    '<process id="p"><task id="t" name="Pröva"/></process></definitions>'
)


@pytest.fixture
def scene(cast: Any, settings: Any, tmp_path: Path) -> Iterator[Scene]:
    settings.PROCESSLOTS_HOME = tmp_path
    logging.disable(logging.WARNING)
    yield make_scene(cast)
    logging.disable(logging.NOTSET)


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return made.getvalue()


def workbook(*rows: list[Any]) -> bytes:
    book, made = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook in which something has been tampered with."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info.filename, content.replace(old, new, 1) if info.filename == part else content)
    return made.getvalue()


def sent(data: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/plain")


HEAD = "Namn;Syfte\n"
SHEET = workbook(["Namn"], ["Pröva lov"])
#: to an import: what is read as no table
TABLES = {
    "empty.csv": b"",
    "spaces.csv": b"  \n \n",
    "nul.csv": (HEAD + "Pröva\x00 lov;x").encode(),
    "bell.csv": (HEAD + "Pröva\x07 lov;x").encode(),
    "noise.csv": bytes(range(256)) * 40,
    "eleven-megabytes.csv": b"a;b\n" * (11 * MEGABYTE // 4),
    "too-many.csv": (HEAD + "Pröva lov;x\n" * 20_001).encode(),
    "wide.csv": (";".join(f"Namn{n}" for n in range(101)) + "\nx").encode(),
    "long-cell.csv": (HEAD + f"{'Å' * 10_001};x").encode(),
    "quote.csv": (HEAD + '"Pröva lov;x\nGe råd;y').encode(),
    "html.csv": f"<html>{SCRIPT}</html>".encode(),
    "laughs.csv": ('<?xml version="1.0"?>' + LAUGHS + "<d>&c;</d>").encode(),
    "pdf.csv": b"%PDF-1.7 x",
    "old.xls": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
    "zip.xlsx": zipped(a=b"b"),
    "word.xlsx": zipped(word__document_xml=b"<d/>"),
    "cut.xlsx": SHEET[: len(SHEET) // 2],
    "bomb.xlsx": zipped(xl__workbook_xml=b"<w/>", xl__worksheets__sheet1_xml=b"\x00" * (60 * MEGABYTE)),
    "laughs.xlsx": changed(SHEET, "xl/worksheets/sheet1.xml", b"<worksheet", LAUGHS.encode() + b"<worksheet"),
    "fetches.xlsx": changed(SHEET, "xl/workbook.xml", b"<workbook", FETCHES.encode() + b"<workbook"),
    "far-row.xlsx": changed(SHEET, "xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="999999999"'),
}


@pytest.mark.parametrize("url", ["/inlasning/processes/?inventory={inventory}", "/inlasning/measurements/?measure={measure}"])
def test_a_file_that_is_no_table(scene: Scene, url: str) -> None:
    url = url.format(inventory=scene.inventory.pk, measure=scene.measure.pk)
    client = scene.client("charlie" if "processes" in url else "love")
    before, wrong = hostile.snapshot(), {}
    for name, data in TABLES.items():
        answer = client.post(url, {"file": sent(data, name), "text": ""})
        if answer.status_code == 302:  # read as a table: then it is the rows that are refused
            answer = client.get(answer["Location"])
            said = hostile.complaint(answer, hostile.Writes()) or (
                "" if b'value="confirm' not in answer.content else "may be read in"
            )
            ImportBatch.objects.all().delete()
            Blob.objects.exclude(pk__in=[row[0] for row in before["kit.Blob"]]).delete()
        else:
            said = hostile.complaint(answer, hostile.Writes()) or ("" if answer.status_code == 422 else f"{answer.status_code}")
            if hostile.snapshot() != before:
                said += " and something is kept"
        wrong[name] = said
    assert not any(wrong.values()), {name: said for name, said in wrong.items() if said}
    assert Process.objects.count() == 3
    assert Measurement.objects.count() == 12


@pytest.mark.parametrize("size", [26, 50])
def test_fifty_megabytes(scene: Scene, size: int) -> None:
    before, wrong = hostile.snapshot(), {}
    big = b"Namn;Syfte\n" * (size * MEGABYTE // 11)
    places = {
        f"/inlasning/processes/?inventory={scene.inventory.pk}": ("charlie", {}),
        "/kartor/ladda-upp/": ("hanna", {"process": hostile.named(scene.process), "when": "today", "kind": "detailed"}),
        f"{scene.map.get_absolute_url()}ladda-upp/": ("hanna", {"when": "today"}),
        "/dokumentmallar/": ("moa", {"template": "specification.sv", "act": "replace"}),
    }
    for url, (who, data) in places.items():
        answer = scene.client(who).post(url, {**data, "file": sent(big, "stor.bpmn")})
        said = hostile.complaint(answer, hostile.Writes())
        wrong[url] = said or ("" if answer.status_code == 422 and " MB" in hostile.words_of(answer) else f"{answer.status_code}")
    texts = {
        f"{scene.process.get_absolute_url()}andra/": ("love", "purpose"),
        f"/inlasning/processes/?inventory={scene.inventory.pk}": ("charlie", "text"),
        f"{scene.inventory.get_absolute_url()}rader/": ("charlie", "name"),
        f"{scene.measure.get_absolute_url()}varde/": ("love", "comment"),
        "/konto/login/": ("", "password"),
        "/sprak/": ("", "language"),
    }
    paste = f"x={'a' * (size * MEGABYTE)}"
    for url, (who, field) in texts.items():
        body = paste.replace("x", field, 1)
        answer = scene.client(who).post(url, body, content_type="application/x-www-form-urlencoded")
        said = hostile.complaint(answer, hostile.Writes())
        wrong[f"{url} {field}"] = said or ("" if answer.status_code in (400, 413) else f"{answer.status_code}")
    answer = scene.client("hanna").post(
        f"{scene.map.get_absolute_url()}rita/spara/",
        json.dumps({"xml": "a" * (size * MEGABYTE)}),
        content_type="application/json",
    )
    assert (answer.status_code, "5 MB" in answer.json()["detail"]) == (413, True)
    assert not any(wrong.values()), {name: said for name, said in wrong.items() if said}
    assert hostile.snapshot() == before
    assert not list((Path(scene.map.lines.get().newest.blob.open().name).parents[2] / "waiting").glob("*"))


def test_what_spreadsheets_really_write_is_read(scene: Scene) -> None:
    """Latin-1 and Windows-1252 with semicolons, UTF-16 as Excel's “Unicode text”, a mark at the beginning, Mac's line ends."""
    client = scene.client("charlie")
    text = "Namn;Typ;Syfte\nPröva ansökan om rivning;stöd;Så att “alla” vet\nÄndra detaljplan;huvud;ö"
    plain = text.replace("“", '"').replace("”", '"').replace('"alla"', "alla")
    files = {
        "latin-1": plain.encode("latin-1"),
        "windows": text.encode("cp1252"),
        "utf-16": text.replace(";", "\t").encode("utf-16"),
        "utf-8-sig": text.encode("utf-8-sig"),
        "mac": plain.replace("\n", "\r").encode(),
        "crlf": text.replace("\n", "\r\n").encode(),
    }
    for name, data in files.items():
        with hostile.undone():
            started = client.post(f"/inlasning/processes/?inventory={scene.inventory.pk}", {"file": sent(data, f"{name}.csv")})
            assert started.status_code == 302, (name, hostile.words_of(started))
            page = client.get(started["Location"])
            done = client.post(started["Location"], {"act": page.context["confirm_name"]})
            assert done.status_code == 302, (name, hostile.words_of(done))
            names = set(scene.inventory.rows.values_list("name", flat=True))
            assert {"Pröva ansökan om rivning", "Ändra detaljplan"} <= names, (name, names)


def test_a_long_list_in_which_every_row_stands_twice_and_is_confirmed_three_times(scene: Scene) -> None:
    client = scene.client("charlie")
    names = [f"Pröva ärende av slag {number}" for number in range(450)]
    started = client.post(f"/inlasning/processes/?inventory={scene.inventory.pk}", {"text": "\n".join([*names, *names])})
    page = client.get(started["Location"])
    assert max(count for count, _mark, _label in page.context["tally"]) == 450
    before = Process.objects.count()
    for _again in range(2):
        assert client.post(started["Location"], {"act": page.context["confirm_name"]}).status_code == 302
    jobs.drain()
    assert Process.objects.count() == before + 450
    assert ImportBatch.objects.get().state == "done"
    assert client.post(started["Location"], {"act": page.context["confirm_name"]}).status_code == 302
    jobs.drain()
    assert Process.objects.count() == before + 450


@pytest.mark.parametrize("act", ["", "confirm", "confirm x", "confirm \x00", "confirm " + "f" * 64, LONG])
def test_an_import_that_nobody_has_seen_is_not_read_in(scene: Scene, act: str) -> None:
    client = scene.client("charlie")
    started = client.post(f"/inlasning/processes/?inventory={scene.inventory.pk}", {"text": "Pröva rivningslov"})
    url = started["Location"]
    answer = client.post(url, {"act": act, "column-name": "9" * 5000, "headed": "on"})
    assert answer.status_code in (302, 409)
    for who in ("moa", "maj", "gro"):
        assert scene.client(who).get(url).status_code in (403, 404)
        assert scene.client(who).post(url, {"act": "confirm x"}).status_code in (403, 404)
    for query in ("?sida=9999999999999999999999", "?sida=\x00", "?visa=x", "?visa=error&sida=-1"):
        assert client.get(url + query).status_code == 200
    assert Process.objects.count() == 3


MAPS = {
    "empty": b"",
    "text": b"hej",
    "nul": b"\x00" * 100,
    "zip": zipped(a=b"b"),
    "html": f"<html><body>{SCRIPT}</body></html>".encode(),
    "svg": f'<svg xmlns="http://www.w3.org/2000/svg">{SCRIPT}</svg>'.encode(),
    "laughs": (LAUGHS + BPMN.format("&c;")).encode(),
    "fetches": (FETCHES + BPMN.format("&a;")).encode(),
    "laughs-svg": (LAUGHS + "<svg>&c;</svg>").encode(),
    "laughs-16": ('<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS + BPMN.format("&c;")).encode("utf-16"),
    "cut": BPMN.format("").encode()[:-20],
    "other-root": b"<mxfile/>",
    "twice": BPMN.format('<process id="p"/>').encode(),
    "deep": BPMN.format("<extensionElements>" * 5_000).encode(),
    "eleven-megabytes": (BPMN.format("<documentation>" + "a" * 11 * MEGABYTE + "</documentation>")).encode(),
    "nowhere": BPMN.format('<process id="q"><task id="u"/><sequenceFlow id="f" sourceRef="x" targetRef="y"/></process>').encode(),
    "surrogate": BPMN.format("&#xD800;").encode(),
    "control": BPMN.format("&#7;").encode(),
}


def test_a_file_that_is_no_map(scene: Scene) -> None:
    client = scene.client("hanna")
    fields = {"process": hostile.named(scene.process), "when": "today", "kind": "detailed", "title": "Ny"}
    before, wrong = hostile.snapshot(), {}
    for url, data in (("/kartor/ladda-upp/", fields), (f"{scene.map.get_absolute_url()}ladda-upp/", {"when": "today"})):
        for name, content in MAPS.items():
            with hostile.undone():
                answer = client.post(url, {**data, "file": sent(content, f"{name}.bpmn")})
                if answer.status_code == 302:  # well formed, and refused by the worker with its place
                    jobs.drain()
                    upload = Upload.objects.latest("pk")
                    answer = client.get(upload.get_absolute_url())
                    said = "" if upload.state == "refused" and len(hostile.words_of(answer)) > 15 else f"{upload.state}"
                else:
                    said = hostile.complaint(answer, hostile.Writes()) or (
                        "" if answer.status_code == 422 else str(answer.status_code)
                    )
                    said = said or ("" if hostile.snapshot() == before else "kept")
                wrong[f"{url} {name}"] = said
    assert not any(wrong.values()), {name: said for name, said in wrong.items() if said}
    assert (Map.objects.count(), Version.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "name", ["../../secret-key", "a\x00b.bpmn", "x" * 300 + ".bpmn", '"><script>.bpmn', "con", "åäö 🦔.bpmn", ""]
)
def test_a_files_name_is_only_a_name(scene: Scene, name: str) -> None:
    client = scene.client("hanna")
    data = {"process": hostile.named(scene.process), "when": "today", "kind": "detailed"}
    own = BPMN.format("").encode()
    for url, more in (("/kartor/ladda-upp/", data), (f"/inlasning/processes/?inventory={scene.inventory.pk}", {})):
        upload = SimpleUploadedFile("x", own if more else b"Pr\xc3\xb6va lov")
        upload.name = name or "x"
        answer = client.post(url, {**more, "file": upload})
        assert answer.status_code in (302, 422)
        assert not hostile.complaint(answer, hostile.Writes())
        page = client.get(answer["Location"]) if answer.status_code == 302 else answer
        assert page.status_code in (200, 302)
        assert b"<script>." not in page.content


BODIES = {
    "nothing": b"",
    "text": b"hej",
    "null": b"null",
    "list": b"[]",
    "number": b"1e400",
    "deep": b"[" * 100_000,
    "latin-1": '{"xml": "å"}'.encode("latin-1"),
    "no-xml": b'{"version": 1}',
    "xml-list": b'{"xml": ["<a/>"], "version": 1}',
    "xml-spaces": b'{"xml": "  ", "version": 1}',
    "xml-text": b'{"xml": "hej", "version": 1}',
    "xml-nul": b'{"xml": "\\u0000", "version": 1}',
    "surrogate": b'{"xml": "<a>\\ud800</a>", "version": 1}',
    "comment": b'{"xml": "<a/>", "version": 1, "comment": "\\ud800\\u0000"}',
    "laughs": json.dumps({"xml": LAUGHS + BPMN.format("&c;"), "version": 1}).encode(),
    "fetches": json.dumps({"xml": FETCHES + BPMN.format("&a;"), "version": 1}).encode(),
    "version-long": b'{"xml": "<a/>", "version": ' + b"9" * 5000 + b"}",
    "version-list": b'{"xml": "<a/>", "version": [1]}',
    "version-odd": json.dumps({"xml": BPMN.format(""), "version": "\u00b2"}).encode(),
    "changed-text": json.dumps({"xml": BPMN.format(""), "version": 1, "changed": "t"}).encode(),
    "changed-objects": json.dumps({"xml": BPMN.format(""), "version": 1, "changed": [{}]}).encode(),
    "changed-many": json.dumps({"xml": BPMN.format(""), "version": 1, "removed": ["t"] * 20_001}).encode(),
}


def test_a_drawing_that_is_none(scene: Scene) -> None:
    client, url = scene.client("hanna"), f"{scene.map.get_absolute_url()}rita/spara/"
    before, wrong = hostile.snapshot(), {}
    for name, body in BODIES.items():
        with hostile.undone() as wrote:
            answer = client.post(url, body, content_type="application/json")
            said = hostile.complaint(answer, wrote, before)
            wrong[name] = said or ("" if answer.status_code in (400, 409, 422) else str(answer.status_code))
    for body in (b"--x\r\nContent-Disposition: form-data", b"\xff" * 100):
        for kind in (
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "text/\x00",
            "application/x-www-form-urlencoded; charset=utf-7",
        ):
            answer = client.generic("POST", f"{scene.process.get_absolute_url()}word/", body, content_type=kind)
            wrong[f"{kind} {body[:5]!r}"] = hostile.complaint(answer, hostile.Writes())
    assert not any(wrong.values()), {name: said for name, said in wrong.items() if said}
    assert Version.objects.count() == 1


def test_what_is_written_beside_a_drawing_is_kept_as_text(scene: Scene) -> None:
    newest = scene.map.lines.get().newest
    xml = newest.blob.read().decode().replace('name="', 'name="Nytt ', 1)
    for comment in ("\ud800 \x00 å", SCRIPT, "Å" * 400):
        body = json.dumps({"xml": xml, "version": newest.number, "comment": comment, "changed": None, "removed": None})
        answer = scene.client("hanna").post(f"{scene.map.get_absolute_url()}rita/spara/", body, content_type="application/json")
        assert answer.status_code in (200, 400, 409), answer.content[:200]
    page = scene.client("hanna").get(scene.map.get_absolute_url())
    assert page.status_code == 200
    assert SCRIPT.encode() not in page.content
