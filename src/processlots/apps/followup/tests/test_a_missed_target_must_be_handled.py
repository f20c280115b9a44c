"""S5-15: a missed target waits for its owner until there is an activity, an accepted outcome or a revised goal (V-27)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.followup import keeping, missed
from processlots.apps.followup.models import Goal, Measure
from processlots.apps.followup.tests.makers import ago, make_goal, make_measure, make_process, month
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.processes.overview import todo
from processlots.kit import checks
from processlots.kit.models.checks import StoredFinding
from processlots.kit.periods import today


@pytest.fixture
def measure(cast: Any) -> Measure:
    return make_measure(make_process(cast), cast, [8, 9, 8])


def late_goal(measure: Measure, **fields: Any) -> Goal:
    return make_goal(measure.process, measure, **{"due": month(1, 3), **fields})


def waits(cast: Any, who: str = "alva") -> list[str]:
    return [one.url for one in todo.waiting(getattr(cast, who)) if one.url.endswith("#missed")]


def test_it_waits_for_the_owner_and_nobody_else(measure: Measure, cast: Any) -> None:
    goal = late_goal(measure)
    assert waits(cast) == [f"{goal.get_absolute_url()}#missed"]
    assert waits(cast, "love") == []
    assert 'id="missed"' in cast.client("alva").get(goal.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("direction", "target", "value", "reached"),
    [
        ("at_most", 7, 7, True), ("at_most", 7, 8, False), ("decrease", 7, 6, True), ("at_least", 7, 7, True),
        ("at_least", 7, 6, False), ("increase", 7, 8, True), ("equal", 7, 7, True), ("equal", 7, 8, False),
    ],
)  # fmt: skip
def test_a_value_on_the_target_reaches_it(cast: Any, direction: str, target: int, value: int, reached: bool) -> None:
    measure = make_measure(make_process(cast), cast, [value])
    goal = make_goal(measure.process, measure, direction=direction, target=target, due=month(0, 1))
    assert missed.is_reached(goal) is reached
    assert missed.is_missed(goal) is not reached


def test_before_its_date_nothing_is_missed(measure: Measure) -> None:
    assert not missed.is_missed(make_goal(measure.process, measure, due=today()))
    assert not missed.is_missed(make_goal(measure.process, measure, due=today() + datetime.timedelta(days=1)))


def test_a_target_without_a_value_of_its_date_is_unmeasured_and_not_missed(measure: Measure, cast: Any) -> None:
    Measure.objects.filter(pk=measure.pk).update(latest_period=month(0, 3))
    assert not missed.is_missed(make_goal(measure.process, Measure.objects.get(), due=ago(1)))


def test_an_activity_answers_it_until_its_effect_is_followed_up(measure: Measure, cast: Any) -> None:
    goal = late_goal(measure)
    need = Need.objects.create(process=goal.process, title="Korta tiden", goal=goal)
    action = PlanAction.objects.create(process=goal.process, text="Införa samlad granskning", need=need)
    assert waits(cast) == []
    PlanAction.objects.filter(pk=action.pk).update(state="followed_up")
    assert len(waits(cast)) == 1
    PlanAction.objects.filter(pk=action.pk).update(state="cancelled")
    assert len(waits(cast)) == 1


def test_the_page_leads_to_a_need_of_it(measure: Measure, cast: Any) -> None:
    goal = late_goal(measure)
    address = f"/behov/nytt/?process={goal.process.key}&goal={goal.number}"
    assert address.replace("&", "&amp;") in cast.client("alva").get(goal.get_absolute_url()).content.decode()
    form = cast.client("alva").get(address).context["form"]
    assert form["goal"].value() in (goal.pk, goal)


def test_the_owner_accepts_it_with_a_reason(measure: Measure, cast: Any) -> None:
    goal = late_goal(measure)
    address = f"/mal/{goal.key}/gor/accept_missed/"
    assert cast.client("alva").post(address, {"reason": ""}).status_code == 422
    cast.client("alva").post(address, {"reason": "Nya regler gjorde ärendena större"})
    goal.refresh_from_db()
    assert goal.state == Goal.State.NOT_MET
    assert goal.outcome is not None
    assert (goal.outcome.text, goal.outcome.by) == ("Nya regler gjorde ärendena större", cast.person("alva"))
    assert waits(cast) == []


@pytest.mark.parametrize("who", ["love", "maj", "charlie", "hanna", "moa", "ali", "gro"])
def test_nobody_else_accepts_it(measure: Measure, cast: Any, who: str) -> None:
    goal = late_goal(measure)
    assert cast.client(who).post(f"/mal/{goal.key}/gor/accept_missed/", {"reason": "Ja"}).status_code in (403, 404)
    sent = {"reason": "Ja"}
    answer = cast.client(who).post(
        f"/api/v1/goals/{goal.uid}/accept-missed",
        sent,
        content_type="application/json",
        headers={"If-Match": f'"{goal.version}"'},
    )
    assert answer.status_code in (403, 404)
    goal.refresh_from_db()
    assert goal.state == Goal.State.APPROVED


def test_what_is_not_missed_cannot_be_accepted_nor_called_met(measure: Measure, cast: Any) -> None:
    ahead = make_goal(measure.process, measure)
    assert cast.client("alva").post(f"/mal/{ahead.key}/gor/accept_missed/", {"reason": "Ja"}).status_code == 403
    assert cast.client("alva").post(f"/mal/{ahead.key}/gor/confirm_met/").status_code == 403
    ahead.refresh_from_db()
    assert ahead.state == Goal.State.APPROVED


def test_the_owner_says_that_a_goal_is_met_when_the_values_do(measure: Measure, cast: Any) -> None:
    goal = make_goal(measure.process, measure, target=10)
    cast.client("alva").post(f"/mal/{goal.key}/gor/confirm_met/")
    goal.refresh_from_db()
    assert goal.state == Goal.State.MET


def test_revising_it_closes_the_matter(measure: Measure, cast: Any) -> None:
    goal = late_goal(measure)
    cast.client("love").post(f"/mal/{goal.key}/gor/revise/")
    assert waits(cast) == []


@pytest.mark.parametrize(("days", "said"), [(29, False), (30, False), (31, True)])
def test_the_checks_say_so_after_thirty_days(cast: Any, days: int, said: bool) -> None:
    measure = make_measure(make_process(cast), cast, [8, 9, 8])
    Measure.objects.filter(pk=measure.pk).update(latest_period=today().replace(day=1))
    goal = make_goal(measure.process, measure)
    Goal.objects.filter(pk=goal.pk).update(due=ago(days))
    # Not settled anew from the values, which are older than the date.
    goal = Goal.objects.get(pk=goal.pk)
    assert ("V-27" in {one.id for one in checks.run(goal)}) is said


def test_the_finding_is_kept_and_goes_when_there_is_an_activity(cast: Any) -> None:
    measure = make_measure(make_process(cast), cast, [8] * 6)
    goal = make_goal(measure.process, measure, due=month(2, 6))
    kept = StoredFinding.objects.filter(check_id="V-27", object_id=goal.pk, field="")
    assert kept.count() == 1
    need = Need.objects.create(process=goal.process, title="Korta tiden", goal=goal)
    sent = {
        "process": f"{goal.process} ({goal.process.label})",
        "text": "Införa samlad granskning",
        "kind": "develop",
        "need": str(need.pk),
    }
    assert cast.client("love").post("/aktiviteter/nytt/", sent).status_code == 302
    assert not kept.exists()


def test_a_new_value_that_reaches_the_target_closes_it(measure: Measure, cast: Any) -> None:
    goal = late_goal(measure)
    cast.client("love").post(f"/matt/{measure.key}/varde/", {"period": f"{month(2, 3):%Y-%m}", "value": "6"})
    assert waits(cast) == []
    keeping.goal_changed(goal)
    assert not missed.is_missed(Goal.objects.get(pk=goal.pk))
