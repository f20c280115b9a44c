"""V-15 to V-18: what stops an approval, and what is only listed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.followup.models import Goal, Measure
from processlots.apps.organisation.models import Appointment
from processlots.apps.processes.models import Process
from processlots.kit import checks

WHOLE = {
    "statement": "Andelen nöjda ska vara minst 80 % senast 31 december 2027", "direction": "at_least", "target": 80,
    "unit_text": "procent", "due": datetime.date(2027, 12, 31), "recipient_experience": True,
}  # fmt: skip


@pytest.fixture
def process(cast: Any) -> Process:
    made = Process.objects.create(name="Pröva ansökan om bygglov", type="main", unit=cast.unit, status="inventoried")
    for role, name in (("owner", "alva"), ("leader", "love")):
        Appointment.objects.create(role=role, person=cast.person(name), scope=made, state="decided")
    Process.objects.filter(pk=made.pk).update(owner=cast.person("alva"), leader=cast.person("love"))
    made.refresh_from_db()
    return made


def goal(process: Process, measured: bool = True, **fields: Any) -> Goal:
    made = Goal.objects.create(process=process, **{**WHOLE, **fields})
    if measured:
        made.measures.add(Measure.objects.create(process=process, name=f"Nöjda {made.pk}", unit_text="procent"))
    return made


def found(row: Goal) -> set[str]:
    return {one.id for one in checks.run(row)}


def test_a_whole_goal_has_nothing_to_say(process: Process) -> None:
    assert found(goal(process)) == set()


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("V-15", {"target": None}),
        ("V-15", {"unit_text": ""}),
        ("V-15", {"measured": False}),
        ("V-16", {"statement": "Öka nöjdheten"}),
        ("V-16", {"statement": "Bättre bemötande"}),
        ("V-17", {"statement": "X procent av fakturorna betalas i tid"}),
        ("V-17", {"due": None}),
        ("V-17", {"direction": ""}),
        ("V-18", {"recipient_experience": False}),
        ("V-18", {"kind": "development", "baseline": None}),
    ],
)
def test_each_rule_sees_its_bad_example(process: Process, rule: str, fields: dict[str, Any]) -> None:
    assert rule in found(goal(process, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"target": None},
        {"unit_text": ""},
        {"measured": False},
        {"due": None},
        {"direction": ""},
        {"statement": "N av 10 är nöjda"},
    ],
)
def test_what_cannot_be_followed_is_not_approved_and_says_why(process: Process, cast: Any, fields: dict[str, Any]) -> None:
    row = goal(process, **fields)
    answer = cast.client("alva").post(f"/mal/{row.key}/gor/approve/", follow=True)
    row.refresh_from_db()
    assert row.state == Goal.State.DRAFT
    assert "(V-15)" in answer.content.decode() or "(V-17)" in answer.content.decode()
    assert not row.decision_id


def test_the_owner_approves_and_the_decision_and_target_are_kept(process: Process, cast: Any) -> None:
    row = goal(process)
    cast.client("alva").post(f"/mal/{row.key}/gor/approve/")
    row.refresh_from_db()
    assert row.state == Goal.State.APPROVED
    assert row.decision is not None
    assert row.decision.by == cast.person("alva")
    assert row.targets.get().target == 80


@pytest.mark.parametrize("who", ["love", "maj", "hanna", "charlie", "moa", "ali"])
def test_nobody_but_the_owner_approves(process: Process, cast: Any, who: str) -> None:
    row = goal(process)
    assert cast.client(who).post(f"/mal/{row.key}/gor/approve/").status_code == 403
    answer = cast.client(who).post(
        f"/api/v1/goals/{row.uid}/approve", {}, content_type="application/json", headers={"If-Match": f'"{row.version}"'}
    )
    assert answer.status_code == 403
    row.refresh_from_db()
    assert row.state == Goal.State.DRAFT


def test_what_is_approved_is_revised_before_it_is_changed(process: Process, cast: Any) -> None:
    row = goal(process)
    cast.client("alva").post(f"/mal/{row.key}/gor/approve/")
    assert cast.client("love").get(f"/mal/{row.key}/andra/").status_code == 403
    cast.client("love").post(f"/mal/{row.key}/gor/revise/")
    assert cast.client("love").get(f"/mal/{row.key}/andra/").status_code == 200


def test_a_saved_draft_is_never_stopped_by_findings(process: Process, cast: Any) -> None:
    sent = {"process": f"{process.name} (P-{process.number})", "statement": "Öka nöjdheten", "kind": "result"}
    assert cast.client("love").post("/mal/nytt/", sent).status_code == 302
    assert Goal.objects.get().statement == "Öka nöjdheten"
