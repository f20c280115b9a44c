"""A table with a row for each period: what is new is added, what is changed is corrected, what is wrong says why."""

from __future__ import annotations

import datetime
import itertools
from decimal import Decimal
from typing import Any

import pytest

from processlots.apps.followup import value_rows, values
from processlots.apps.followup.models import Measure, Measurement
from processlots.apps.followup.tests.makers import make_measure, make_process, month
from processlots.kit.periods import today


@pytest.fixture
def measure(cast: Any) -> Measure:
    return make_measure(make_process(cast), cast, [8, 9, 7])


def address(measure: Measure) -> str:
    return f"{measure.get_absolute_url()}varden/"


def form_of(measure: Measure, cast: Any) -> dict[str, str]:
    """What the browser would send if nothing were written."""
    sent = {}
    for line in cast.client("love").get(address(measure)).context["rows"]:
        for field in line.form:
            sent[field.html_name] = field.value() or ""
    return sent


def key(day: datetime.date) -> str:
    return f"p{day.isoformat()}"


def stored(measure: Measure) -> list[tuple[datetime.date, Decimal | None, bool]]:
    return list(Measurement.objects.filter(measure=measure).order_by("pk").values_list("period_start", "value", "current"))


def test_the_rows_are_the_latest_periods_and_those_that_have_begun_since(measure: Measure) -> None:
    assert value_rows.periods(measure) == [month(0, 3), month(1, 3), month(2, 3), today().replace(day=1)]


def test_a_measure_without_values_begins_with_the_last_twelve_periods(cast: Any) -> None:
    empty = make_measure(make_process(cast), cast)
    days = value_rows.periods(empty)
    assert (len(days), days[-1]) == (12, today().replace(day=1))
    assert all(values.next_period(one, "month") == other for one, other in itertools.pairwise(days))


def test_new_values_are_added_and_changed_ones_corrected_as_one_act(measure: Measure, cast: Any) -> None:
    sent = form_of(measure, cast)
    sent |= {
        f"{key(today().replace(day=1))}-value": "6,5",
        f"{key(month(2, 3))}-value": "7,5",
        f"{key(month(2, 3))}-comment": "Rättat",
    }
    assert cast.client("love").post(address(measure), sent | {"save": "all"}).status_code == 302
    assert stored(measure)[2:] == [
        (month(2, 3), Decimal(7), False),
        (month(2, 3), Decimal("7.5"), True),
        (today().replace(day=1), Decimal("6.5"), True),
    ]
    measure.refresh_from_db()
    assert measure.latest_value == Decimal("6.5")


def test_saving_without_writing_changes_nothing(measure: Measure, cast: Any) -> None:
    before = stored(measure)
    cast.client("love").post(address(measure), form_of(measure, cast) | {"save": "all"})
    assert stored(measure) == before


def test_one_row_is_saved_alone(measure: Measure, cast: Any) -> None:
    sent = form_of(measure, cast) | {f"{key(month(0, 3))}-value": "1", f"{key(month(1, 3))}-value": "2"}
    answer = cast.client("love").post(address(measure), sent | {"save": key(month(1, 3))}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert stored(measure)[3:] == [(month(1, 3), Decimal(2), True)]
    # The row that comes back may be saved again.
    again = {f.html_name: f.value() or "" for line in answer.context["rows"] for f in line.form} | {
        f"{key(month(1, 3))}-value": "3"
    }
    cast.client("love").post(address(measure), again | {"save": key(month(1, 3))}, headers={"HX-Request": "true"})
    assert stored(measure)[4:] == [(month(1, 3), Decimal(3), True)]


@pytest.mark.parametrize("word", ["saknas", "-", "–", "Missing"])
def test_a_missing_value_is_said_in_a_word(measure: Measure, cast: Any, word: str) -> None:
    sent = form_of(measure, cast) | {f"{key(month(2, 3))}-value": word}
    cast.client("love").post(address(measure), sent | {"save": "all"})
    assert stored(measure)[-1] == (month(2, 3), None, True)


@pytest.mark.parametrize("odd", ["sju", "1e9", "1e999", "NaN", "Infinity", "9999999999", "1,2,3", "<b>7</b>", "7\x00"])
def test_what_is_no_number_is_said_at_its_row_and_the_others_are_saved(measure: Measure, cast: Any, odd: str) -> None:
    sent = form_of(measure, cast) | {f"{key(month(0, 3))}-value": odd, f"{key(month(1, 3))}-value": "5"}
    answer = cast.client("love").post(address(measure), sent | {"save": "all"})
    assert answer.status_code == 422
    assert "<b>7" not in answer.content.decode()
    assert stored(measure)[3:] == [(month(1, 3), Decimal(5), True)]


def test_somebody_elses_value_is_never_overwritten_unseen(measure: Measure, cast: Any) -> None:
    sent = form_of(measure, cast) | {f"{key(month(2, 3))}-value": "5"}
    values.register(measure, [values.Given(month(2, 3), Decimal("6.5"))], cast.love)
    answer = cast.client("love").post(address(measure), sent | {"save": "all"})
    assert answer.status_code == 422
    assert "6,5" in answer.content.decode()
    assert stored(measure)[-1] == (month(2, 3), Decimal("6.5"), True)


@pytest.mark.parametrize(
    "sent", [{}, {"save": "all"}, {"save": "p9999-99-99"}, {"save": "all", "p2020-01-01-value": "7"}, {"save": "\x00"}]
)
def test_an_odd_post_changes_nothing(measure: Measure, cast: Any, sent: dict[str, str]) -> None:
    before = stored(measure)
    assert cast.client("love").post(address(measure), sent).status_code in (200, 302)
    assert stored(measure) == before
