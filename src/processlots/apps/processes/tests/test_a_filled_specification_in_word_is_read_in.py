"""D-5, T-1: a filled form in Word is found by its labels, seen beside what stands, and read in; strangers' files are bounded."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import give_role, make_decided
from processlots.kit import reports
from processlots.kit.documents import render_docx
from processlots.kit.imports import docx_rows
from processlots.kit.models.imports import ImportBatch, LearnedHeading

OURS = {
    "Processens namn": "Pröva ansökan om rivningslov",
    "Typ av process": "☐ Styrprocess ☒ Stödprocess ☐ Huvudprocess",
    "Syfte med processen": "Den som vill riva ska få veta om det går.\nI tid.",
    "Starthändelse": "Behov: någon vill riva",
    "Mottagare": "Fastighetsägare\nGrannar",
    "Andra fakta, till exempel krav": "• Beslut inom tio veckor\n• Grannar får yttra sig",
}


def word(answers: dict[str, str], *, how: str = "table") -> bytes:
    """A form as people make them: a table, headings with text under, or labels on a line."""
    document = docx.Document()
    if how == "table":
        table = document.add_table(rows=0, cols=2)
        for label, text in answers.items():
            cells = table.add_row().cells
            cells[0].text, cells[1].text = f"{label}:", text
    for label, text in answers.items() if how == "headings" else ():
        document.add_heading(label, 2)
        for line in text.splitlines():
            document.add_paragraph(line)
    for label, text in answers.items() if how == "lines" else ():
        document.add_paragraph(f"{label}: {text}")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.fixture
def process(cast: Any, settings: Any, tmp_path: Path) -> Process:
    settings.PROCESSLOTS_HOME = tmp_path
    made = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(made, cast.person("alva"))
    return give_role(made, cast.person("love"), "leader").scope


def sent(browser: Any, process: Process, content: bytes, name: str = "specifikation.docx") -> Any:
    return browser.post(f"/inlasning/specification/?process={process.number}", {"file": SimpleUploadedFile(name, content)})


def confirmed(browser: Any, address: str) -> Any:
    page = browser.get(address).content.decode()
    return browser.post(address, {"act": page.partition('value="confirm ')[2].join(["confirm ", ""]).split('"')[0]})


@pytest.mark.parametrize("how", ["table", "headings", "lines"])
def test_labels_are_found_however_the_form_is_laid_out(how: str) -> None:
    answers = {label: text.splitlines()[0] for label, text in OURS.items()} if how == "lines" else OURS
    found = dict(docx_rows.read(word(answers, how=how))["pairs"])
    assert found["Typ av process"] == "Stödprocess", "of boxes, the one that is ticked"
    assert found["Processens namn"] == "Pröva ansökan om rivningslov"
    assert how == "lines" or found["Syfte med processen"] == OURS["Syfte med processen"]


@pytest.mark.django_db
def test_a_form_is_seen_beside_what_stands_and_read_in(cast: Any, process: Process) -> None:
    browser = cast.client("love")
    address = sent(browser, process, word(OURS))["Location"]
    page = browser.get(address).content.decode()
    for words in ("Pröva ansökan om bygglov", "Pröva ansökan om rivningslov", "2 krav är nya", "Fastighetsägare"):
        assert words in page
    process.refresh_from_db()
    assert process.name == "Pröva ansökan om bygglov", "nothing is saved by looking"
    assert confirmed(browser, address)["Location"] == process.get_absolute_url()
    process = Process.objects.get()
    assert (process.name, process.type, process.start_kind, process.start_event) == (
        "Pröva ansökan om rivningslov", "support", "need", "någon vill riva",
    )  # fmt: skip
    assert process.purpose == OURS["Syfte med processen"]
    assert sorted(map(str, process.recipients.all())) == ["Fastighetsägare", "Grannar"]
    assert [one.text for one in process.requirements.order_by("pk")] == ["Beslut inom tio veckor", "Grannar får yttra sig"]
    assert process.owner == cast.person("alva")


@pytest.mark.django_db
def test_our_own_printed_specification_changes_nothing_when_it_comes_back(cast: Any, process: Process) -> None:
    for language in ("sv", "en"):
        content = render_docx("specification", reports.get("specification").context(process), language)
        browser = cast.client("love")
        page = browser.get(sent(browser, process, content)["Location"]).content.decode()
        assert "confirm " not in page
        assert "<del>" not in page


@pytest.mark.django_db
def test_a_label_of_the_municipalitys_own_is_matched_once(cast: Any, process: Process) -> None:
    browser = cast.client("love")
    content = word({"Varför finns processen?": "Den som vill bygga ska få ett beslut att lita på.", "Övrigt": "Inget"})
    address = sent(browser, process, content)["Location"]
    assert "confirm " not in browser.get(address).content.decode()
    browser.post(address, {"act": "map", "headed": "on", "column-purpose": "0"})
    confirmed(browser, address)
    assert Process.objects.get().purpose == "Den som vill bygga ska få ett beslut att lita på."
    assert LearnedHeading.objects.get().column == "purpose"
    again = word({"VARFÖR FINNS PROCESSEN": "Den som vill bygga ska få ett beslut i tid."})
    address = sent(browser, process, again)["Location"]
    assert "beslut i tid" in browser.get(address).content.decode()
    assert "confirm " in browser.get(address).content.decode()


@pytest.mark.django_db
def test_what_cannot_be_read_is_told_by_field_and_stops_it(cast: Any, process: Process) -> None:
    browser = cast.client("love")
    wrong = {"Typ av process": "Kärnverksamhet", "Uppdragsgivare": "Å" * 300}
    page = browser.get(sent(browser, process, word(wrong))["Location"]).content.decode()
    assert "Kärnverksamhet” är ingen typ" in page
    assert "Uppdragsgivare:" in page
    assert "confirm " not in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["alva", "maj", "gro", "ali", "charlie"])
def test_only_who_may_write_it_reads_it_in(cast: Any, process: Process, name: str) -> None:
    answer = sent(cast.client(name), process, word(OURS))
    assert answer.status_code == (302 if name == "alva" else 403), name
    assert cast.client("love").get("/inlasning/specification/?process=999").status_code == 403
    assert cast.client("love").get("/inlasning/specification/").status_code == 403


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
    return written.getvalue()


def holding(xml: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return written.getvalue()


W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HOSTILE = {
    "not a zip": b"PK\x03\x04xx",
    "text": b"Processens namn: x",
    "bomb": bomb(),
    "entities": holding(b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document ' + W + b">&e;</w:document>"),
    "broken": holding(b"<w:document " + W + b"><w:body>"),
    "deep": holding(b"<w:document " + W + b"><w:body>" + b"<w:sdt><w:sdtContent>" * 5000),
    "no labels": word({}),
    "too many": word({f"Rubrik {number}": "x" for number in range(250)}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_form_is_refused_in_words(cast: Any, process: Process, kind: str) -> None:
    answer = sent(cast.client("love"), process, HOSTILE[kind])
    assert answer.status_code == 422
    assert "summary" in answer.content.decode()
    assert not ImportBatch.objects.exists()


@pytest.mark.django_db
def test_a_document_is_no_table_and_a_table_no_document(cast: Any, process: Process) -> None:
    answer = cast.client("love").post("/inlasning/processes/", {"file": SimpleUploadedFile("x.docx", word(OURS))})
    assert answer.status_code in (403, 422)
    inventory = cast.client("hanna").post("/inlasning/people/", {"file": SimpleUploadedFile("x.docx", word(OURS))})
    assert inventory.status_code in (403, 422)
    answer = sent(cast.client("love"), process, b"Namn;Syfte\nx;y", "x.csv")
    assert "Word-dokument" in answer.content.decode()
