"""Bytes are stored once, under their hash, if they are what they are said to be; and leave again as attachments."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from processlots.kit import files
from processlots.kit.files import BadFile
from processlots.kit.models.files import Blob
from processlots.kit.tests.workbooks import bomb, with_part, workbook

BPMN = b'<?xml version="1.0"?><b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(home: Path) -> None:
    """Every test here writes files."""


def test_the_same_bytes_are_one_blob_and_one_file() -> None:
    first, second = files.store(PNG, "png"), files.store(io.BytesIO(PNG), "png")
    assert first == second
    assert first.sha256 == hashlib.sha256(PNG).hexdigest()
    assert first.read() == PNG
    assert [path.name for path in files.folder().rglob("*") if path.is_file()] == [first.sha256]
    assert files.place(first.sha256).parent.parent.name == first.sha256[:2]


@pytest.mark.parametrize(
    ("content", "type"),
    [
        (BPMN, "bpmn"), (SVG, "svg"), (PNG, "png"), (b"\xff\xd8\xff\xe0..", "jpg"), (b"%PDF-1.7", "pdf"),
        (workbook(["a"]), "xlsx"), (b"a;b", "csv"),
    ],
)  # fmt: skip
def test_each_kind_is_known_by_its_bytes(content: bytes, type: str) -> None:
    assert files.store(content, type).type == type


@pytest.mark.parametrize(
    ("content", "type"),
    [
        (b"MZ\x90\x00", "png"), (b"<html><script>", "svg"), (b"<html/>", "svg"), (b"<definitions/>", "bpmn"), (PNG, "jpg"),
        (b"not a pdf", "pdf"), (workbook(["a"]), "docx"), (b"PK\x03\x04rubbish", "xlsx"), (b"\xd0\xcf\x11\xe0\xa1", "xlsx"),
        (workbook(["a"]), "csv"), (b"", "png"),
        (b"<!DOCTYPE svg [<!ENTITY a 'x'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>", "svg"),
        (b"<?xml version='1.0'?><!DOCTYPE d SYSTEM 'http://127.0.0.1/x'>" + BPMN[21:], "bpmn"),
        (bomb(150), "xlsx"),
        (with_part(workbook(["a"]), "xl/styles.xml", lambda xml: b"<!DOCTYPE a []>" + xml.split(b"?>", 1)[-1]), "xlsx"),
    ],
)  # fmt: skip
def test_what_is_something_else_is_refused_and_leaves_nothing(content: bytes, type: str) -> None:
    with pytest.raises(BadFile) as refused:
        files.store(content, type)
    assert refused.value.message.endswith(".")
    assert not Blob.objects.exists()
    assert not [path for path in files.folder().rglob("*") if path.is_file()]


def test_too_big_is_found_while_it_is_read_not_after() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return b"a" * size

    stream = Endless()
    with pytest.raises(BadFile, match="2 MB"):
        files.store(stream, "txt", max_size=2 * files.MEGABYTE)
    assert stream.taken < 3 * files.MEGABYTE
    assert not [path for path in files.folder().rglob("*") if path.is_file()]


def test_two_at_once_give_one_file_whole() -> None:
    content = b"%PDF-" + os.urandom(300_000)
    digest = hashlib.sha256(content).hexdigest()
    failures: list[BaseException] = []

    def write() -> None:
        try:
            temporary = files.folder() / "waiting" / f"{threading.get_ident()}"
            temporary.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            files._settle(temporary, files.place(digest))
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert files.place(digest).read_bytes() == content


def test_a_crash_before_the_rename_leaves_neither_row_nor_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: Any) -> None:
        raise SystemExit

    monkeypatch.setattr(files, "_settle", crash)
    with pytest.raises(SystemExit):
        files.store(PNG, "png")
    monkeypatch.undo()
    assert not Blob.objects.exists()
    assert not files.place(hashlib.sha256(PNG).hexdigest()).exists()


def test_what_a_killed_upload_left_is_swept_up_later() -> None:
    left = files.folder() / "waiting" / "tmpabc"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    assert files.sweep() == 0
    os.utime(left, (0, 0))
    assert files.sweep() == 1
    assert not left.exists()


def test_it_is_served_as_an_attachment_that_no_browser_runs() -> None:
    response = files.serve(RequestFactory().get("/"), files.store(SVG, "svg"), "../../bild å\r\nX: y.html")
    assert b"".join(response) == SVG
    assert response["Content-Disposition"].startswith("attachment")
    assert ".svg" in response["Content-Disposition"]
    assert "\n" not in response["Content-Disposition"]
    assert "/" not in response["Content-Disposition"].replace("utf-8''", "")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Length"] == str(len(SVG))


def test_lost_bytes_are_told_and_no_error_page() -> None:
    blob = files.store(PNG, "png")
    place = files.place(blob.sha256)
    place.chmod(place.stat().st_mode | stat.S_IWUSR)
    place.unlink()
    assert files.serve(RequestFactory().get("/"), blob, "a").status_code == 404


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("Ärende 12.docx", "Ärende_12.pdf"),
        ("C:\\x\\..\\rapport.exe", "rapport.pdf"),
        ("...", "file.pdf"),
        ("\u202egnp.exe", "gnp.pdf"),
    ],
)
def test_names_to_save_under(name: str, saved: str) -> None:
    assert files.safe_name(name, "pdf") == saved


def test_an_uploaded_file_is_asked_for_by_name_and_size() -> None:
    def request(**given: Any) -> Any:
        return RequestFactory().post("/", given)

    assert files.uploaded(request(file=SimpleUploadedFile("a.csv", b"abc")), "file").read() == b"abc"
    for wrong in (request(), request(file=SimpleUploadedFile("a.csv", b""))):
        with pytest.raises(BadFile):
            files.uploaded(wrong, "file")
    with pytest.raises(BadFile, match="1 MB"):
        files.uploaded(request(file=SimpleUploadedFile("a.csv", b"a" * 1_100_000)), "file", max_size=files.MEGABYTE)


def test_fifty_megabytes_are_read_past_and_kept_nowhere(settings: Any) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["processlots.kit.files.CappedUpload", *settings.FILE_UPLOAD_HANDLERS]
    request = RequestFactory().post("/", {"word": "kept", "file": SimpleUploadedFile("a.csv", b"a" * (50 * 2**20))})
    assert request.POST["word"] == "kept"
    assert not request.FILES
    with pytest.raises(BadFile, match="10 MB"):
        files.uploaded(request, "file")
    small = RequestFactory().post("/", {"file": SimpleUploadedFile("a.csv", b"abc")})
    assert files.uploaded(small, "file").read() == b"abc"
