"""A need's state follows from its decision and its activities, by one function, and is stored with the change (S6-6, S6-7)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.followup.tests.makers import make_process
from processlots.apps.improvement import keeping
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.organisation.models import Decision
from processlots.apps.processes.models import Process


@pytest.fixture
def process(cast: Any) -> Process:
    return make_process(cast)


@pytest.mark.parametrize(
    ("before", "route", "decided", "activities", "after"),
    [
        ("registered", "", False, [], "registered"),
        ("assessed", "simple", False, [], "assessed"),
        ("assessed", "simple", False, ["planned"], "planned"),
        ("registered", "", False, ["planned"], "planned"),
        ("assessed", "decision", False, ["planned"], "assessed"),
        ("assessed", "lifted", False, ["done"], "assessed"),
        ("decided", "decision", True, ["planned"], "planned"),
        ("planned", "simple", False, ["done", "ongoing"], "planned"),
        ("planned", "simple", False, ["done", "cancelled"], "done"),
        ("planned", "simple", False, ["done", "followed_up"], "done"),
        ("done", "simple", False, ["followed_up"], "followed_up"),
        ("followed_up", "simple", False, ["followed_up", "planned"], "planned"),
        ("planned", "simple", False, ["cancelled"], "assessed"),
        ("planned", "", False, ["cancelled"], "registered"),
        ("planned", "decision", True, ["cancelled"], "decided"),
        ("dismissed", "simple", False, ["planned"], "dismissed"),
    ],
)
def test_what_state_follows(
    process: Process, cast: Any, before: str, route: str, decided: bool, activities: list[str], after: str
) -> None:
    need = Need.objects.create(process=process, title="Korta tiden", route=route, state=before)
    if decided:
        Need.objects.filter(pk=need.pk).update(decision=Decision.take(need, text="Ja", by=cast.person("alva")))
        need.refresh_from_db()
    for state in activities:
        PlanAction.objects.create(process=process, text="Införa granskning", need=need, state=state)
    assert keeping.state_of(need) == after


def walk(cast: Any, action: PlanAction, verb: str, who: str = "love", **data: str) -> None:
    assert cast.client(who).post(f"/aktiviteter/{action.key}/gor/{verb}/", data).status_code == 302


def test_the_stored_state_is_the_computed_one_after_every_step(process: Process, cast: Any) -> None:
    need = Need.objects.create(process=process, title="Korta tiden", route="simple", state="assessed")
    action = PlanAction.objects.create(process=process, text="Införa granskning", need=need)
    steps: list[tuple[str, dict[str, str], str]] = [
        ("begin", {}, "planned"), ("pause", {}, "planned"), ("begin", {}, "planned"), ("finish", {}, "done"),
        ("follow_up", {"actual_effect": "Två veckor kortare", "stick": "measure"}, "followed_up"),
    ]  # fmt: skip
    for verb, data, expected in steps:
        walk(cast, action, verb, **data)
        need.refresh_from_db()
        assert need.state == expected == keeping.state_of(need)
    action.refresh_from_db()
    assert (action.actual_effect, action.stick) == ("Två veckor kortare", "measure")


def test_cancelling_the_only_activity_takes_the_need_out_of_the_plan(process: Process, cast: Any) -> None:
    need = Need.objects.create(process=process, title="Korta tiden", route="simple", state="planned")
    action = PlanAction.objects.create(process=process, text="Införa granskning", need=need)
    walk(cast, action, "cancel", reason="Behövs inte")
    need.refresh_from_db()
    assert need.state == Need.State.ASSESSED


def test_moving_an_activity_to_another_need_moves_both(process: Process, cast: Any) -> None:
    one, other = (Need.objects.create(process=process, title=title, route="simple", state="assessed") for title in ("Ett", "Två"))
    action = PlanAction.objects.create(process=process, text="Införa granskning", need=one)
    keeping.action_changed(action)
    page = cast.client("love").get(f"/aktiviteter/{action.key}/andra/")
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {
        "need": str(other.pk),
        "version": str(page.context["version"]),
    }
    sent["process"] = f"{process} ({process.label})"
    assert cast.client("love").post(f"/aktiviteter/{action.key}/andra/", sent).status_code == 302
    assert [Need.objects.get(pk=need.pk).state for need in (one, other)] == ["assessed", "planned"]


def test_the_api_stores_what_follows_too(process: Process, cast: Any) -> None:
    need = Need.objects.create(process=process, title="Korta tiden", route="simple", state="assessed")
    sent = {"process": str(process.uid), "text": "Införa granskning", "kind": "develop", "need": str(need.uid)}
    answer = cast.client("love").post("/api/v1/plan-actions", sent, content_type="application/json")
    assert answer.status_code == 201, answer.content
    need.refresh_from_db()
    assert need.state == Need.State.PLANNED
    action = PlanAction.objects.get()
    answer = cast.client("love").post(
        f"/api/v1/plan-actions/{action.uid}/finish",
        {},
        content_type="application/json",
        headers={"If-Match": f'"{action.version}"'},
    )
    assert answer.status_code == 200, answer.content
    need.refresh_from_db()
    assert need.state == Need.State.DONE
