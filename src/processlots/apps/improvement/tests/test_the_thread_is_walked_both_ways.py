"""X-1: goal, measure, signal, need, activity and effect show the same thread, each with a link to the others."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from processlots.apps.followup.models import Measure, Signal
from processlots.apps.followup.tests.makers import SHIFT, make_goal, make_measure, make_process
from processlots.apps.improvement.models import Need, PlanAction

Rows = dict[str, Any]


@pytest.fixture
def rows(cast: Any) -> Rows:
    process = make_process(cast)
    measure = make_measure(process, cast, SHIFT)
    goal = make_goal(process, measure, regulation="Reglementet § 4")
    cast.client("love").post(f"/matt/{measure.key}/behov/")
    need = Need.objects.get()
    action = PlanAction.objects.create(
        process=process, text="Införa samlad granskning", need=need, state="followed_up", actual_effect="Två veckor kortare"
    )
    return {"goal": goal, "measure": Measure.objects.get(), "signal": Signal.objects.get(), "need": need, "action": action}


def thread_of(cast: Any, row: Any, who: str = "maj") -> str:
    page = cast.client(who).get(row.get_absolute_url()).content.decode()
    found = re.search(r'<ol class="thread">.*?</ol>', page, re.DOTALL)
    assert found is not None
    return found.group(0)


@pytest.mark.parametrize("here", ["goal", "measure", "need", "action"])
def test_every_page_links_to_all_the_others_and_says_where_one_is(rows: Rows, cast: Any, here: str) -> None:
    thread = thread_of(cast, rows[here])
    for name, row in rows.items():
        linked = f'href="{row.get_absolute_url()}"' in thread
        assert linked is (name != here), name
    assert thread.count('aria-current="step"') == 1
    assert "Reglementet § 4" in thread
    assert "Två veckor kortare" in thread


def test_from_the_first_station_to_the_last_and_back_by_links_alone(rows: Rows, cast: Any) -> None:
    browser = cast.client("maj")
    way = ["goal", "measure", "need", "action", "need", "measure", "goal"]
    for here, there in itertools.pairwise(way):
        page = browser.get(rows[here].get_absolute_url()).content.decode()
        assert f'href="{rows[there].get_absolute_url()}"' in page


def test_a_broken_thread_has_the_link_that_mends_it(cast: Any) -> None:
    process = make_process(cast)
    measure = make_measure(process, cast, SHIFT)
    goal = make_goal(process, measure)
    assert f"/behov/nytt/?process={process.key}&amp;goal={goal.number}" in thread_of(cast, goal, "love")
    need = Need.objects.create(process=process, title="Korta tiden", goal=goal)
    assert f"/aktiviteter/nytt/?process={process.key}&amp;need={need.number}" in thread_of(cast, goal, "love")
    assert "/aktiviteter/nytt/" not in thread_of(cast, goal, "maj")  # Maj may not write in the plan


def test_a_name_is_text_and_nothing_else(cast: Any) -> None:
    process = make_process(cast)
    need = Need.objects.create(process=process, title="<script>alert(1)</script>")
    action = PlanAction.objects.create(process=process, text="<img src=x>", need=need)
    for row in (need, action):
        page = cast.client("love").get(row.get_absolute_url()).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_pages_cost_the_same_however_much_hangs_on_them(cast: Any, count: int, django_assert_max_num_queries: Any) -> None:
    process = make_process(cast)
    measure = make_measure(process, cast, SHIFT)
    goal = make_goal(process, measure)
    for n in range(count):
        need = Need.objects.create(process=process, title=f"Behov {n}", goal=goal)
        PlanAction.objects.create(process=process, text=f"Aktivitet {n}", need=need, responsible=cast.person("maj"))
    browser = cast.client("love")
    for address in (
        goal.get_absolute_url(),
        measure.get_absolute_url(),
        need.get_absolute_url(),
        f"/processer/{process.key}/aktivitetsplan/",
        f"/processer/{process.key}/uppfoljningsplan/",
        "/uppfoljningsplan/",
    ):
        browser.get(address)
        with django_assert_max_num_queries(60):
            assert browser.get(address).status_code == 200
