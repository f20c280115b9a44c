"""Simple needs go straight on; others wait for a decision before they enter the activity plan (S6-6)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.followup.tests.makers import make_process
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.processes.models import Process
from processlots.apps.processes.overview import todo
from processlots.kit import checks

ROUTED = ["decision", "lifted", "assignment", "project"]


@pytest.fixture
def process(cast: Any) -> Process:
    return make_process(cast)


def need_of(process: Process, **fields: Any) -> Need:
    return Need.objects.create(process=process, **{"title": "Korta tiden", **fields})


def page(cast: Any, need: Need, who: str = "love") -> str:
    return cast.client(who).get(need.get_absolute_url()).content.decode()


def assess(cast: Any, need: Need, route: str, who: str = "love") -> Need:
    assert cast.client(who).post(f"/behov/{need.key}/gor/assess/", {"route": route}).status_code == 302
    need.refresh_from_db()
    return need


def test_what_is_simple_goes_straight_on_to_an_activity(process: Process, cast: Any) -> None:
    need = assess(cast, need_of(process), "simple")
    assert (need.state, need.route) == ("assessed", "simple")
    said = page(cast, need)
    assert f"need={need.number}" in said
    assert "/gor/decide/" not in page(cast, need, "alva")


@pytest.mark.parametrize("route", ROUTED)
def test_what_needs_a_decision_waits_for_the_owner(process: Process, cast: Any, route: str) -> None:
    need = assess(cast, need_of(process), route)
    assert f"/aktiviteter/nytt/?process={process.key}&amp;need={need.number}" not in page(cast, need)
    assert "/gor/decide/" not in page(cast, need)
    assert f"/behov/{need.key}/gor/decide/" in page(cast, need, "alva")
    assert need.get_absolute_url() in {one.url for one in todo.waiting(cast.alva)}
    sent = {"text": "Tiden ska kortas", "capacity": "processägare"}
    assert cast.client("alva").post(f"/behov/{need.key}/gor/decide/", sent).status_code == 302
    need.refresh_from_db()
    assert need.state == Need.State.DECIDED
    assert need.decision is not None
    assert (need.decision.text, need.decision.by, need.decision.capacity) == (
        "Tiden ska kortas",
        cast.person("alva"),
        "processägare",
    )
    assert f"need={need.number}" in page(cast, need)


@pytest.mark.parametrize("who", ["love", "maj", "charlie", "hanna", "moa", "ali", "gro"])
def test_nobody_but_the_owner_decides(process: Process, cast: Any, who: str) -> None:
    need = need_of(process, route="decision", state="assessed")
    assert cast.client(who).post(f"/behov/{need.key}/gor/decide/", {"text": "Ja"}).status_code in (403, 404)
    answer = cast.client(who).post(
        f"/api/v1/needs/{need.uid}/decide",
        {"text": "Ja"},
        content_type="application/json",
        headers={"If-Match": f'"{need.version}"'},
    )
    assert answer.status_code in (403, 404)
    need.refresh_from_db()
    assert (need.state, need.decision) == ("assessed", None)


@pytest.mark.parametrize("route", ["", "owner", "simple\x00", "<b>"])
def test_a_route_that_is_none_is_refused(process: Process, cast: Any, route: str) -> None:
    need = need_of(process)
    assert cast.client("love").post(f"/behov/{need.key}/gor/assess/", {"route": route}).status_code == 422
    need.refresh_from_db()
    assert need.state == Need.State.REGISTERED


def test_an_activity_before_the_decision_is_saved_but_said(process: Process, cast: Any) -> None:
    need = need_of(process, route="decision", state="assessed")
    sent = {"process": f"{process} ({process.label})", "text": "Införa granskning", "kind": "develop", "need": str(need.pk)}
    assert cast.client("love").post("/aktiviteter/nytt/", sent).status_code == 302
    need.refresh_from_db()
    assert need.state == Need.State.ASSESSED
    assert "V-42" in {one.id for one in checks.run(need)}
    cast.client("alva").post(f"/behov/{need.key}/gor/decide/", {"text": "Ja"})
    need.refresh_from_db()
    # The decision lets it into the plan, where its activity is already.
    assert need.state == Need.State.PLANNED
    assert "V-42" not in {one.id for one in checks.run(need)}


def test_dismissing_asks_why_and_it_may_be_taken_up_again(process: Process, cast: Any) -> None:
    need = need_of(process)
    assert cast.client("love").post(f"/behov/{need.key}/gor/dismiss/", {"reason": ""}).status_code == 422
    cast.client("love").post(f"/behov/{need.key}/gor/dismiss/", {"reason": "Redan löst"})
    need.refresh_from_db()
    assert (need.state, need.reason) == ("dismissed", "Redan löst")
    assert "Redan löst" in page(cast, need, "maj")
    cast.client("love").post(f"/behov/{need.key}/gor/reopen/")
    need.refresh_from_db()
    assert (need.state, need.reason) == ("registered", "")


def test_an_employee_writes_a_need_and_mends_it_until_it_is_assessed(process: Process, cast: Any) -> None:
    sent = {"process": f"{process} ({process.label})", "title": "Brevet är svårt", "origin": "suggestion"}
    cast.client("maj").post("/behov/nytt/", sent)
    need = Need.objects.get()
    assert cast.client("maj").get(f"/behov/{need.key}/andra/").status_code == 200
    assess(cast, need, "simple")
    assert cast.client("maj").get(f"/behov/{need.key}/andra/").status_code == 403


def test_the_responsible_walks_the_own_activity_and_no_other(process: Process, cast: Any) -> None:
    own = PlanAction.objects.create(process=process, text="Skriva om brevet", responsible=cast.person("maj"))
    other = PlanAction.objects.create(process=process, text="Införa granskning", responsible=cast.person("love"))
    assert cast.client("maj").post(f"/aktiviteter/{own.key}/gor/begin/").status_code == 302
    assert cast.client("maj").post(f"/aktiviteter/{other.key}/gor/begin/").status_code == 403
    assert cast.client("maj").post(f"/aktiviteter/{own.key}/gor/cancel/", {"reason": "Nej"}).status_code == 403
    assert (PlanAction.objects.get(pk=own.pk).state, PlanAction.objects.get(pk=other.pk).state) == ("ongoing", "planned")


def test_following_up_an_effect_needs_words(process: Process, cast: Any) -> None:
    action = PlanAction.objects.create(process=process, text="Skriva om brevet", state="done")
    address = f"/aktiviteter/{action.key}/gor/follow_up/"
    for sent in ({}, {"actual_effect": " "}, {"actual_effect": "Ja", "stick": "magic"}, {"actual_effect": "x" * 2001}):
        assert cast.client("love").post(address, sent).status_code == 422
    action.refresh_from_db()
    assert action.state == PlanAction.State.DONE
