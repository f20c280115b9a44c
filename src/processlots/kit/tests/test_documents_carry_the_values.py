"""Word and Excel files open in their own libraries with the values in them, whatever the values are; templates are not code."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext_lazy

from processlots.kit import access, documents, jobs, reports
from processlots.kit.files import BadFile
from processlots.kit.models.documents import DocumentTemplate
from processlots.kit.models.files import Blob
from processlots.kit.models.history import LogEntry
from processlots.kit.models.jobs import Lease
from processlots.kit.tests.makers import browser, followed, person
from processlots.kit.tests.workbooks import workbook

pytestmark = pytest.mark.django_db


def word(*paragraphs: str, table: list[list[str]] | None = None, title: str = "") -> bytes:
    """A template as somebody writes it in Word."""
    made = docx.Document()
    made.core_properties.title = title
    for text in paragraphs:
        made.add_paragraph(text)
    if table:
        grid = made.add_table(len(table), len(table[0]))
        for line, cells in enumerate(table):
            for place, text in enumerate(cells):
                grid.cell(line, place).text = text
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def text_of(content: bytes) -> str:
    made = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in made.paragraphs] + cells)


@pytest.fixture(autouse=True)
def shipped(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Templates of the test's own, and Modell-Moa the only one who may replace them."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "plan.sv.docx").write_bytes(word("Plan för {{ name }}", title="{{ name }}"))
    (folder / "plan.en.docx").write_bytes(word("Plan for {{ name }}"))
    (folder / "list.sv.docx").write_bytes(word("Lista {{ name }}"))
    monkeypatch.setattr(documents, "SHIPPED", folder)

    class MoaOnly(access.Access):
        def may(self, user: Any, verb: str, row: Any = None) -> bool:
            return user.username == "moa"

        def may_enter(self, user: Any) -> bool:
            return True

    monkeypatch.setitem(access._policies, DocumentTemplate, MoaOnly())
    monkeypatch.setitem(access._policies, Lease, MoaOnly())
    yield from followed(DocumentTemplate)


def test_the_language_and_then_swedish() -> None:
    assert "Plan for Bygglov" in text_of(documents.render_docx("plan", {"name": "Bygglov"}, "en"))
    assert "Plan för Bygglov" in text_of(documents.render_docx("plan", {"name": "Bygglov"}, "sv"))
    assert "Lista x" in text_of(documents.render_docx("list", {"name": "x"}, "en"))
    with pytest.raises(documents.NoTemplate, match="list, plan"):
        documents.render_docx("../../settings", {}, "sv")


def test_values_that_are_xml_jinja_or_unprintable_are_only_text() -> None:
    nasty = "A & B < C > \"D\" 'E' {{ 7 * 7 }} {% raw %} ]]> </w:t>\x00\x0b\x1b å"
    made = documents.render_docx("plan", {"name": nasty}, "sv")
    assert nasty.replace("\x00", "").replace("\x0b", "").replace("\x1b", "") in text_of(made)
    assert docx.Document(io.BytesIO(made)).core_properties.title.startswith("A & B < C")


def test_line_breaks_become_line_breaks() -> None:
    assert "Ett\nTvå\nTre" in text_of(documents.render_docx("plan", {"name": "Ett\r\nTvå\nTre"}, "sv"))


def test_rows_of_a_table_repeat() -> None:
    source = word(table=[["{%tr for g in goals %}", ""], ["{{ g.text }}", "{{ g.due }}"], ["{%tr endfor %}", ""]])
    goals = [{"text": "Minst 80 %", "due": datetime.date(2027, 12, 31)}, {"text": "Färre <3", "due": None}]
    found = text_of(documents.fill(source, documents.plain({"goals": goals})))
    assert "Minst 80 %" in found
    assert "Färre <3" in found
    assert "2027" in found


def test_dates_and_numbers_are_written_as_the_language_does() -> None:
    values = {"day": datetime.date(2026, 5, 12), "part": Decimal("83.5"), "count": 7, "word": gettext_lazy("Xyzzy"), "none": None}
    with translation.override("sv"):
        swedish = documents.plain(values)
    with translation.override("en"):
        english = documents.plain(values)
    assert swedish["day"] == "12 maj 2026"
    assert swedish["part"] == "83,5"
    assert english["part"] == "83.5"
    assert (swedish["count"], swedish["none"]) == (7, "")


def test_a_template_is_given_plain_data_only() -> None:
    with pytest.raises(TypeError, match="User"):
        documents.render_docx("plan", {"name": person("moa")}, "sv")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ name.__init__.__globals__['os'].popen('id').read() }}",
        "{{ cycler.__init__.__globals__.os.environ }}",
        "{{ self._TemplateReference__context }}{{ lipsum.__globals__['os'].environ }}",
        "{% for i in range(99999999) %}x{% endfor %}",
        "{{ name.append('x') }}{{ 'a'.format_map }}{{ '{0.__class__}'.format(name) }}",
        "{% include '/etc/passwd' %}",
        "{{ 1 / 0 }}",
    ],
)
def test_a_template_cannot_reach_the_machine(attack: str) -> None:
    try:
        found = text_of(documents.fill(word(attack), {"name": ["x"]}))
    except BadFile as refused:
        found = refused.message
    for secret in ("PATH", "root:", "uid=", "<class", "subprocess", "Popen"):
        assert secret not in found


def test_an_unknown_name_stays_visible() -> None:
    assert "⟦nmae⟧" in text_of(documents.fill(word("Plan för {{ nmae }}"), {"name": "x"}))
    assert "⟦" in text_of(documents.fill(word("{{ goal.text.more }}"), {}))


def test_the_municipality_replaces_a_template_and_goes_back() -> None:
    moa = person("moa")
    own = io.BytesIO(word("Modellby: {{ name }}"))
    documents.replace("plan", "sv", own, "vår plan.docx", moa, known=["name"])
    assert "Modellby: Bygglov" in text_of(documents.render_docx("plan", {"name": "Bygglov"}, "sv"))
    assert "Plan for Bygglov" in text_of(documents.render_docx("plan", {"name": "Bygglov"}, "en"))
    documents.replace("plan", "sv", io.BytesIO(word("Ny: {{ name }}")), "ny.docx", moa)
    assert DocumentTemplate.objects.count() == 1
    documents.restore("plan", "sv", moa)
    assert "Plan för Bygglov" in text_of(documents.render_docx("plan", {"name": "Bygglov"}, "sv"))
    assert LogEntry.objects.filter(actor=moa).count() == 3


def test_only_who_may_replaces() -> None:
    with pytest.raises(PermissionDenied):
        documents.replace("plan", "sv", io.BytesIO(word("x")), "a.docx", person("maj"))
    with pytest.raises(PermissionDenied):
        documents.restore("plan", "sv", person("maj"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (word("{{ nmae }} {{ name }}"), "nmae"),
        (word("{% if %}"), "."),
        (word("{{ name "), "."),
        (workbook(["a"]), "Word"),
        (b"rubbish", "Word"),
    ],
    ids=["unknown name", "broken tag", "open brace", "a workbook", "rubbish"],
)
def test_a_template_with_a_fault_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(BadFile) as refused:
        documents.replace("plan", "sv", io.BytesIO(content), "a.docx", person("moa"), known=["name"])
    assert told in refused.value.message
    assert not DocumentTemplate.objects.exists()


def test_a_key_that_is_none_of_ours() -> None:
    for key, language in (("../x", "sv"), ("plan", "de")):
        with pytest.raises(documents.NoTemplate):
            documents.replace(key, language, io.BytesIO(word("x")), "a.docx", person("moa"))
    assert not Blob.objects.exists()


# --- made by the worker, replaced on a page -----------------------------------------------------------------------------


def test_a_document_is_made_by_the_worker_with_its_persons_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "_reports", {})
    reports.report("plan", Lease, title="Plan")(lambda lease: {"name": lease.name})
    lease, moa = Lease.objects.create(name="Bygglov"), person("moa")
    with translation.override("en"):
        job = reports.start("plan", lease, moa)
    jobs.drain()
    job.refresh_from_db()
    assert job.file is not None, job.error
    assert "Plan for Bygglov" in text_of(job.file.read())
    assert job.filename.startswith("Plan Bygglov")
    lost = reports.start("plan", lease, moa)
    lease.delete()
    jobs.drain()
    lost.refresh_from_db()
    assert lost.state == "failed"
    assert lost.error


def test_a_document_is_not_made_for_who_may_not_see_the_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "_reports", {})
    reports.report("plan", Lease, title="Plan")(lambda lease: {})
    lease = Lease.objects.create(name="x")
    with pytest.raises(PermissionDenied):
        reports.start("plan", lease, person("maj"))
    job = jobs.start("kit.report", user=person("maj"), report="plan", row=lease.pk)
    jobs.drain()
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.file is None


def test_the_page_of_templates() -> None:
    moa, maj = browser(person("moa")), browser(person("maj"))
    page = "/dokumentmallar/"
    assert "plan.sv" in moa.get(page).content.decode()
    assert "multipart" not in maj.get(page).content.decode()
    assert b"".join(maj.get(f"{page}plan/sv/"))[:2] == b"PK"
    assert maj.get(f"{page}other/sv/").status_code == 404
    upload = SimpleUploadedFile("egen.docx", word("Egen {{ name }}"))
    assert maj.post(page, {"template": "plan.sv", "file": upload}).status_code == 403
    assert moa.post(page, {"template": "plan.xx", "file": SimpleUploadedFile("a.docx", word("x"))}).status_code == 404
    wrong = moa.post(page, {"template": "plan.sv", "file": SimpleUploadedFile("a.docx", b"rubbish")})
    assert wrong.status_code == 422
    assert "aria-invalid" in wrong.content.decode()
    assert (
        moa.post(page, {"template": "plan.sv", "file": SimpleUploadedFile("egen.docx", word("Egen {{ name }}"))}).status_code
        == 302
    )
    assert "egen.docx" in moa.get(page).content.decode()
    assert moa.post(page, {"template": "plan.sv", "act": "restore"}).status_code == 302
    assert not DocumentTemplate.objects.exists()


# --- Excel ----------------------------------------------------------------------------------------------------------------


def test_a_workbook_keeps_numbers_and_never_runs_a_text() -> None:
    stamp = datetime.datetime(2026, 5, 12, 8, 30, tzinfo=datetime.UTC)
    made = documents.xlsx(
        ["Namn", gettext_lazy("Xyzzy"), "Dag"],
        [
            ["=HYPERLINK(1)", Decimal("83.5"), datetime.date(2026, 5, 12)],
            ["+1\x00\x0b å", 7, stamp],
            ["Ett\nTvå", None, True],
            ["x" * 40_000, "", gettext_lazy("Xyzzy")],
        ],
        title="Mått [2026]: a/b?" + "x" * 50,
    )
    book = openpyxl.load_workbook(io.BytesIO(made))
    sheet = book.active
    assert [cell.value for cell in sheet[1]] == ["Namn", "Xyzzy", "Dag"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=HYPERLINK(1)", "s")
    assert sheet["B2"].value == 83.5
    assert sheet["C2"].value.date() == datetime.date(2026, 5, 12)
    assert sheet["A3"].value == "+1 å"
    assert (sheet["C3"].value.hour, sheet["C3"].value.minute) == (10, 30)
    assert sheet["A4"].value == "Ett\nTvå"
    assert len(sheet["A5"].value) == 32_767
    assert sheet.freeze_panes == "A2"
    assert sheet.title.startswith("Mått 2026 ab")
    assert documents.xlsx(["a"], [])[:2] == b"PK"
