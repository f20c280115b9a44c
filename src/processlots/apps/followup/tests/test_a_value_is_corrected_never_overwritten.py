"""One way in for values: typed, sent and pasted ones alike; a correction is a new row (DESIGN 6)."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from processlots.apps.followup import values
from processlots.apps.followup.models import Measure, Measurement
from processlots.apps.organisation.models import Appointment
from processlots.apps.processes.models import Process
from processlots.kit.models import LogEntry


@pytest.fixture
def measure(cast: Any) -> Measure:
    process = Process.objects.create(name="Pröva ansökan om bygglov", type="main", unit=cast.unit, status="inventoried")
    Appointment.objects.create(role="leader", person=cast.person("love"), scope=process, state="decided")
    Process.objects.filter(pk=process.pk).update(leader=cast.person("love"))
    return Measure.objects.create(process=process, name="Handläggningstid", unit_text="veckor", improve="down")


def given(month: int, value: str | None) -> values.Given:
    return values.Given(datetime.date(2026, month, 1), None if value is None else Decimal(value))


def test_a_correction_is_a_new_row_and_the_old_one_stays(measure: Measure, cast: Any) -> None:
    values.register(measure, [given(1, "7.5")], cast.love)
    assert values.register(measure, [given(1, "6.5")], cast.love) == (0, 1, 0)
    old, new = Measurement.objects.order_by("pk")
    assert (old.value, old.current, new.value, new.current, new.supersedes) == (Decimal("7.5"), False, Decimal("6.5"), True, old)


def test_the_same_value_again_changes_nothing(measure: Measure, cast: Any) -> None:
    values.register(measure, [given(1, "7.5"), given(2, None)], cast.love)
    before = LogEntry.objects.count()
    assert values.register(measure, [given(1, "7.50"), given(2, None)], cast.love) == (0, 0, 2)
    assert (Measurement.objects.count(), LogEntry.objects.count()) == (2, before)


def test_a_missing_value_is_a_status_and_never_zero(measure: Measure, cast: Any) -> None:
    values.register(measure, [given(1, None)], cast.love)
    row = Measurement.objects.get()
    assert (row.value, row.status) == (None, "missing")


def test_the_page_registers_what_the_leader_writes(measure: Measure, cast: Any) -> None:
    answer = cast.client("love").post(f"/matt/{measure.key}/varde/", {"period": "mars 2026", "value": "7,5"})
    assert answer.status_code == 302
    assert Measurement.objects.get().period_start == datetime.date(2026, 3, 1)
    measure.refresh_from_db()
    assert measure.latest_value == Decimal("7.5")


@pytest.mark.parametrize(
    ("period", "value"), [("igår", "7"), ("2026-03", "sju"), ("2999-01", "7"), ("", "7"), ("2026-03", "1e999")]
)
def test_what_is_no_period_or_number_is_said_so_and_nothing_is_kept(measure: Measure, cast: Any, period: str, value: str) -> None:
    answer = cast.client("love").post(f"/matt/{measure.key}/varde/", {"period": period, "value": value})
    assert answer.status_code == 422
    assert 'class="why"' in answer.content.decode()
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("who", ["maj", "alva", "charlie", "moa", "ali"])
def test_only_leader_and_measurer_register(measure: Measure, cast: Any, who: str) -> None:
    assert cast.client(who).post(f"/matt/{measure.key}/varde/", {"period": "2026-03", "value": "7"}).status_code == 403
    sent = {"measure": str(measure.uid), "periodStart": "2026-03-01", "value": 7}
    assert cast.client(who).post("/api/v1/measurements", sent, content_type="application/json").status_code == 403
    assert not Measurement.objects.exists()


def test_the_named_measurer_registers(measure: Measure, cast: Any) -> None:
    Measure.objects.filter(pk=measure.pk).update(measured_by=cast.person("maj"))
    assert cast.client("maj").post(f"/matt/{measure.key}/varde/", {"period": "2026-03", "value": "7"}).status_code == 302


def test_the_api_corrects_in_the_same_way(measure: Measure, cast: Any) -> None:
    browser = cast.client("love")
    for value in (7, 6):
        sent = {"measure": str(measure.uid), "periodStart": "2026-03-15", "value": value}
        answer = browser.post("/api/v1/measurements", sent, content_type="application/json")
        assert answer.status_code == 201, answer.content
    assert list(Measurement.objects.order_by("pk").values_list("value", "current", "period_start")) == [
        (Decimal(7), False, datetime.date(2026, 3, 1)), (Decimal(6), True, datetime.date(2026, 3, 1)),
    ]  # fmt: skip


@pytest.mark.parametrize("every", Measure.Every.values)
def test_periods_follow_each_other_without_gap_or_overlap(every: str) -> None:
    day = datetime.date(2023, 1, 1)
    while day < datetime.date(2026, 1, 1):
        begun, after = values.period_start(day, every), values.next_period(day, every)
        assert begun <= day < after
        assert values.period_start(after, every) == after
        assert values.period_start(after - datetime.timedelta(days=1), every) == begun
        day += datetime.timedelta(days=1)
