"""A process has codes of classification schemes for a time; codes are read in from a file or a paste (sweden.md 2.2)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from processlots.apps.processes.models import ClassificationCode, Process, ProcessCode
from processlots.apps.processes.tests.makers import give_role, make_decided, whole_page
from processlots.kit.forms import choice_text
from processlots.kit.imports import batches
from processlots.kit.periods import today

PASTE = "\n".join(
    f"{scheme}\t{edition}\t{code}\t{title}"
    for scheme, edition, code, title in [
        ("Struktur", "Version", "Kod", "Rubrik"),
        ("Klassa", "2.1", "2", "Stöd"),
        ("Klassa", "2.1", "2.10", "Lokaler"),
        ("Klassa", "2.1", "2.9", "IT"),
        ("Klassa", "2.1", "2.10.1", "Hyra ut"),
    ]
)


def code(text: str, title: str = "Rubrik", edition: str = "2.1", **more: Any) -> ClassificationCode:
    return ClassificationCode.objects.create(scheme="Klassa", edition=edition, code=text, title=title, **more)


@pytest.fixture
def process(cast: Any) -> Process:
    made = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(made, cast.person("alva"))
    return made


def begin(cast: Any, text: str, who: str = "moa") -> Any:
    return batches.begin("classification", cast.users[who], text=text, data=b"", filename="", params={})


def test_a_pasted_scheme_is_read_in_and_ordered_by_number(cast: Any) -> None:
    batch = begin(cast, PASTE)
    seen = batches.preview(batch, cast.moa)
    assert [one.status for one in seen.results] == ["new"] * 4
    batches.apply(batch, cast.moa, seen.seen)
    rows = ClassificationCode.objects.order_by("scheme", "edition", "place")
    assert [one.code for one in rows] == ["2", "2.9", "2.10", "2.10.1"]  # as numbers, not as text
    page = cast.client("maj").get("/klassificering/").content.decode()
    assert page.index("2.9") < page.index("2.10")
    again = batches.preview(begin(cast, PASTE.replace("Lokaler", "Fastigheter")), cast.moa)
    assert [one.status for one in again.results] == ["same", "change", "same", "same"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Klassa\t2.1\t2..1\tRubrik", "ingen kod"),
        ("Klassa\t2.1\t02.1\tRubrik", "ingen kod"),
        ("Klassa\t2.1\t2.1.1.1.1.1.1\tRubrik", "ingen kod"),
        ("Klassa\t2.1\t2.1\t", "Rubriken saknas"),
        ("\t2.1\t2.1\tRubrik", "Strukturen saknas"),
        (f"Klassa\t2.1\t2.1\t{'R' * 201}", "längre än 200"),
    ],
)
def test_a_wrong_row_is_told_with_the_way_out(cast: Any, line: str, said: str) -> None:
    batch = begin(cast, f"Struktur\tVersion\tKod\tRubrik\n{line}\nKlassa\t2.1\t3\tRätt")
    seen = batches.preview(batch, cast.moa)
    assert [one.status for one in seen.results] == ["error", "new"]
    assert said in " ".join(seen.results[0].messages)


def test_only_the_model_manager_keeps_the_register(cast: Any, process: Process) -> None:
    assert cast.client("moa").get("/inlasning/classification/").status_code == 200
    assert cast.client("alva").get("/inlasning/classification/").status_code == 403
    assert cast.client("alva").get("/klassificering/nytt/").status_code == 403
    with pytest.raises(ValidationError):
        ClassificationCode(scheme="Klassa", code="2..1", title="Fel").full_clean()


def test_a_process_has_codes_with_periods_shown_filtered_and_exported(cast: Any, process: Process) -> None:
    area, node, other = code("4"), code("4.2.1", "Pröva lov"), code("5")
    make_decided("Sköta parker", cast.unit, by=cast.person("charlie"))
    browser = cast.client("alva")
    url = f"{process.get_absolute_url()}klassificering/"
    assert cast.client("maj").get(url).status_code == 403
    rows = {
        "n1-code": choice_text(node),
        "n1-valid_from": "2026-01-01",
        "n2-code": choice_text(other),
        "n2-valid_from": "2020-01-01",
    }
    rows |= {
        "n2-valid_to": "2021-12-31",
        "n3-valid_from": today().isoformat(),
        "initial-n3-valid_from": today().isoformat(),
        "n3-version": "0",
        "save": "all",
    }
    assert browser.post(url, rows).status_code == 302
    page = whole_page(cast.client("maj"), process)
    assert "4.2.1 Pröva lov" in page
    assert "5 Rubrik" not in page  # no longer
    for one, found in ((node, True), (area, True), (other, False)):  # what lies under a code is found by it
        listed = browser.get("/processer/", {"codes": choice_text(one)}).content.decode()
        assert ("Pröva ansökan om bygglov" in listed) == found, one
        assert "Sköta parker" not in listed
    exported = browser.get("/processer/?format=csv").content.decode()
    assert "4.2.1 (Klassa 2.1)" in exported
    assert "Den som äger mark" in exported  # the purpose is there too
    assert "Pröva ansökan om bygglov" in browser.get(node.get_absolute_url()).content.decode()


def test_a_code_is_there_once_at_a_time(cast: Any, process: Process) -> None:
    node = code("4.2")
    ProcessCode.objects.create(process=process, code=node, valid_from=today() - datetime.timedelta(days=900), valid_to=today())
    ProcessCode.objects.create(process=process, code=node)
    url = f"{process.get_absolute_url()}klassificering/"
    data = {"n1-code": choice_text(node), "n1-valid_from": "2026-01-01", "save": "n1"}
    assert cast.client("alva").post(url, data).status_code == 422
    assert ProcessCode.objects.count() == 2
    data = {"n1-code": choice_text(code("4.3")), "n1-valid_from": "2026-01-01", "n1-valid_to": "2025-01-01", "save": "n1"}
    assert cast.client("alva").post(url, data).status_code == 422
