"""The yearly review: a new inventory over the same processes, what changed, and the reminder (S1-11, V-21, CAL-6)."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Task, Unit
from processlots.apps.processes.actions import merging, reviewing
from processlots.apps.processes.inventory import report as inventory_report
from processlots.apps.processes.models import DecidedRow, Inventory, Process
from processlots.apps.processes.models.inventory import months_after
from processlots.apps.processes.specification.written import recipients_named
from processlots.apps.processes.tests.makers import make_inventory, make_process
from processlots.kit import checks, documents, states
from processlots.kit.periods import today

NAMES = ("Pröva bygglov", "Ge råd om energi", "Sköta arkivet", "Utöva tillsyn", "Ta ut avgifter")


@pytest.fixture
def decided(cast: Any) -> Inventory:
    inventory = make_inventory(cast.unit, today().year, regulation="Nämnden prövar lov")
    for name in NAMES:
        make_process(
            name, cast.unit, inventory=inventory, recipients="Den som vill bygga", type="main", purpose=f"Syftet med {name}"
        )
    states.go(inventory, "decide", cast.charlie)
    return Inventory.objects.get(pk=inventory.pk)


def review(cast: Any, inventory: Inventory) -> Inventory:
    states.go(inventory, "review", cast.charlie)
    return Inventory.objects.get(previous=inventory)


def test_s1_11_a_decision_is_kept_row_by_row(cast: Any, decided: Inventory) -> None:
    assert sorted(decided.decided_rows.values_list("name", flat=True)) == sorted(NAMES)
    row = decided.decided_rows.get(name="Pröva bygglov")
    assert (row.type, row.recipients, row.unit, row.purpose) == (
        "main", "Den som vill bygga", cast.unit, "Syftet med Pröva bygglov",
    )  # fmt: skip
    process = Process.objects.get(name="Pröva bygglov")
    process.name = "Bedöma bygglov"
    process.save()
    assert decided.decided_rows.get(process=process).name == "Pröva bygglov"
    # Opened to correct and decided again, the new decision's rows take the place of the old.
    states.go(decided, "reopen", cast.charlie)
    states.go(Inventory.objects.get(pk=decided.pk), "decide", cast.charlie)
    assert DecidedRow.objects.get(process=process).name == "Bedöma bygglov"


def test_s1_11_the_review_is_a_new_inventory_over_the_same_processes(cast: Any, decided: Inventory) -> None:
    made = review(cast, decided)
    decided.refresh_from_db()
    assert (decided.state, made.state, made.year) == (Inventory.State.REVIEW, Inventory.State.ONGOING, today().year + 1)
    assert (made.rows.count(), decided.rows.count(), made.regulation) == (5, 0, "Nämnden prövar lov")
    first = Process.objects.get(name="Pröva bygglov").inventory_decision
    said = cast.client("maj").get(decided.get_absolute_url()).content.decode()
    for name in NAMES:
        assert name in said  # the old one shows what was decided then
    assert sorted(one["name"] for one in inventory_report.lines(decided)) == sorted(NAMES)  # and so do its documents
    states.go(made, "decide", cast.charlie)
    decided.refresh_from_db()
    assert decided.state == Inventory.State.REVIEWED
    assert Process.objects.get(name="Pröva bygglov").inventory_decision == first


def test_s1_11_the_same_year_is_not_begun_twice(cast: Any, decided: Inventory) -> None:
    make_inventory(cast.unit, decided.year + 1)
    with pytest.raises(states.Refused):
        states.go(decided, "review", cast.charlie)
    answer = cast.client("charlie").post(f"{decided.get_absolute_url()}gor/review/")
    assert answer.status_code == 302
    assert Inventory.objects.count() == 2
    for name in ("maj", "alva", "ali", "moa"):
        assert cast.client(name).post(f"{decided.get_absolute_url()}gor/review/").status_code == 403


@pytest.fixture
def changed(cast: Any, decided: Inventory) -> Inventory:
    made = review(cast, decided)
    rows = {row.name: row for row in made.rows.all()}
    other = Unit.objects.create(name="Energienheten", parent=cast.administration)
    renamed, moved = rows["Pröva bygglov"], rows["Ge råd om energi"]
    renamed.name, renamed.priority = "Bedöma bygglov", 1
    renamed.save()
    moved.unit, moved.type, moved.purpose = other, "support", "Lägre räkningar"
    moved.save()
    moved.recipients.set(recipients_named(["Hushåll"]))
    rows["Sköta arkivet"].end("Görs av kommunarkivet")
    make_process("Samråda om planer", cast.unit, inventory=made, recipients="Grannar")
    merging.merge(rows["Utöva tillsyn"], rows["Ta ut avgifter"], cast.charlie)
    return Inventory.objects.get(pk=made.pk)


def test_s1_11_what_changed_is_told_by_kind(cast: Any, changed: Inventory) -> None:
    found = reviewing.changes(changed)
    assert found is not None
    assert [row.name for row in found.new] == ["Samråda om planer"]
    gone = {row.name: why for row, why in found.gone}
    assert set(gone) == {"Sköta arkivet", "Ta ut avgifter"}
    assert "kommunarkivet" in gone["Sköta arkivet"]
    assert "Utöva tillsyn" in gone["Ta ut avgifter"]
    says = {one.name: {str(what): (was, now) for what, was, now in one.says} for one in found.changed}
    assert set(says) == {"Bedöma bygglov", "Ge råd om energi"}
    assert ("Pröva bygglov", "Bedöma bygglov") in says["Bedöma bygglov"].values()
    assert ("", "1") in says["Bedöma bygglov"].values()
    assert ("Bygglovsenheten", "Energienheten") in says["Ge råd om energi"].values()
    assert ("Den som vill bygga", "Hushåll") in says["Ge råd om energi"].values()
    assert len(says["Ge råd om energi"]) == 4  # unit, type, recipients, purpose
    assert found.same == 1


def test_s1_11_what_changed_is_a_page_and_stands_in_the_document(cast: Any, changed: Inventory) -> None:
    page = f"{changed.get_absolute_url()}forandringar/"
    said = cast.client("charlie").get(page).content.decode()
    for words in ("Samråda om planer", "Sköta arkivet", "Bedöma bygglov", "Energienheten", "Hushåll"):
        assert words in said
    assert "Samråda om planer" not in cast.client("maj").get(page).content.decode()  # not decided yet
    assert cast.client("gro").get(page).status_code in (403, 404)
    assert cast.client("charlie").get(f"{changed.previous.get_absolute_url()}forandringar/").status_code == 404
    from docx import Document

    made = Document(io.BytesIO(documents.render_docx("inventory", inventory_report.inventory(changed), "sv")))
    words = "\n".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)
    assert "Ny: Samråda om planer" in words
    assert "Pröva bygglov → Bedöma bygglov" in words


def test_s1_11_comparing_costs_the_same_however_many(cast: Any, changed: Inventory) -> None:
    counts = []
    for extra in (0, 12):
        for number in range(extra):
            make_process(f"Sköta park {number}", cast.unit, inventory=changed, recipients="Alla")
        with CaptureQueriesContext(connection) as caught:
            reviewing.changes(Inventory.objects.get(pk=changed.pk))
        counts.append(len(caught))
    assert counts[0] == counts[1]


# ---- The reminder (S1-11, CAL-6) -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "waits"), [(40, 0), (20, 1), (-5, 1)])
def test_s1_11_the_responsible_manager_is_reminded_a_month_before(cast: Any, decided: Inventory, days: int, waits: int) -> None:
    decided.next_review = today() + datetime.timedelta(days=days)
    decided.save()
    tasks.refresh(decided)
    found = Task.objects.open().filter(key="inventory-review")
    assert found.count() == waits
    for one in found:
        assert (one.person, one.due) == (cast.person("charlie"), decided.next_review)
    if waits:
        cast.client("charlie").post(f"{decided.get_absolute_url()}gor/review/")
        assert not Task.objects.open().filter(key="inventory-review").exists()


@pytest.mark.parametrize(("months", "day", "then"), [
    (12, (2026, 1, 31), (2027, 1, 28)), (6, (2026, 8, 30), (2027, 2, 28)), (24, (2024, 2, 29), (2026, 2, 28)),
])  # fmt: skip
def test_how_long_a_year_is_may_be_set(months: int, day: tuple[int, int, int], then: tuple[int, int, int]) -> None:
    assert months_after(datetime.date(*day), months) == datetime.date(*then)


def test_s1_11_the_interval_is_set_for_the_inventory(cast: Any) -> None:
    inventory = make_inventory(cast.unit, review_months=6)
    make_process("Sköta parker", cast.unit, inventory=inventory, recipients="Alla")
    states.go(inventory, "decide", cast.charlie)
    inventory.refresh_from_db()
    assert inventory.next_review == months_after(today(), 6)


def test_v_21_good_and_bad(cast: Any, decided: Inventory) -> None:
    """V-21: good = reviewed each October; bad = two years old."""
    assert "V-21" not in {one.id for one in checks.run(decided)}
    decided.next_review = today() - datetime.timedelta(days=365)
    assert "V-21" in {one.id for one in checks.run(decided)}
    decided.state = Inventory.State.REVIEWED  # a later one has come after it
    assert "V-21" not in {one.id for one in checks.run(decided)}
