"""Processes pasted or read from a file go into an inventory as one act, after a look at each row (S1-4, V-1 … V-8)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from processlots.apps.processes.models import Inventory, Process, Recipient
from processlots.apps.processes.tests.makers import make_decided, make_inventory, make_process
from processlots.kit import search
from processlots.kit.imports import batches
from processlots.kit.models import Act, ImportBatch
from processlots.kit.models.checks import StoredFinding


@pytest.fixture
def inventory(cast: Any) -> Inventory:
    return make_inventory(cast.unit)


def begin(
    cast: Any, inventory: Inventory | None, text: str = "", data: bytes = b"", name: str = "", who: str = "charlie"
) -> ImportBatch:
    params = {"inventory": str(inventory.pk)} if inventory else {}
    return batches.begin("processes", cast.users[who], text=text, data=data, filename=name, params=params)


def look(cast: Any, batch: ImportBatch, who: str = "charlie") -> Any:
    return batches.preview(batch, cast.users[who])


def read_in(cast: Any, batch: ImportBatch, who: str = "charlie") -> ImportBatch:
    return batches.apply(batch, cast.users[who], look(cast, batch, who).seen)


def test_a_pasted_list_becomes_rows_of_the_inventory(cast: Any, inventory: Inventory) -> None:
    done = read_in(
        cast, begin(cast, inventory, "1. Pröva ansökan om bygglov\n\n2. Tillhandahålla geodata\n3. Följa upp budget\n")
    )
    assert done.state == "done"
    rows = list(inventory.rows.order_by("number"))
    assert [row.name for row in rows] == ["Pröva ansökan om bygglov", "Tillhandahålla geodata", "Följa upp budget"]
    assert all(row.status == "discovered" and row.unit == cast.unit and row.found_by == cast.person("charlie") for row in rows)
    assert len({row.number for row in rows}) == 3
    assert Act.objects.filter(entries__object_id=rows[0].pk).distinct().count() == 1


def test_wrong_names_are_told_of_with_the_proposal_and_read_in(cast: Any, inventory: Inventory) -> None:
    batch = begin(cast, inventory, "Bygglovsprocessen\nUppföljning av budget\nMark- och exploateringsenheten\nSköta parker")
    results = look(cast, batch).results
    assert [one.status for one in results] == ["warning", "warning", "warning", "new"]
    assert "Följa upp budget" in results[1].messages[0]
    assert "V-6" in results[1].messages[0]
    read_in(cast, batch)
    assert inventory.rows.count() == 4
    assert StoredFinding.objects.filter(check_id="V-3", object_id=Process.objects.get(name="Bygglovsprocessen").pk).exists()


def test_a_table_fills_type_purpose_recipients_and_value(cast: Any, inventory: Inventory) -> None:
    table = (
        "Processnamn\tTyp\tSyfte\tMottagare\tTjänst(er) eller styrning\tPrioritet\tEnhet\n"
        "Pröva ansökan om bygglov\tHuvudprocess\tFå bygga på lika villkor\tDen som vill bygga; Grannar\tTjänst\t1\t\n"
        "Tillhandahålla geodata\tstöd\t\tMedarbetare, Grannar\tStöd\t2\tByggnadsnämnden\n"
    )
    read_in(cast, begin(cast, inventory, table))
    first, second = inventory.rows.order_by("number")
    assert (first.type, first.purpose, first.gives_service, first.priority) == ("main", "Få bygga på lika villkor", True, 1)
    assert {str(one) for one in first.recipients.all()} == {"Den som vill bygga", "Grannar"}
    assert (second.type, second.gives_support, second.unit) == ("support", True, cast.board)
    assert Recipient.objects.count() == 3
    assert Recipient.objects.get(name="Medarbetare").kind == "internal"
    assert StoredFinding.objects.filter(check_id="V-9", object_id=second.pk).exists()
    assert not StoredFinding.objects.filter(check_id="V-10").exists()


def test_a_latin_1_file_with_semicolons_is_read(cast: Any, inventory: Inventory) -> None:
    data = "Namn;Mottagare\r\nPröva ansökan om bygglov;Sökande å, ä och ö\r\nSköta parker;Invånare\r\n".encode("latin-1")
    read_in(cast, begin(cast, inventory, data=data, name="processer.csv"))
    assert {row.name for row in inventory.rows.all()} == {"Pröva ansökan om bygglov", "Sköta parker"}


def test_the_same_name_is_not_read_in_twice(cast: Any, inventory: Inventory) -> None:
    make_process("Sköta parker", cast.unit, inventory=inventory)
    make_decided("Följa upp budget", cast.administration, by=cast.person("charlie"))
    batch = begin(cast, inventory, "Namn\nsköta  parker\nPröva lov\nPRÖVA LOV\nFölja upp budget\nFölja upp budgeten")
    assert [one.status for one in look(cast, batch).results] == ["same", "new", "same", "warning", "warning"]
    assert "V-8" in " ".join(look(cast, batch).results[4].messages)
    read_in(cast, batch)
    assert inventory.rows.count() == 4


@pytest.mark.parametrize(
    "line",
    [
        ";Huvud;1;",
        "Sköta parker;Huvud;först;",
        f"{'x' * 201};Huvud;1;",
        "Sköta parker;Huvud;1;Trolleriavdelningen",
        f"Sköta parker;Huvud;99999;{''}",
    ],
)
def test_a_row_that_cannot_be_read_stops_everything_with_its_number(cast: Any, inventory: Inventory, line: str) -> None:
    batch = begin(cast, inventory, f"Namn;Typ;Prioritet;Enhet\nPröva lov;Huvud;1;\n{line}\n")
    looked = look(cast, batch)
    bad = [one for one in looked.results if one.status == "error"]
    assert len(bad) == 1
    assert bad[0].line == 3
    assert "3" in bad[0].messages[0]
    assert not looked.may_apply
    with pytest.raises(batches.Changed):
        batches.apply(batch, cast.charlie, looked.seen)
    assert not Process.objects.exists()


def test_more_than_twenty_thousand_rows_are_refused(cast: Any, inventory: Inventory) -> None:
    with pytest.raises(batches.BadFile, match="20"):
        begin(cast, inventory, "".join(f"Sköta park {n}\n" for n in range(20_002)))


def test_it_is_undone_whole(cast: Any, inventory: Inventory) -> None:
    done = read_in(cast, begin(cast, inventory, "Namn;Mottagare\nPröva lov;Grannar\nSköta parker;Invånare"))
    batches.undo(done, cast.charlie)
    assert not Process.objects.exists()
    assert not Recipient.objects.exists()
    assert search.find(cast.charlie, "parker") == []


@pytest.mark.parametrize("name", ["maj", "alva", "moa", "ali", "gro"])
def test_others_are_refused(cast: Any, inventory: Inventory, name: str) -> None:
    browser = cast.client(name)
    page = f"/inlasning/processes/?inventory={inventory.pk}"
    assert browser.get(page).status_code == 403
    assert browser.post(page, {"text": "Sköta parker"}).status_code == 403
    assert not ImportBatch.objects.exists()


def test_a_decided_inventory_takes_no_more(cast: Any, inventory: Inventory) -> None:
    Inventory.objects.update(state=Inventory.State.DECIDED)
    assert cast.client("charlie").get(f"/inlasning/processes/?inventory={inventory.pk}").status_code == 403
    assert cast.client("charlie").get("/inlasning/processes/?inventory=99999").status_code == 403


def test_the_pages_lead_from_paste_to_rows(cast: Any, inventory: Inventory) -> None:
    browser = cast.client("charlie")
    answer = browser.post(
        f"/inlasning/processes/?inventory={inventory.pk}", {"text": "Bygglovsprocessen\nSköta parker"}, follow=True
    )
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "V-3" in said
    assert "Sköta parker" in said
    batch = ImportBatch.objects.get()
    answer = browser.post(batch.get_absolute_url(), {"act": f"confirm {look(cast, batch).seen}"}, follow=True)
    assert answer.status_code == 200
    assert inventory.get_absolute_url() in answer.content.decode()
    assert inventory.rows.count() == 2


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a workbook", b"\x89PNG\r\n", b"%PDF-1.7", b"", b"\x00\x01\x02"])
def test_what_is_no_list_is_refused_in_words(cast: Any, inventory: Inventory, content: bytes) -> None:
    answer = cast.client("charlie").post(
        f"/inlasning/processes/?inventory={inventory.pk}", {"file": SimpleUploadedFile("processer.csv", content)}
    )
    assert answer.status_code in {200, 422}
    assert not ImportBatch.objects.exists()
    assert not Process.objects.exists()
