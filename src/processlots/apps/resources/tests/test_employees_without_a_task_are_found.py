"""R-6, RES-7, V-41 (I): every employee of a competence area has a task in a process; the load of each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.apps.resources import people
from processlots.apps.resources.tests.makers import granted, lender, make_owned
from processlots.kit import checks
from processlots.kit.periods import today

pytestmark = pytest.mark.django_db


def names(rows: Any) -> set[str]:
    return {one.name for one in rows}


def said(unit: Unit) -> list[Any]:
    return [one for one in checks.run(unit) if one.id == "V-41"]


def test_v_41_bad_an_employee_without_a_task_is_named(cast: Any) -> None:
    make_owned(cast)
    found = names(people.without_task(people.here()))
    assert "Medarbetar-Maj" in found
    assert not found & {"Ägar-Alva", "Ledar-Love"}
    assert [one.severity for one in said(cast.unit)] == ["I"]


def test_v_41_good_everyone_has_a_task(cast: Any) -> None:
    process = make_owned(cast)
    below = Unit.objects.create(name="Tillsyn", parent=cast.unit)
    Person.objects.filter(name__in=["Ägar-Alva", "Medarbetar-Maj"]).update(unit=below)
    assert len(said(below)) == 1
    Appointment.objects.create(role="team", person=cast.person("maj"), scope=process, state="decided", valid_from=today())
    assert said(below) == []


def test_res_7_who_is_lent_has_a_task_and_who_has_left_is_no_employee(cast: Any) -> None:
    process, unit = make_owned(cast), lender(cast)
    granted(cast, process, unit, {"wished": cast.person("maj")})
    assert "Medarbetar-Maj" not in names(people.without_task(people.here()))
    Person.objects.filter(name="Admin-Ali").update(left="2020-01-01")
    assert "Admin-Ali" not in names(people.here())


def test_r_6_the_report_is_the_resource_owners(cast: Any) -> None:
    process, unit = make_owned(cast), lender(cast)
    Person.objects.filter(name="Medarbetar-Maj").update(unit=unit)
    granted(cast, process, unit, {"wished": cast.person("maj"), "extent": Decimal(120)})
    answer = cast.client("moa").get("/resurser/medarbetare/")
    assert [one.person.name for one in answer.context["loads"]] == ["Medarbetar-Maj"]
    assert answer.context["loads"][0].over
    assert process.name in answer.content.decode()
    assert cast.client("moa").get(f"/resurser/medarbetare/?enhet={cast.unit.pk}").status_code == 404
    assert cast.client("maj").get("/resurser/medarbetare/").status_code == 403
    above = cast.client("charlie").get("/resurser/medarbetare/?utan=1")
    assert "Medarbetar-Maj" not in {one.person.name for one in above.context["loads"]}
    assert cast.client("charlie").get("/resurser/medarbetare/?sida=99&enhet=&utan=x").status_code == 200
    excel = cast.client("moa").get("/resurser/medarbetare/?format=xlsx")
    assert excel.content[:2] == b"PK"


def test_the_report_costs_the_same_however_many_work_there(cast: Any) -> None:
    def cost(query: str) -> int:
        browser = cast.client("charlie")
        browser.get(f"/resurser/medarbetare/?{query}")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/resurser/medarbetare/?{query}").status_code == 200
        return len(asked)

    make_owned(cast)
    before = cost(""), cost("utan=1")
    from processlots.kit.swedish import sort_key

    Person.objects.bulk_create([
        Person(name=f"Medarbetare {number}", sort=sort_key(f"Medarbetare {number}"), unit=cast.unit) for number in range(2000)
    ], batch_size=500)  # fmt: skip
    assert (cost(""), cost("utan=1")) == before
