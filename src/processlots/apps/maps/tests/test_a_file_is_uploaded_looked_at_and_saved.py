"""Upload: any BPMN 2.0 file draws and saves, or is refused with element, name and line; a hostile one is not kept."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from processlots.apps.maps import content, reader, uploading
from processlots.apps.maps.bpmn import canonical
from processlots.apps.maps.models import Map, MapElement, Reading, Upload, Version
from processlots.apps.maps.tests.bpmn_corpus import files_mostly_once, own
from processlots.apps.maps.tests.makers import line_of, save, sent
from processlots.kit import jobs
from processlots.kit.models.files import Blob
from processlots.kit.models.jobs import Job


@pytest.fixture(autouse=True)
def read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are read in this process, which is quicker; a test whose name says "aside" lets another read."""
    if "aside" not in request.node.name:
        monkeypatch.setattr(reader, "read_aside", content.answer)


def send(room: Any, data: bytes, name: str = "karta.bpmn", **more: Any) -> Any:
    fields = {
        "file": sent(data, name),
        "process": f"({room.process.label})",
        "when": "today",
        "kind": "detailed",
        "title": "",
        **more,
    }
    return room.cast.client("hanna").post("/kartor/ladda-upp/", fields)


def look(room: Any) -> Any:
    """The worker reads; Hanna looks."""
    jobs.drain()
    return room.cast.client("hanna").get(Upload.objects.latest("pk").get_absolute_url())


@pytest.mark.parametrize("path", files_mostly_once())
def test_every_file_draws_and_saves_or_is_refused_with_its_place(room: Any, path: Path) -> None:
    data = path.read_bytes()
    uploading.send(room.cast.hanna, sent(data, path.name), process=room.process, when="today")
    jobs.drain()
    upload = Upload.objects.get()
    page = room.cast.client("hanna").get(upload.get_absolute_url()).content.decode()
    if upload.state == Upload.State.REFUSED:
        assert re.search(r"rad \d+", upload.refusal["sv"], re.IGNORECASE)
        assert re.search(r"line \d+", upload.refusal["en"], re.IGNORECASE)
        assert Map.objects.count() == 0
        assert 'role="alert"' in page
        return
    assert upload.state == Upload.State.READY
    assert '<svg class="map' in page
    version = uploading.take(upload, room.cast.hanna)
    assert canonical(version.blob.read()) == canonical(data)
    reading = Reading.objects.get(blob=version.blob)
    assert MapElement.objects.filter(line=version.line, gone_in=None).count() == len(reading.content["elements"])
    shown = room.cast.client("ali").get(version.get_absolute_url())
    assert shown.status_code == 200
    assert '<svg class="map' in shown.content.decode()


def test_sending_leads_by_the_job_to_a_page_that_says_what_was_read(room: Any) -> None:
    answer = send(room, own("bygglov.bpmn"))
    job = Job.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == job.get_absolute_url()
    assert Map.objects.count() == 0
    jobs.drain()
    onward = room.cast.client("hanna").get(job.get_absolute_url())
    assert onward.headers["Location"] == Upload.objects.get().get_absolute_url()
    page = look(room).content.decode()
    for lane in Reading.objects.get().content["lanes"]:
        assert lane in page
    assert Map.objects.count() == 0, "looking saves nothing"


def test_saving_makes_map_line_version_and_elements(room: Any) -> None:
    send(room, own("bygglov.bpmn"), title="Bygglov i detalj")
    jobs.drain()
    upload = Upload.objects.get()
    answer = room.cast.client("hanna").post(upload.get_absolute_url(), {})
    version = Version.objects.get()
    assert answer.headers["Location"] == f"{room.process.get_absolute_url()}#map", "a first map is seen where it was asked for"
    assert (version.number, version.line.map.title, version.line.state) == (1, "Bygglov i detalj", "draft")
    assert version.made_by == room.cast.person("hanna")
    assert MapElement.objects.filter(line=version.line).exclude(name="").exists()
    again = room.cast.client("hanna").post(upload.get_absolute_url(), {})
    assert again.status_code == 302, "a second press leads to what is saved"
    assert Version.objects.count() == 1


def test_what_is_thrown_away_leaves_no_trace(room: Any) -> None:
    send(room, own("bygglov.bpmn"))
    jobs.drain()
    upload = Upload.objects.get()
    room.cast.client("hanna").post(upload.get_absolute_url(), {"discard": "1"})
    assert (Upload.objects.count(), Map.objects.count(), Reading.objects.count()) == (0, 0, 0)
    assert not Blob.objects.filter(type="bpmn").exists()


def test_nobody_but_the_sender_sees_what_was_sent(room: Any) -> None:
    send(room, own("bygglov.bpmn"))
    jobs.drain()
    assert room.cast.client("alva").get(Upload.objects.get().get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "broken_lane.bpmn",
        "broken_number.bpmn",
        "broken_reference.bpmn",
        "broken_shape.bpmn",
        "duplicate_id.bpmn",
        "cut_short.bpmn",
    ],
)
def test_a_broken_file_is_refused_with_its_line_and_nothing_is_kept(room: Any, name: str) -> None:
    send(room, own(name))
    page = look(room).content.decode()
    assert re.search(r"[Rr]ad \d+", page)
    assert (Map.objects.count(), Version.objects.count(), Reading.objects.count()) == (0, 0, 0)
    assert not Blob.objects.exists()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("karta.bpmn", b"\0" * 30_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(own("entities.bpmn"), id="entities"),
        pytest.param(own("not_bpmn.xml"), id="other XML"),
        pytest.param(bomb(), id="a zip named bpmn"),
        pytest.param(b"%PDF-1.7 not a map", id="a PDF named bpmn"),
        pytest.param("Namn;Typ\nBygglov;Huvud\n".encode("latin-1"), id="a spreadsheet named bpmn"),
        pytest.param(b"", id="nothing at all"),
    ],
)
def test_a_hostile_or_wrong_file_is_refused_at_once_and_not_kept(room: Any, data: bytes) -> None:
    answer = send(room, data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert (Upload.objects.count(), Blob.objects.count(), Job.objects.count()) == (0, 0, 0)


def test_fifty_megabytes_are_refused_and_not_kept(room: Any) -> None:
    head = own("bygglov.bpmn")
    answer = send(room, head + b" " * (50 * 1024 * 1024 - len(head)))
    assert answer.status_code == 422
    assert (Upload.objects.count(), Blob.objects.count()) == (0, 0)


def test_eleven_megabytes_are_refused_and_not_kept(room: Any) -> None:
    answer = send(room, own("bygglov.bpmn") + b" " * (11 * 1024 * 1024))
    assert answer.status_code == 422
    assert "10 MB" in answer.content.decode()
    assert Blob.objects.count() == 0


def test_a_form_without_a_process_says_so_and_sends_nothing(room: Any) -> None:
    answer = send(room, own("bygglov.bpmn"), process="Ingen sådan")
    assert answer.status_code == 422
    assert (Upload.objects.count(), Blob.objects.count()) == (0, 0)


def test_two_who_send_at_once_do_not_overwrite_each_other(room: Any) -> None:
    made = room.map()
    browser = room.cast.client("hanna")
    other = own("bygglov.bpmn").replace(b'name="', b'name="Ny ', 1)
    browser.post(f"{made.get_absolute_url()}ladda-upp/", {"file": sent(other), "when": "today"})
    jobs.drain()
    upload = Upload.objects.get()
    save(room, made, own("all_kinds.bpmn"))
    answer = browser.post(upload.get_absolute_url(), {}, follow=False)
    assert line_of(made).newest.number == 2, "theirs stands"
    assert "/arbete/" in answer.headers["Location"]
    jobs.drain()
    upload.refresh_from_db()
    assert upload.base is not None
    assert upload.base.number == 2
    browser.post(upload.get_absolute_url(), {})
    assert line_of(made).newest.number == 3


@override_settings(LANGUAGE_CODE="en")
def test_a_refusal_is_told_in_both_languages(room: Any) -> None:
    send(room, own("broken_reference.bpmn"))
    jobs.drain()
    upload = Upload.objects.get()
    browser = room.cast.client("hanna")
    browser.cookies["django_language"] = "en"
    assert upload.refusal["en"].split('"')[0] in browser.get(upload.get_absolute_url()).content.decode()
    assert upload.refusal["sv"] != upload.refusal["en"]


def tangled(flows: int) -> bytes:
    """A small file, whole and right, that is more work than its size tells."""
    steps = "".join(f'<task id="t{n}" name="Granska {n}"/>' for n in range(200))
    ways = "".join(f'<sequenceFlow id="f{n}" sourceRef="t{n * 7 % 200}" targetRef="t{n * 13 % 199}"/>' for n in range(flows))
    space = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    return f'<definitions xmlns="{space}"><process id="p">{steps}{ways}</process></definitions>'.encode()


@pytest.mark.parametrize(("memory", "seconds"), [(1 << 30, 1), (30 << 20, 20)], ids=["time", "memory"])
def test_a_tangled_file_read_aside_is_stopped_and_nothing_is_kept(
    room: Any, monkeypatch: pytest.MonkeyPatch, memory: int, seconds: int
) -> None:
    monkeypatch.setattr(reader, "MEMORY", memory)
    monkeypatch.setattr(reader, "PATIENCE", seconds)
    send(room, tangled(3000 if seconds == 1 else 0))
    page = look(room).content.decode()
    assert "för stor eller för tilltrasslad" in page
    upload = Upload.objects.get()
    assert (upload.state, upload.blob) == (Upload.State.REFUSED, None)
    assert not Blob.objects.exists()
    assert not Reading.objects.exists()
    assert not Map.objects.exists()


def test_a_file_read_aside_is_ready(room: Any) -> None:
    send(room, own("bygglov.bpmn"))
    assert '<svg class="map' in look(room).content.decode()


def nested(depth: int) -> bytes:
    space = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">\n'
    return space + b"".join(b'<subProcess id="s%d" name="Del %d">\n' % (n, n) for n in range(depth)) + b"</subProcess>" * depth


def test_ten_thousand_nested_parts_are_refused_with_their_place_and_not_kept(room: Any) -> None:
    send(room, nested(10_000) + b"</process></definitions>")
    page = look(room).content.decode()
    assert re.search(r"Del \d+", page)
    assert re.search(r"[Rr]ad \d+", page)
    assert (Map.objects.count(), Reading.objects.count(), Blob.objects.count()) == (0, 0, 0)


def test_a_file_in_utf_16_is_taken(room: Any) -> None:
    text = own("bygglov.bpmn").decode().replace("UTF-8", "UTF-16", 1)
    send(room, text.encode("utf-16"))
    assert "Granska att den är komplett" in look(room).content.decode()
