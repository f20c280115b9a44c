"""T-2 in full: the row's form, reading in with T-2's headings, the workbook and the document (S1-5, S1-12, S1-13)."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from processlots.apps.organisation.models import Forum
from processlots.apps.processes.inventory import report as inventory_report
from processlots.apps.processes.models import Inventory, Process, RegulationPassage, Service, Strategy
from processlots.apps.processes.tests.makers import make_decided, make_inventory, make_process, make_recipient, whole_page
from processlots.kit import documents, jobs
from processlots.kit.forms import choice_text
from processlots.kit.imports import batches
from processlots.kit.models.jobs import Job

HEADINGS = (
    "nr", "processnamn", "typ (huvud/stöd/styr)", "syfte", "tjänst(er) eller styrning", "mottagare (grundläggande)",
    "källa (reglementespunkt / ÖSB / upptäckt via …)", "redan beskriven? (ja/delvis/nej, länk)", "löper över flera verksamheter?",
    "lyfts till", "föreslagen processägare (ordinarie/tillfällig)", "föreslagen processledare",
    "prioritet", "motivering", "kommentar",
)  # fmt: skip


@pytest.fixture
def inventory(cast: Any) -> Inventory:
    Forum.objects.create(name="Styrgruppen", unit=cast.council)
    RegulationPassage.objects.create(board=cast.board, number="3 §", text="Nämnden prövar lov.")
    Strategy.objects.create(name="Lätt att bygga", year=2026)
    Service.objects.create(name="Beslut om bygglov")
    return make_inventory(cast.unit, held_on="2026-05-04", participants="Chef-Charlie", facilitator=cast.person("hanna"))


def more(cast: Any, row: Process, **sent: Any) -> dict[str, Any]:
    return {"name": row.name, "type": "main", "version": row.version} | sent


def test_t_2_every_column_is_written_in_the_rows_own_form(cast: Any, inventory: Inventory) -> None:
    row = make_process("Pröva bygglov", cast.unit, inventory=inventory)
    page = f"{inventory.get_absolute_url()}rader/{row.pk}/mer/"
    passage, strategy, forum = RegulationPassage.objects.get(), Strategy.objects.get(), Forum.objects.get()
    sent = more(
        cast, row, purpose="Rättvisa besked.", gives_service="on", services="Beslut om bygglov\nFörhandsbesked",
        recipients="Den som vill bygga", passages=[passage.pk], strategies=[strategy.pk], origin="method", found_where="MIBA",
        described="partly", described_at="Handboken", crosses="on", lifted_to=forum.pk,
        proposed_owner=choice_text(cast.person("alva")), proposed_owner_kind="temporary",
        proposed_leader=choice_text(cast.person("love")), priority="2", priority_reason="Ofta", comment="Se över i maj",
    )  # fmt: skip
    sent["lifted_to"] = choice_text(forum) if b'data-lookup="/forum' in cast.client("charlie").get(page).content else forum.pk
    answer = cast.client("charlie").post(page, sent)
    assert answer.status_code == 302, answer.content.decode()
    row = Process.objects.get(pk=row.pk)
    assert (row.described, row.described_at, row.crosses, row.lifted_to) == ("partly", "Handboken", True, forum)
    assert (row.proposed_owner, row.proposed_owner_kind, row.proposed_leader) == (
        cast.person("alva"), "temporary", cast.person("love"),
    )  # fmt: skip
    assert (row.priority, row.priority_by, row.comment) == (2, cast.person("charlie"), "Se över i maj")
    assert (list(row.passages.all()), list(row.strategies.all())) == ([passage], [strategy])
    assert set(row.services.values_list("name", flat=True)) == {"Beslut om bygglov", "Förhandsbesked"}
    said = whole_page(cast.client("charlie"), inventory)
    assert "Lyft till Styrgruppen" in said  # S1-12
    assert "Handboken" in whole_page(cast.client("charlie"), row)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"lifted_to": "1"}, {"proposed_owner_kind": "regular"}, {"proposed_owner": "Ingen Alls"}, {"type": "trams"},
        {"passages": ["x"]}, {"offered": ["fair"]}, {"priority": "-3"}, {"name": "a\x00b"}, {"recipients": "x" * 300},
    ],
)  # fmt: skip
def test_a_row_form_that_does_not_hold_changes_nothing(cast: Any, inventory: Inventory, wrong: dict[str, Any]) -> None:
    row = make_process("Pröva bygglov", cast.unit, inventory=inventory)
    page = f"{inventory.get_absolute_url()}rader/{row.pk}/mer/"
    if "lifted_to" in wrong:
        wrong = {"lifted_to": Forum.objects.get().pk}
    assert cast.client("charlie").post(page, more(cast, row, **wrong)).status_code == 422
    stale = more(cast, row, comment="Mitt")
    row.save()
    answer = cast.client("charlie").post(page, stale)
    assert answer.status_code == 409
    assert "Mitt" in answer.content.decode()
    assert Process.objects.get(pk=row.pk).comment == ""
    for name in ("maj", "alva", "ali"):
        assert cast.client(name).post(page, stale).status_code in (403, 404)


def test_t_2_is_read_in_by_its_own_headings(cast: Any, inventory: Inventory) -> None:
    line = (
        "1", "Pröva bygglov", "Huvud", "Rättvisa besked", "Tjänst, Beslut om bygglov", "Den som vill bygga",
        "3 §; Lätt att bygga; i en metod, MIBA", "delvis, Handboken", "ja", "Styrgruppen", "Ägar-Alva (tillfällig)", "Ledar-Love",
        "hög", "Flest väntar", "Se över i maj",
    )  # fmt: skip
    text = "\t".join(HEADINGS) + "\n" + "\t".join(line) + "\n"
    batch = batches.begin("processes", cast.charlie, text=text, params={"inventory": str(inventory.pk)})
    looked = batches.preview(batch, cast.charlie)
    assert looked.counts == {"new": 1}, looked.results[0].messages
    batches.apply(batch, cast.charlie, looked.seen)
    row = Process.objects.get()
    assert (row.type, row.gives_service, row.described, row.described_at) == ("main", True, "partly", "Handboken")
    assert (row.crosses, row.lifted_to, row.proposed_leader) == (True, Forum.objects.get(), cast.person("love"))
    assert (row.proposed_owner, row.proposed_owner_kind) == (cast.person("alva"), "temporary")
    assert (row.priority, row.priority_reason, row.priority_by, row.comment) == (
        1, "Flest väntar", cast.person("charlie"), "Se över i maj",
    )  # fmt: skip
    assert (row.passages.get().number, row.strategies.get().name, row.services.get().name) == (
        "3 §", "Lätt att bygga", "Beslut om bygglov",
    )  # fmt: skip
    assert (row.origin, row.found_where) == ("method", "MIBA")
    batches.undo(batch, cast.charlie)
    assert not Process.objects.exists()


def test_what_names_nobody_is_told_of_and_kept_as_a_comment(cast: Any, inventory: Inventory) -> None:
    text = "processnamn\tlyfts till\tföreslagen processägare\tslutdatum\nPröva bygglov\tNågon grupp\tOkänd-Olle\t2026-12-31\n"
    batch = batches.begin("processes", cast.charlie, text=text, params={"inventory": str(inventory.pk)})
    looked = batches.preview(batch, cast.charlie)
    said = " ".join(looked.results[0].messages)
    assert looked.counts == {"warning": 1}
    for words in ("Någon grupp", "Okänd-Olle", "V-43"):
        assert words in said
    batches.apply(batch, cast.charlie, looked.seen)
    assert Process.objects.get().comment == "Lyfts till: Någon grupp\nFöreslagen ägare: Okänd-Olle"


@pytest.fixture
def filled(cast: Any, inventory: Inventory) -> Inventory:
    row = make_process(
        "Pröva bygglov", cast.unit, inventory=inventory, type="main", purpose="Rättvisa besked", gives_service=True,
        described="yes", described_at="Handboken", crosses=True, lifted_to=Forum.objects.get(), priority=1,
        priority_reason="Flest väntar", proposed_owner=cast.person("alva"), proposed_owner_kind="regular",
        proposed_leader=cast.person("love"), origin="project", found_where="Varmare hem", comment="=1+1",
    )  # fmt: skip
    row.recipients.add(make_recipient())
    row.services.add(Service.objects.get())
    row.passages.add(RegulationPassage.objects.get())
    return inventory


def test_t_2_as_a_workbook_is_read_in_again(cast: Any, filled: Inventory) -> None:
    answer = cast.client("maj").post(f"{filled.get_absolute_url()}excel/")
    assert answer.status_code == 302
    jobs.drain()
    job = Job.objects.get()
    assert job.state == "done", job.error
    data = job.file.read()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows(max_row=2))
    assert len(head) == len(HEADINGS)
    assert row[-1] == "=1+1"  # a text, no formula
    assert sheet.cell(2, len(head)).data_type == "s"
    elsewhere = make_inventory(cast.administration)
    batch = batches.begin("processes", cast.charlie, data=data, filename="lista.xlsx", params={"inventory": str(elsewhere.pk)})
    looked = batches.preview(batch, cast.charlie)
    assert not looked.counts.get("error"), looked.results
    batches.apply(batch, cast.charlie, looked.seen)
    first, second = filled.rows.get(), elsewhere.rows.get()
    for name in (
        "type", "purpose", "gives_service", "described", "described_at", "crosses", "lifted_to", "priority", "priority_reason",
        "proposed_owner", "proposed_owner_kind", "proposed_leader", "origin", "found_where", "comment",
    ):  # fmt: skip
        assert getattr(first, name) == getattr(second, name), name
    for many in ("recipients", "services", "passages"):
        assert set(getattr(first, many).all()) == set(getattr(second, many).all()), many


def test_s1_13_the_document_has_head_and_every_column(cast: Any, filled: Inventory) -> None:
    from docx import Document

    for language in ("sv", "en"):
        made = Document(io.BytesIO(documents.render_docx("inventory", inventory_report.inventory(filled), language)))
        words = "\n".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)
        for value in ("Handledar-Hanna", "Chef-Charlie", "Pröva bygglov", "Rättvisa besked", "Beslut om bygglov", "3 §",
                      "Handboken", "Styrgruppen", "Ägar-Alva", "Ledar-Love", "Flest väntar", "=1+1"):  # fmt: skip
            assert value in words, (language, value)
        assert "⟦" not in words


def test_somebody_appointed_stands_before_somebody_proposed(cast: Any, filled: Inventory) -> None:
    row = make_decided("Ge råd", cast.unit, by=cast.person("charlie"), inventory=filled, proposed_owner=cast.person("maj"))
    Process.objects.filter(pk=row.pk).update(owner=cast.person("alva"))
    lines = {one["name"]: one for one in inventory_report.lines(filled)}
    assert lines["Ge råd"]["proposed_owner"] == "Ägar-Alva"
