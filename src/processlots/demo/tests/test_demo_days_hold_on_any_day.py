"""The demo's days count from today, whichever day it is made."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from processlots.demo import dates, follow_up, texts

pytestmark = pytest.mark.once

#: keys whose days lie behind us
BEHIND = {"decided", "approved", "noted", "finished", "saved", "confirmed", "since", "reviewed", "baseline_from", "start"}
AHEAD = {"due", "effect_on", "next_review"}
EVERY_SORT_OF_DAY = [(2026, 1, 1), (2026, 2, 28), (2027, 3, 31), (2028, 2, 29), (2026, 11, 23), (2026, 12, 31)]


@pytest.fixture(params=EVERY_SORT_OF_DAY, ids=lambda day: "-".join(map(str, day)))
def now(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> datetime.date:
    day = datetime.date(*request.param)
    monkeypatch.setattr(dates, "today", lambda: day)
    monkeypatch.setattr(follow_up, "today", lambda: day)
    return day


def written(content: Any) -> Iterator[tuple[str, Any]]:
    """Every key and value of the data."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield str(key), value
            yield from written(value)
    elif isinstance(content, list):
        for one in content:
            yield from written(one)


def test_every_day_of_the_data_exists(now: datetime.date) -> None:
    days = [
        pair for path in texts.PLACE.glob("*.yaml") for pair in written(texts.read(path.stem)) if isinstance(pair[1], str | int)
    ]
    behind = [(key, dates.past(text)) for key, text in days if key in BEHIND and not (key == "start" and str(text)[:1] in "ne")]
    assert len(behind) > 80
    assert [pair for pair in behind if pair[1] > now] == []
    assert len([dates.past(text) for key, text in days if key in AHEAD]) > 20


def test_goals_leave_time_to_reach_them(now: datetime.date) -> None:
    assert dates.year_end() > now + datetime.timedelta(days=90)


@pytest.mark.parametrize("every", ["week", "month", "quarter", "half"])
def test_periods_follow_on_each_other_and_are_over(now: datetime.date, every: str) -> None:
    found = follow_up.periods(every, 36)
    assert len(set(found)) == 36
    following = [follow_up.values.next_period(day, every) for day in found]
    assert following[:-1] == found[1:]
    assert following[-1] <= now < follow_up.values.next_period(following[-1], every)


def test_a_day_is_said_as_a_sentence_has_it() -> None:
    assert dates.spoken(datetime.date(2026, 12, 31)) == "31 december 2026"


def test_what_is_made_up_is_the_same_for_the_same_seed() -> None:
    told = {"seed": 5, "spread": 3, "decimals": 1, "levels": [[6.4, 12], [4, 3]]}
    first = follow_up.made_up(told)
    assert first == follow_up.made_up(told)
    assert first != follow_up.made_up({**told, "seed": 6})
    assert len(first) == 15
    assert all(abs(value - 6.4) <= 4.5 for value in first[:12])
