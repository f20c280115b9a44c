"""A list of units or people shows field by field what would change, and tells of what is not in it (OR-1)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.apps.processes.models import Process
from processlots.kit import jobs
from processlots.kit.imports import batches, looks
from processlots.kit.imports.looks import ImportLook
from processlots.kit.models.imports import ImportBatch
from processlots.kit.periods import today

LONG_AGO = datetime.date(2020, 1, 1)
UNITS = "Namn\tSlag\tHör till\tExternt id\tFördelningsmodell\n"
PEOPLE = "Namn\tTitel\tEnhet\tE-post\tExternt id\n"


def begin(user: Any, importer: str, text: str, *options: str) -> ImportBatch:
    batch = batches.begin(importer, user, text=text)
    if options:
        batches.remap(batch, batch.mapping, headed=True, options=dict.fromkeys(options, True))
    return batch


def read_in(user: Any, batch: ImportBatch) -> ImportBatch:
    looked = batches.preview(batch, user)
    assert looked.may_apply, [one for one in looked.results if one.messages]
    return batches.apply(batch, user, looked.seen)


def test_a_unit_is_known_again_by_external_id_and_each_changed_field_is_shown(cast: Any) -> None:
    read_in(cast.ali, begin(cast.ali, "units", f"{UNITS}Parkenheten\tenhet\tSamhällsbyggnadsförvaltningen\tP-1\t"))
    text = f"{UNITS}Gröna enheten\tavdelning\tByggnadsnämnden\tp-1\thttps://intern.example/fordelning"
    batch = begin(cast.ali, "units", text)
    row = batches.preview(batch, cast.ali).results[0]
    assert row.status == "change"
    assert row.was == {
        "name": "Parkenheten", "kind": "enhet", "parent": "Samhällsbyggnadsförvaltningen", "external_id": "P-1",
        "allocation_model": "",
    }  # fmt: skip
    page = cast.client("ali").get(f"/inlasning/units/{batch.uid}/").content.decode()
    assert "<del><span" in page
    assert "Parkenheten" in page
    read_in(cast.ali, batch)
    unit = Unit.objects.get(name="Gröna enheten")
    assert (unit.parent, unit.kind, unit.path) == (cast.board, "department", f"{cast.board.path}{unit.pk:08d}/")
    assert "RES-2" not in unit.allocation_model
    assert "https://intern.example/fordelning" in cast.client("maj").get(unit.get_absolute_url()).content.decode()
    batch.refresh_from_db()
    batches.undo(batch, cast.ali)
    unit.refresh_from_db()
    assert (unit.name, unit.parent, unit.path) == (
        "Parkenheten", cast.administration, f"{cast.administration.path}{unit.pk:08d}/"
    )  # fmt: skip


def test_a_unit_may_belong_to_another_by_its_external_id(cast: Any) -> None:
    text = f"{UNITS}Tekniska\tdriftnämnd\tKommunfullmäktige\tT\t\nGata\tenhet\tT\tG\t"
    read_in(cast.ali, begin(cast.ali, "units", text))
    assert str(Unit.objects.get(name="Gata").parent) == "Tekniska"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A\tenhet\tByggnadsnämnden\tX\t\nB\tenhet\tByggnadsnämnden\tX\t", "Externt id: ”X” står också på rad 2"),
        ("Ny topp\tenhet\tIngen sådan\t\t", "Hör till: Det finns ingen enhet"),
        ("Byggnadsnämnden\tdriftnämnd\tBygglovsenheten\tB\t\nX\tenhet\tByggnadsnämnden\t\t", "ligger under"),
    ],
)
def test_a_row_that_cannot_be_names_its_column_and_the_way_out(cast: Any, rows: str, said: str) -> None:
    Unit.objects.filter(pk=cast.board.pk).update(external_id="B")
    looked = batches.preview(begin(cast.ali, "units", UNITS + rows), cast.ali)
    assert said in " ".join(text for one in looked.results for text in one.messages)
    assert looked.counts["error"]


def test_two_at_the_top_are_refused_with_the_row_of_the_first(db: None, cast: Any) -> None:
    Person.objects.update(unit=None)
    Appointment.objects.filter(scope_id__isnull=False).delete()
    for unit in Unit.objects.order_by("-path"):
        unit.delete()
    looked = batches.preview(begin(cast.ali, "units", f"{UNITS}Kommunen\t\t\t\t\nBolaget\tbolag\t\t\t"), cast.ali)
    assert [one.status for one in looked.results] == ["new", "error"]
    assert "Rad 2 står redan högst upp" in looked.results[1].messages[0]


def test_what_is_not_in_the_file_is_told_of_and_left_alone(cast: Any) -> None:
    batch = begin(cast.ali, "units", f"{UNITS}Ny enhet\tenhet\tByggnadsnämnden\t\t")
    looked = batches.preview(batch, cast.ali)
    assert {one.values["name"] for one in looked.results if one.status == "gone"} == {
        "Kommunfullmäktige", "Samhällsbyggnadsförvaltningen", "Bygglovsenheten"
    }  # fmt: skip
    read_in(cast.ali, batch)
    assert not Unit.objects.exclude(valid_to=None).exists()


def test_missing_units_end_when_asked_for_but_never_one_that_something_hangs_on(cast: Any) -> None:
    Unit.objects.update(valid_from=LONG_AGO)
    empty = Unit.objects.create(name="Tom enhet", parent=cast.board, valid_from=LONG_AGO)
    held = Unit.objects.create(name="Enhet med process", parent=cast.board, valid_from=LONG_AGO)
    Process.objects.create(name="Sköta parker", unit=held)
    batch = begin(cast.ali, "units", f"{UNITS}Ny enhet\tenhet\tByggnadsnämnden\t\t", "end")
    looked = {one.values["name"]: one for one in batches.preview(batch, cast.ali).results}
    assert (looked["Tom enhet"].status, looked["Enhet med process"].status) == ("end", "gone")
    assert "processer med sin hemvist i enheten 1" in looked["Enhet med process"].messages[0]
    assert looked["Kommunfullmäktige"].status == "gone"
    batch = read_in(cast.ali, batch)
    empty.refresh_from_db()
    assert empty.valid_to == today() - datetime.timedelta(days=1)
    assert held in Unit.objects.at()
    batches.undo(batch, cast.ali)
    empty.refresh_from_db()
    assert empty.valid_to is None


def test_missing_people_leave_when_asked_for_but_never_an_administrator(cast: Any) -> None:
    batch = begin(cast.ali, "people", f"{PEOPLE}Medarbetar-Maj\t\tBygglovsenheten\t\t", "end")
    looked = {one.values["name"]: one for one in batches.preview(batch, cast.ali).results}
    assert (looked["Medarbetar-Maj"].status, looked["Admin-Ali"].status) == ("same", "gone")
    assert "uppdrag" in " ".join(looked["Chef-Charlie"].messages)
    batch = read_in(cast.ali, batch)
    assert set(Person.objects.filter(left=None).values_list("name", flat=True)) == {"Medarbetar-Maj", "Admin-Ali"}
    batches.undo(batch, cast.ali)
    assert not Person.objects.exclude(left=None).exists()


def test_one_who_had_left_and_stands_in_the_list_is_back(cast: Any) -> None:
    maj = cast.person("maj")
    Person.objects.filter(pk=maj.pk).update(left=LONG_AGO, external_id="M")
    batch = begin(cast.ali, "people", f"{PEOPLE}Medarbetar-Maj\t\t\t\tM")
    assert batches.preview(batch, cast.ali).results[0].was == {"left": "2020-01-01"}
    read_in(cast.ali, batch)
    maj.refresh_from_db()
    assert maj.left is None


def test_the_box_to_tick_stands_on_the_page_and_is_kept(cast: Any) -> None:
    browser = cast.client("ali")
    batch = begin(cast.ali, "people", f"{PEOPLE}Medarbetar-Maj\t\tBygglovsenheten\t\t")
    url = f"/inlasning/people/{batch.uid}/"
    assert 'name="option-end"' in browser.get(url).content.decode()
    columns = {f"column-{key}": str(place) for key, place in batch.mapping.items()}
    browser.post(url, {**columns, "act": "map", "headed": "on", "option-end": "on"})
    batch.refresh_from_db()
    assert batch.params == {"end": "1"}
    assert "avslutas" in browser.get(url).content.decode()
    browser.post(url, {**columns, "act": "map", "headed": "on"})
    batch.refresh_from_db()
    assert batch.params == {}


def many_units(count: int) -> str:
    return UNITS + "".join(
        f"Enhet {n}\tenhet\t{'Byggnadsnämnden' if n < 40 else f'Enhet {n % 40}'}\tE{n}\t\n" for n in range(count)
    )


def many_people(count: int) -> str:
    return PEOPLE + "".join(f"Person {n}\tHandläggare\tBygglovsenheten\tp{n}@example.org\tH{n}\n" for n in range(count))


@pytest.mark.parametrize(("importer", "text"), [("units", many_units), ("people", many_people)])
def test_looking_costs_the_same_queries_however_long_and_reading_in_is_by_bulk(cast: Any, importer: str, text: Any) -> None:
    looking, writing = [], []
    for count in (60, 400):
        batch = begin(cast.ali, importer, text(count))
        with CaptureQueriesContext(connection) as caught:
            seen = batches.preview(batch, cast.ali).seen
        looking.append(len(caught))
        with CaptureQueriesContext(connection) as caught:
            batches.apply(batch, cast.ali, seen)
        writing.append(len(caught))
    assert looking[0] == looking[1] <= 4
    assert writing[1] - writing[0] < 30


def test_a_long_list_is_looked_at_by_the_worker_with_a_bar_and_shown_from_what_it_saw(cast: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(looks, "INLINE_ROWS", 50)
    monkeypatch.setattr(batches, "INLINE_ROWS", 50)
    batch, browser = begin(cast.ali, "people", many_people(60)), cast.client("ali")
    url = f"/inlasning/people/{batch.uid}/"
    waiting = browser.get(url)["Location"]
    assert browser.get(url)["Location"] == waiting
    page = browser.get(waiting).content.decode()
    assert "<progress" in page
    assert "Tittar på 60 rader" in page
    jobs.drain()
    assert browser.get(waiting)["Location"] == url
    with CaptureQueriesContext(connection) as caught:
        shown = browser.get(url)
    assert not [one for one in caught if "organisation_person" in one["sql"] and "user_id" not in one["sql"]]
    assert shown.content.decode().count('class="line" scope="row"') == 60
    confirm = shown.context["confirm_name"]
    assert browser.get(f"{url}?visa=new").status_code == 200
    assert "Medarbetar-Maj" not in shown.content.decode()
    assert "Medarbetar-Maj" in browser.get(f"{url}?visa=gone").content.decode()
    other = browser.post(url, {"act": "map", "headed": "on", "column-name": "0"})["Location"]
    assert browser.get(other)["Location"] != waiting
    jobs.drain()
    columns = {f"column-{key}": str(place) for key, place in batch.mapping.items()}
    browser.post(url, {**columns, "act": "map", "headed": "on"})
    browser.get(url)
    jobs.drain()
    browser.post(url, {"act": confirm})
    jobs.drain()
    batch.refresh_from_db()
    assert batch.state == "done"
    assert Person.objects.filter(name__startswith="Person ").count() == 60
    assert not ImportLook.objects.exists()


def test_what_changed_after_a_long_look_is_looked_at_anew(cast: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(looks, "INLINE_ROWS", 10)
    monkeypatch.setattr(batches, "INLINE_ROWS", 10)
    batch, browser = begin(cast.ali, "people", many_people(20)), cast.client("ali")
    url = f"/inlasning/people/{batch.uid}/"
    browser.get(url)
    jobs.drain()
    confirm = browser.get(url).context["confirm_name"]
    Person.objects.create(name="Person 3", external_id="H3")
    browser.post(url, {"act": confirm})
    jobs.drain()
    batch.refresh_from_db()
    assert (batch.state, Person.objects.filter(name="Person 4").count()) == ("failed", 0)
    assert not ImportLook.objects.exists()
    assert "arbete" in browser.get(url)["Location"] or browser.get(url).status_code == 302
