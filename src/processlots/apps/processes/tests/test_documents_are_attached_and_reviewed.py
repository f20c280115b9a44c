"""Documents hang on a process or on something of it, are served through Access and reviewed in time (D-4, C-25, D-9)."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Task
from processlots.apps.processes.models import Attachment, Interface, Process
from processlots.apps.processes.tests.makers import make_decided, make_led, whole_page
from processlots.kit import files, states
from processlots.kit.forms import choice_text
from processlots.kit.models import Blob
from processlots.kit.periods import today

PDF = b"%PDF-1.7\n" + b"1 0 obj\n" * 40


@pytest.fixture
def process(cast: Any) -> Process:
    return make_led(cast)


def form(process: Process, **more: Any) -> dict[str, Any]:
    return {"process": choice_text(process), "title": "Rutin för granskning", "kind": "routine"} | more


def upload(content: bytes = PDF, name: str = "rutin.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_d_4_a_file_with_owner_dates_and_version_is_kept_and_served(cast: Any, process: Process) -> None:
    browser = cast.client("love")
    data = form(
        process,
        file=upload(),
        edition="2",
        owner=choice_text(cast.person("maj")),
        valid_from="2026-01-01",
        review_on="2199-01-01",
    )
    answer = browser.post("/dokument/nytt/", data)
    assert answer.status_code == 302, answer.content.decode()
    one = Attachment.objects.get()
    assert (one.filename, one.edition, one.owner, one.blob.size) == ("rutin.pdf", "2", cast.person("maj"), len(PDF))
    got = cast.client("maj").get(f"/dokument/{one.key}/fil/")
    assert b"".join(got.streaming_content) == PDF
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert cast.client("gro").get(f"/dokument/{one.key}/fil/").status_code == 403
    page = whole_page(cast.client("maj"), process)
    assert "Rutin för granskning" in page
    assert f"/dokument/{one.key}/fil/" in page


def test_d_4_a_link_instead_of_a_file(cast: Any, process: Process) -> None:
    browser = cast.client("love")
    for wrong in ("", "javascript:alert(1)", "intranät/rutin", "file:///etc/passwd", "data:text/html,x"):
        assert browser.post("/dokument/nytt/", form(process, link=wrong)).status_code == 422, wrong
    assert not Attachment.objects.exists()
    assert (
        browser.post("/dokument/nytt/", form(process, kind="link", link="https://intranat.modellby.example/rutin")).status_code
        == 302
    )
    one = Attachment.objects.get()
    assert browser.get(f"/dokument/{one.key}/fil/").status_code == 404
    assert 'href="https://intranat.modellby.example/rutin"' in browser.get(one.get_absolute_url()).content.decode()


def _bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 200_000_000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rutin.exe", b"MZ" + b"0" * 50, "Vi tar emot"),
        ("rutin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Vi tar emot"),
        ("rutin.html", b"<script>alert(1)</script>", "Vi tar emot"),
        ("rutin", PDF, "Vi tar emot"),
        ("rutin.pdf", b"MZ" + b"0" * 50, "inte PDF"),
        ("rutin.docx", PDF, "inte Word"),
        ("rutin.pdf", b"", "tom"),
    ],
)
def test_a_hostile_file_is_refused_in_words_and_nothing_is_kept(
    cast: Any, process: Process, name: str, content: bytes, said: str
) -> None:
    answer = cast.client("love").post("/dokument/nytt/", form(process, file=upload(content, name)))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Attachment.objects.exists()
    assert not Blob.objects.exists()


def test_a_file_that_unpacks_without_end_or_is_too_big_is_refused(
    cast: Any, process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = cast.client("love")
    assert "packas upp" in browser.post("/dokument/nytt/", form(process, file=upload(_bomb(), "rutin.docx"))).content.decode()
    monkeypatch.setattr(files, "MAX_SIZE", 1000)
    answer = browser.post("/dokument/nytt/", form(process, file=upload(PDF + b"0" * 2000)))
    assert answer.status_code == 422
    assert "större än" in answer.content.decode()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "a\nb\r.pdf", "å" * 300 + ".pdf", "“rutin”; x=.pdf", "<b>.pdf"])
def test_a_hostile_name_is_only_a_name(cast: Any, process: Process, name: str) -> None:
    browser = cast.client("love")
    assert browser.post("/dokument/nytt/", form(process, file=upload(name=name))).status_code == 302
    one = Attachment.objects.get()
    assert len(one.filename) <= 200
    got = browser.get(f"/dokument/{one.key}/fil/")
    disposition = got.headers["Content-Disposition"]
    assert got.status_code == 200
    assert not {"/", "\\", "\n", "\r", "<"} & set(disposition.replace("UTF-8''", ""))
    assert "<b>" not in browser.get(one.get_absolute_url()).content.decode()


def test_who_attaches(cast: Any, process: Process) -> None:
    """Matrix "document": leader E, owner D, the facilitator E for the maps' sake; others read."""
    for who, status in (("maj", 403), ("moa", 403), ("hanna", 302), ("alva", 302), ("love", 302)):
        answer = cast.client(who).post("/dokument/nytt/", form(process, file=upload()))
        assert answer.status_code == status, who


def test_a_new_file_takes_the_place_of_the_old_one(cast: Any, process: Process) -> None:
    browser = cast.client("love")
    browser.post("/dokument/nytt/", form(process, file=upload()))
    one = Attachment.objects.get()
    first = one.blob_id
    page = browser.get(f"/dokument/{one.key}/andra/").content.decode()
    assert "rutin.pdf finns kvar" in page
    assert browser.post(f"/dokument/{one.key}/andra/", form(process, title="Ny rubrik", version=one.version)).status_code == 302
    one.refresh_from_db()
    assert (one.blob_id, one.title) == (first, "Ny rubrik")
    data = form(process, file=upload(PDF + b"2", "rutin2.pdf"), version=one.version)
    assert browser.post(f"/dokument/{one.key}/andra/", data).status_code == 302
    one.refresh_from_db()
    assert one.blob_id != first
    assert one.filename == "rutin2.pdf"


def test_c_25_a_document_on_an_interface_belongs_to_its_process_and_breaks_what_was_agreed(cast: Any, process: Process) -> None:
    met = Interface.objects.create(process=process, unit=cast.administration, hand_over="Underlag")
    states.go(met, "confirm", cast.love)
    browser = cast.client("love")
    page = browser.get(met.get_absolute_url()).content.decode()
    assert f"pa=granssnitt-{met.pk}" in page
    shown = browser.get(f"/dokument/nytt/?process={process.number}&pa=granssnitt-{met.pk}").content.decode()
    assert f'value="granssnitt-{met.pk}"' in shown
    answer = browser.post("/dokument/nytt/", form(process, held_by=f"granssnitt-{met.pk}", file=upload()))
    assert answer.headers["Location"].startswith(met.get_absolute_url())
    one = Attachment.objects.get()
    assert one.holder == met
    assert "Rutin för granskning" in browser.get(met.get_absolute_url()).content.decode()
    met = Interface.objects.get(pk=met.pk)
    assert met.state == Interface.State.NEGOTIATED
    assert [str(word) for word in met.confirmations.get().changed_fields] == ["bifogat dokument"]


def test_a_document_hangs_on_nothing_of_another_process(cast: Any, process: Process) -> None:
    other = make_decided("Sköta parker", cast.unit, by=cast.person("charlie"))
    met = Interface.objects.create(process=other, unit=cast.unit, hand_over="Träd")
    browser = cast.client("love")
    for held in (f"granssnitt-{met.pk}", "granssnitt-999", "hittepå-1", "granssnitt-x"):
        answer = browser.post("/dokument/nytt/", form(process, held_by=held, file=upload()))
        assert answer.status_code == 422, held
    assert not Attachment.objects.exists()


def test_d_4_the_register_shows_whose_review_is_overdue(cast: Any, process: Process) -> None:
    late = Attachment.objects.create(
        process=process, title="Gammal mall", link="https://a.example", review_on=today() - datetime.timedelta(days=3)
    )
    Attachment.objects.create(
        process=process, title="Ny mall", link="https://a.example", review_on=today() + datetime.timedelta(days=90)
    )
    assert late.is_overdue
    page = cast.client("maj").get("/dokument/?visa=forfallna").content.decode()
    assert "Gammal mall" in page
    assert "Ny mall" not in page
    assert "granskning försenad" in whole_page(cast.client("maj"), process)


def test_d_4_the_responsible_is_reminded_before_and_after_the_day(cast: Any, process: Process) -> None:
    one = Attachment.objects.create(
        process=process,
        title="Mall",
        link="https://a.example",
        owner=cast.person("maj"),
        review_on=today() + datetime.timedelta(days=40),
    )
    tasks.refresh(one)
    assert not Task.objects.open().filter(key="review-attachment").exists()
    for days in (20, -20):
        one.review_on = today() + datetime.timedelta(days=days)
        one.save()
        tasks.refresh_all()
        waits = Task.objects.open().get(key="review-attachment")
        assert (waits.person, waits.due) == (cast.person("maj"), one.review_on)
    one.owner = None  # then it is the leader's
    one.save()
    tasks.refresh(one)
    assert Task.objects.open().get(key="review-attachment").person == cast.person("love")
    one.end("Ersatt")
    tasks.refresh(one)
    assert not Task.objects.open().filter(key="review-attachment").exists()
