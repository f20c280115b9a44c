"""D-5, D-11: a map as PDF, Word and PNG, divided over sheets where it is large, with its steps as a table; by the worker
with its person's rights, and by the command without Django."""

from __future__ import annotations

import datetime
import io
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest

from processlots.apps.maps import bpmn, content, sheets
from processlots.apps.maps.tests.bpmn_corpus import OWN, own
from processlots.apps.maps.tests.makers import line_of
from processlots.apps.processes.models import Process
from processlots.kit import jobs
from processlots.kit.models.jobs import Job

AT = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)


def told(name: str) -> tuple[str, list[dict[str, Any]]]:
    a_map = bpmn.read(own(name))
    return bpmn.to_svg(a_map), content.steps(a_map, "sv")


def tags(node: Any) -> list[tuple[str, Any]]:
    found = []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [(str(kid.S), kid), *tags(kid)]
    return found


@pytest.mark.once
def test_a_small_map_lies_on_one_sheet_with_its_table() -> None:
    svg, steps = told("bygglov.bpmn")
    made = sheets.pdf(svg, steps, "sv", {"title": "Pröva ansökan om bygglov"}, AT)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert len(document.pages) == 2
        assert document.pages[0].MediaBox[2] > document.pages[0].MediaBox[3], "a broad map lies down"
        assert document.pages[1].MediaBox[2] < document.pages[1].MediaBox[3]
        found = tags(document.Root.StructTreeRoot)
        figures = [str(node.get("/Alt", "")) for kind, node in found if kind == "/Figure"]
        assert any("Processkarta: Pröva ansökan om bygglov" in alt for alt in figures)
        # Number, activity, actor, how it goes on, more: a row for each step, and one with the heads.
        assert len([kind for kind, _node in found if kind == "/TR"]) == len(steps) + 1
        with document.open_metadata() as facts:
            assert (facts["pdfuaid:part"], facts["pdfaid:part"], facts["pdfaid:conformance"]) == ("1", "2", "A")
    assert made == sheets.pdf(svg, steps, "sv", {"title": "Pröva ansökan om bygglov"}, AT)


@pytest.mark.once
def test_a_large_map_is_divided_over_sheets_that_overlap() -> None:
    svg, steps = told("all_kinds.bpmn")
    laid = sheets.plan(svg, "a4")
    assert len(laid.sheets) > 1
    for one in laid.sheets:
        beside = next((other for other in laid.sheets if other.number == one.right), None)
        if beside is not None:
            assert one.x + one.width == pytest.approx(beside.x + sheets.OVERLAP)
            assert beside.left == one.number
            assert f"till höger på blad {beside.number}" in sheets.marks(one, laid, "sv")
    assert max(one.x + one.width for one in laid.sheets) == pytest.approx(laid.width)
    assert max(one.y + one.height for one in laid.sheets) == pytest.approx(laid.height)
    assert laid.width / sheets.size_of(svg)[0] >= sheets.LEAST, "letters of seven points at least"
    assert len(sheets.plan(svg, "a3").sheets) < len(laid.sheets)
    with pikepdf.open(io.BytesIO(sheets.pdf(svg, steps, "sv", {"title": "Allt"}, AT))) as document:
        lying = [page for page in document.pages if page.MediaBox[2] > page.MediaBox[3]]
        assert len(lying) == len(laid.sheets) + 1, "the first has all of it"


@pytest.mark.once
def test_word_has_the_picture_with_its_text_and_the_table_with_a_head_on_each_page() -> None:
    svg, steps = told("bygglov.bpmn")
    document = docx.Document(io.BytesIO(sheets.docx(svg, steps, "sv", {"title": "Bygglov\x0b", "organisation": "Modellby"})))
    assert [one._inline.docPr.get("descr")[:21] for one in document.inline_shapes] == ["Processkarta: Bygglov"]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Nr", "Aktivitet", "Aktör", "Hur det går vidare", "Mer att veta"]
    assert "tblHeader" in table.rows[0]._tr.xml
    granska = next(row for row in table.rows if row.cells[0].text == "3")
    assert granska.cells[2].text == "Handläggare"
    assert "gå till 4" in granska.cells[3].text
    assert "Tar över från Registrator (steg 2)." in granska.cells[4].text
    picture, steps_section = document.sections
    assert picture.page_width > picture.page_height
    assert steps_section.page_width < steps_section.page_height


@pytest.mark.once
def test_png_is_twice_as_large_as_the_picture() -> None:
    svg, _steps = told("bygglov.bpmn")
    made = sheets.png(svg)
    wide, high = struct.unpack(">II", made[16:24])
    assert (wide, high) == pytest.approx([2 * size for size in sheets.size_of(svg)], abs=3)


@pytest.mark.parametrize(("asked", "begins"), [("pdf-a3", b"%PDF"), ("docx-a4", b"PK"), ("png", b"\x89PNG")])
def test_the_worker_makes_it_for_whoever_may_read_the_map(room: Any, asked: str, begins: bytes) -> None:
    version = line_of(room.map()).newest
    browser = room.cast.client("maj")
    answer = browser.post(f"{version.get_absolute_url()}skriv-ut/", {"as": asked})
    assert answer.status_code == 302
    jobs.drain()
    job = Job.objects.get(name="maps.print")
    assert (job.state, job.error) == (Job.State.DONE, "")
    assert job.file.read().startswith(begins)
    assert job.get_absolute_url() == answer.headers["Location"]


def test_nobody_prints_what_one_may_not_see_or_in_a_form_that_is_not_there(room: Any, client: Any) -> None:
    version = line_of(room.map()).newest
    address = f"{version.get_absolute_url()}skriv-ut/"
    assert client.post(address, {"as": "pdf-a4"}).status_code == 302  # to the door
    for odd in ("exe", "pdf-a9", "", "pdf-a4-a4"):
        assert room.cast.client("maj").post(address, {"as": odd}).status_code == 404
    assert not Job.objects.exists()
    room.cast.client("ali").post(address, {"as": "pdf-a4"})
    Process.objects.update(status="discovered")
    assert room.cast.client("ali").post(address, {"as": "pdf-a4"}).status_code == 404
    jobs.drain()
    assert Job.objects.get().state == Job.State.FAILED, "rights are those of when the work is done"


@pytest.mark.once
def test_the_command_sets_a_map_without_django(tmp_path: Path) -> None:
    program = (
        "import sys; from processlots.cli import main; code = main(['map', sys.argv[1], '--to', 'pdf', '-o', sys.argv[2]]);"
        "loaded = [name for name in sys.modules if name.split('.')[0] == 'django']; sys.exit(9 if loaded else code)"
    )
    out = tmp_path / "karta.pdf"
    command = [sys.executable, "-c", program, str(OWN / "no_drawing.bpmn"), str(out)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    with pikepdf.open(out) as document:
        assert len(document.pages) >= 2
