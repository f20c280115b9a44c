"""People and units come from a list, are looked at first, and can be taken back (OR-1)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.kit.imports import CannotUndo, batches

UNITS = "Namn\tSlag\tHör till\n"
PEOPLE = "Namn\tTitel\tEnhet\tE-post\tExternt id\n"


def _look(user: Any, importer: str, text: str) -> Any:
    batch = batches.begin(importer, user, text=text)
    return batch, batches.preview(batch, user)


def _read_in(user: Any, importer: str, text: str) -> Any:
    batch, looked = _look(user, importer, text)
    assert looked.may_apply, [one for one in looked.results if one.messages]
    return batches.apply(batch, user, looked.seen)


def test_a_tree_in_any_order_is_read_in_and_taken_back(cast: Any) -> None:
    before = set(Unit.objects.values_list("pk", flat=True))
    text = f"{UNITS}Planer\tenhet\tKarta\nKarta\tavdelning\tTekniska\nTekniska\tdriftnämnd\t\nStaben\tstab\tByggnadsnämnden"
    batch = _read_in(cast.ali, "units", text)
    planer = Unit.objects.get(name="Planer")
    assert [str(one) for one in planer.ancestors()] == ["Kommunfullmäktige", "Tekniska", "Karta"]
    assert Unit.objects.get(name="Staben").parent == cast.board
    batches.undo(batch, cast.ali)
    assert set(Unit.objects.values_list("pk", flat=True)) == before


def test_the_same_list_again_changes_nothing(cast: Any) -> None:
    text = f"{UNITS}Tekniska\tdriftnämnd\t\nGatuenheten\tenhet\tTekniska"
    _read_in(cast.ali, "units", text)
    _batch, looked = _look(cast.ali, "units", text)
    assert looked.counts == {"same": 2, "gone": 4}
    _batch, looked = _look(cast.ali, "units", text.replace("\tenhet\t", "\tstab\t"))
    assert looked.counts == {"change": 1, "same": 1, "gone": 4}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A\tenhet\tB\nB\tenhet\tA", "hör till sig själv"),
        ("A\tenhet\tA", "hör till sig själv"),
        ("A\tkungadöme\t", "ingen sorts enhet"),
        ("A\tenhet\tIngenstans", "ingen enhet som heter"),
        ("\tenhet\t", "inget namn"),
        (f"{'x' * 201}\tenhet\t", "längre än 200"),
        ("A\tenhet\tB\nB\tkungadöme\t", "hör till rad"),
        ("B\tenhet\t\nB\tstab\tByggnadsnämnden\nA\tenhet\tB", "2 rader heter"),
    ],
)
def test_a_row_that_cannot_be_says_why_and_stops_the_list(cast: Any, rows: str, said: str) -> None:
    before = Unit.objects.count()
    _batch, looked = _look(cast.ali, "units", UNITS + rows)
    assert said in " ".join(text for one in looked.results for text in one.messages)
    assert looked.counts.get("error")
    assert Unit.objects.count() == before


def test_people_are_known_again_by_external_id_else_by_name_and_unit(cast: Any) -> None:
    first = f"{PEOPLE}Nya-Nora\tHandläggare\tBygglovsenheten\tnora@example.org\tHR-7\nNya-Noa\t\tBygglovsenheten\t\t"
    _read_in(cast.ali, "people", first)
    nora = Person.objects.get(external_id="HR-7")
    _batch, looked = _look(cast.ali, "people", first)
    assert looked.counts == {"same": 2, "gone": 7}
    again = f"{PEOPLE}Nora Namnbyte\tChef\t\t\thr-7\nNya-Noa\tStrateg\tBygglovsenheten\t\t\nNya-Noa\t\tByggnadsnämnden\t\t"
    batch, looked = _look(cast.ali, "people", again)
    assert [one.status for one in looked.results if one.line] == ["change", "change", "warning"]
    batches.apply(batch, cast.ali, looked.seen)
    nora.refresh_from_db()
    assert (nora.name, nora.title, nora.unit, nora.email) == ("Nora Namnbyte", "Chef", cast.unit, "nora@example.org")
    assert Person.objects.filter(name="Nya-Noa").count() == 2
    batch.refresh_from_db()
    batches.undo(batch, cast.ali)
    nora.refresh_from_db()
    assert (nora.name, nora.title) == ("Nya-Nora", "Handläggare")
    assert Person.objects.filter(name="Nya-Noa").count() == 1


def test_one_who_has_got_a_role_since_is_not_taken_back(cast: Any) -> None:
    batch = _read_in(cast.ali, "people", "Namn\nNya-Nora")
    person = Person.objects.get(name="Nya-Nora")
    cast.client("ali").post(f"/personer/{person.pk}/utse/", {"role": "model_manager", "valid_from": "2026-01-01"})
    with pytest.raises(CannotUndo):
        batches.undo(batch, cast.ali)
    assert Appointment.objects.filter(person=person).exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("\tTitel\t\t\t", "inget namn"),
        ("Nora\t\tIngenstans\t\t", "ingen enhet som heter"),
        ("Nora\t\t\tinte-en-adress\t", "ingen e-postadress"),
        (f"Nora\t{'t' * 121}\t\t\t", "längre än 120"),
    ],
)
def test_a_person_that_cannot_be_says_why(cast: Any, row: str, said: str) -> None:
    before = Person.objects.count()
    _batch, looked = _look(cast.ali, "people", PEOPLE + row)
    assert said in looked.results[0].messages[0]
    assert not looked.may_apply
    assert Person.objects.count() == before


def test_two_units_of_one_name_are_told_apart_by_number(cast: Any) -> None:
    other = Unit.objects.create(name="Bygglovsenheten", parent=cast.board)
    _batch, looked = _look(cast.ali, "people", f"{PEOPLE}Nora\t\tBygglovsenheten\t\t")
    assert "2 enheter heter" in looked.results[0].messages[0]
    _read_in(cast.ali, "people", f"{PEOPLE}Nora\t\tBygglovsenheten ({other.pk})\t\t")
    assert Person.objects.get(name="Nora").unit == other


def test_a_thousand_rows_cost_few_queries(cast: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (10, 400):
        batch, looked = _look(cast.ali, "people", "Namn\n" + "\n".join(f"Rad-{number}-{one}" for one in range(number)))
        with CaptureQueriesContext(connection) as caught:
            batches.apply(batch, cast.ali, looked.seen)
        counts.append(len(caught))
    assert counts[1] - counts[0] < 20


@pytest.mark.parametrize("importer", ["people", "units"])
@pytest.mark.parametrize("who", ["alva", "love", "hanna", "charlie", "moa", "maj", "gro"])
def test_only_the_administrator_reads_in(cast: Any, importer: str, who: str) -> None:
    assert cast.client(who).get(f"/inlasning/{importer}/").status_code == 403
    with pytest.raises(PermissionDenied):
        batches.begin(importer, cast.users[who], text="Namn\nNora")


def test_the_lists_lead_to_it(cast: Any) -> None:
    assert "/inlasning/people/" in cast.client("ali").get("/personer/").content.decode()
    assert "/inlasning/units/" in cast.client("ali").get("/enheter/").content.decode()
    assert "/inlasning/people/" not in cast.client("maj").get("/personer/").content.decode()
