"""Files of values: as they come, many, and taken back so that what was there before is there again."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from processlots.apps.followup.models import Measure, Measurement
from processlots.apps.followup.tests.makers import make_goal, make_measure, make_process, month
from processlots.kit.imports import batches
from processlots.kit.models.checks import StoredFinding
from processlots.kit.periods import today


@pytest.fixture
def measure(cast: Any) -> Measure:
    return make_measure(make_process(cast), cast, [8, 9, 8, 9, 8, 9])


def read_in(cast: Any, measure: Measure, data: bytes, name: str = "tider.csv") -> Any:
    batch = batches.begin("measurements", cast.love, data=data, filename=name, params={"measure": str(measure.pk)})
    looked = batches.preview(batch, cast.love)
    assert looked.may_apply, looked.results
    return batches.apply(batch, cast.love, looked.seen)


def present(measure: Measure) -> list[tuple[datetime.date, Decimal | None]]:
    return list(
        Measurement.objects.filter(measure=measure, current=True).order_by("period_start").values_list("period_start", "value")
    )


def test_latin_1_with_semicolons_and_decimal_commas(measure: Measure, cast: Any) -> None:
    data = f"Månad;Värde;Anmärkning\r\n{month(5, 6):%Y-%m};7,5;Många på semester – få ärenden\r\n".encode("cp1252")
    read_in(cast, measure, data)
    row = Measurement.objects.get(measure=measure, current=True, period_start=month(5, 6))
    assert (row.value, row.comment) == (Decimal("7.5"), "Många på semester – få ärenden")


def test_undoing_brings_back_the_former_values_and_what_follows_from_them(measure: Measure, cast: Any) -> None:
    goal = make_goal(measure.process, measure, due=month(4, 6))
    before, latest = present(measure), (measure.latest_value, measure.variation)
    assert StoredFinding.objects.filter(object_id=goal.pk, check_id="V-27").exists()
    data = "period;värde\n" + "".join(f"{month(place, 6):%Y-%m};5\n" for place in range(6)) + f"{today():%Y-%m};4\n"
    batch = read_in(cast, measure, data.encode())
    measure.refresh_from_db()
    assert measure.latest_value == 4
    assert not StoredFinding.objects.filter(object_id=goal.pk, check_id="V-27").exists()
    batches.undo(batch, cast.love)
    assert present(measure) == before
    measure.refresh_from_db()
    assert (measure.latest_value, measure.variation) == latest
    assert StoredFinding.objects.filter(object_id=goal.pk, check_id="V-27").exists()


def test_ten_thousand_days_are_read_in_once(cast: Any, django_assert_max_num_queries: Any) -> None:
    measure = make_measure(make_process(cast), cast, every="day")
    first = today() - datetime.timedelta(days=10_000)
    data = "datum;värde\n" + "".join(f"{first + datetime.timedelta(days=n)};{n % 7}\n" for n in range(10_000))
    batch = batches.begin("measurements", cast.love, text=data, params={"measure": str(measure.pk)})
    looked = batches.preview(batch, cast.love)
    assert looked.counts == {"new": 10_000}
    from processlots.kit import jobs

    batches.apply(batch, cast.love, looked.seen)
    jobs.drain()
    assert Measurement.objects.filter(measure=measure, current=True).count() == 10_000
    page = cast.client("maj").get(measure.get_absolute_url())
    assert page.status_code == 200
    assert len(page.content) < 200_000


@pytest.mark.parametrize("who", ["maj", "alva", "charlie", "gro"])
def test_only_leader_and_measurer_read_in(measure: Measure, cast: Any, who: str) -> None:
    answer = cast.client(who).post(f"/inlasning/measurements/?measure={measure.pk}", {"text": "2026-01\t7"})
    assert answer.status_code == 403
    assert len(present(measure)) == 6


@pytest.mark.parametrize("odd", ["", "0", "999999999999999999999", "x", "1; DROP TABLE", "-1"])
def test_a_measure_that_is_not_there_is_refused(cast: Any, odd: str) -> None:
    assert cast.client("love").get(f"/inlasning/measurements/?measure={odd}").status_code in (403, 404)
