"""Owner and leader are appointed with consents and a decision; two at a time are refused (R-2, R-4, R-20, V-9, V-11)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from processlots.apps.organisation.models import Appointment, Consent, Decision
from processlots.apps.processes import actions
from processlots.apps.processes.actions import AlreadyOne, Given
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import give_role, make_decided_here
from processlots.kit import locking, states
from processlots.kit.forms import choice_text
from processlots.kit.periods import today


@pytest.fixture
def process(cast: Any) -> Process:
    return make_decided_here(cast)


def in_force(process: Process, role: str = "owner") -> list[str]:
    return [str(one.person) for one in actions.held(process, role)]


def test_the_manager_appoints_with_consents_and_the_process_moves_on(cast: Any, process: Process) -> None:
    charlie = cast.person("charlie")
    made = actions.appoint(
        process,
        "owner",
        cast.person("alva"),
        cast.charlie,
        resource_owner=Given(charlie),
        anchored=Given(charlie, "minuted"),
        diary_number="BN 2026/7",
    )
    process.refresh_from_db()
    assert (process.owner, process.leader, process.effective_leader) == (cast.person("alva"), None, cast.person("alva"))
    assert (process.step, process.status) == (3, Process.Status.OWNER)
    assert made.decision.diary_number == "BN 2026/7"
    consents = {one.kind: one for one in made.consents.all()}
    assert consents[Consent.Kind.RESOURCE_OWNER].manner == Consent.Manner.OWN  # said by the one who writes it
    assert set(consents) == {Consent.Kind.RESOURCE_OWNER, Consent.Kind.ANCHORED}


def test_a_second_owner_is_refused_and_nothing_changes(cast: Any, process: Process) -> None:
    actions.appoint(process, "owner", cast.person("alva"), cast.charlie)
    decisions = Decision.objects.count()
    with pytest.raises(AlreadyOne, match="Ägar-Alva"):
        actions.appoint(process, "owner", cast.person("love"), cast.charlie)
    assert in_force(process) == ["Ägar-Alva"]
    assert Decision.objects.count() == decisions


def test_the_database_refuses_two_owners_too(cast: Any, process: Process) -> None:
    give_role(process, cast.person("alva"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(role="owner", person=cast.person("love"), scope=process, state="decided")


def test_the_present_owner_ends_when_the_new_one_begins(cast: Any, process: Process) -> None:
    give_role(process, cast.person("alva"), valid_from=today() - datetime.timedelta(days=30))
    actions.appoint(process, "owner", cast.person("love"), cast.charlie, ends_present=True)
    process.refresh_from_db()
    assert process.owner == cast.person("love")
    assert Appointment.objects.get(person=cast.person("alva")).valid_to == today() - datetime.timedelta(days=1)


def test_an_owner_of_today_may_be_replaced_today(cast: Any, process: Process) -> None:
    give_role(process, cast.person("alva"))
    actions.appoint(process, "owner", cast.person("love"), cast.charlie, ends_present=True)
    assert in_force(process) == ["Ledar-Love"]


def test_somebody_who_begins_later_does_not_own_today(cast: Any, process: Process) -> None:
    give_role(process, cast.person("alva"))
    later = today() + datetime.timedelta(days=10)
    actions.appoint(process, "owner", cast.person("love"), cast.charlie, valid_from=later, ends_present=True)
    process.refresh_from_db()
    assert process.owner == cast.person("alva")


@pytest.mark.parametrize("purpose", ["", "   ", "Pröva ansökan om bygglov."])
def test_a_purpose_comes_first(cast: Any, process: Process, purpose: str) -> None:
    process.purpose = purpose
    process.save()
    with pytest.raises(states.Refused) as refused:
        actions.appoint(process, "owner", cast.person("alva"), cast.charlie)
    assert [one.id for one in refused.value.findings] == ["V-9"]
    assert in_force(process) == []


def test_a_short_purpose_is_only_told_of(cast: Any, process: Process) -> None:
    process.purpose = "Få bygga"
    process.save()
    actions.appoint(process, "owner", cast.person("alva"), cast.charlie)
    assert in_force(process) == ["Ägar-Alva"]


def test_only_the_owner_names_the_leader(cast: Any, process: Process) -> None:
    give_role(process, cast.person("alva"))
    for name in ("charlie", "love", "hanna", "maj", "ali", "moa"):
        with pytest.raises(PermissionDenied):
            actions.appoint(process, "leader", cast.person("love"), cast.users[name])
    actions.appoint(process, "leader", cast.person("love"), cast.alva)
    process.refresh_from_db()
    assert process.effective_leader == cast.person("love")


def test_without_a_leader_the_owner_leads_again(cast: Any, process: Process) -> None:
    give_role(process, cast.person("alva"))
    give_role(process, cast.person("love"), "leader")
    actions.end_appointment(process, "leader", cast.alva, reason="Byter arbete")
    process.refresh_from_db()
    assert (process.leader, process.effective_leader) == (None, cast.person("alva"))


def test_the_owner_accepts(cast: Any, process: Process) -> None:
    made = actions.appoint(process, "owner", cast.person("alva"), cast.charlie)
    with pytest.raises(PermissionDenied):
        actions.accept(process, cast.maj)
    actions.accept(process, cast.alva)
    made.refresh_from_db()
    assert made.state == Appointment.State.ACCEPTED
    assert made.consents.get(kind="accepted").manner == Consent.Manner.OWN


def test_a_stale_appointment_changes_nothing(cast: Any, process: Process) -> None:
    with pytest.raises(locking.Stale):
        actions.appoint(process, "owner", cast.person("alva"), cast.charlie, expected=process.version - 1)
    assert in_force(process) == []


# ---- The pages -------------------------------------------------------------------------------------------------------


def answers(cast: Any, process: Process, **more: Any) -> dict[str, Any]:
    return {
        "person": choice_text(cast.person("alva")),
        "kind": "regular",
        "valid_from": today().isoformat(),
        "version": process.version,
        "resource_owner": choice_text(cast.person("charlie")),
        "anchored_by": "Chef-Charlie",
        "anchored_manner": "minuted",
    } | more


def test_the_page_appoints_and_says_so(cast: Any, process: Process) -> None:
    process.refresh_from_db()
    browser = cast.client("charlie")
    assert browser.get(f"/processer/{process.key}/agare/").status_code == 200
    answer = browser.post(f"/processer/{process.key}/agare/", answers(cast, process), follow=True)
    assert "Ägar-Alva" in answer.content.decode()
    process.refresh_from_db()
    assert (process.owner, process.step) == (cast.person("alva"), 3)


def test_the_page_refuses_two_owners_with_the_way_out_and_keeps_what_was_written(cast: Any, process: Process) -> None:
    give_role(process, cast.person("love"))
    answer = cast.client("charlie").post(f"/processer/{process.key}/agare/", answers(cast, process, diary_number="BN 2026/9"))
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "V-11" in said
    assert "Ledar-Love" in said
    assert "ends_present" in said
    assert "BN 2026/9" in said
    assert in_force(process) == ["Ledar-Love"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"person": "Ingen Alls"},
        {"person": ""},
        {"valid_from": "igår"},
        {"kind": "evig"},
        {"resource_owner": "Nobody (99999)"},
        {"text": "x" * 2000},
        {"diary_number": "\x00"},
    ],
)
def test_what_cannot_be_understood_is_told_and_nothing_changes(cast: Any, process: Process, wrong: dict[str, str]) -> None:
    answer = cast.client("charlie").post(f"/processer/{process.key}/agare/", answers(cast, process, **wrong))
    assert answer.status_code == 422
    assert in_force(process) == []


def test_a_stale_page_changes_nothing(cast: Any, process: Process) -> None:
    answer = cast.client("charlie").post(f"/processer/{process.key}/agare/", answers(cast, process, version="0"))
    assert answer.status_code == 409
    assert in_force(process) == []


@pytest.mark.parametrize("name", ["alva", "love", "hanna", "moa", "maj", "ali", "gro"])
def test_others_are_refused(cast: Any, process: Process, name: str) -> None:
    browser = cast.client(name)
    assert browser.get(f"/processer/{process.key}/agare/").status_code in {403, 404}
    assert browser.post(f"/processer/{process.key}/agare/", answers(cast, process)).status_code in {403, 404}
    assert in_force(process) == []


def test_consents_may_be_written_afterwards(cast: Any, process: Process) -> None:
    actions.appoint(process, "owner", cast.person("alva"), cast.charlie)
    process.refresh_from_db()
    assert process.step == 2
    browser = cast.client("charlie")
    page = f"/processer/{process.key}/agare/samtycke/"
    assert browser.get(page).status_code == 200
    assert browser.post(page, {}).status_code == 422
    given = {"resource_owner": "Chef-Charlie", "anchored_by": "Chef-Charlie", "version": process.version}
    assert browser.post(page, {**given, "version": "0"}).status_code == 409
    assert browser.post(page, given).status_code == 302
    process.refresh_from_db()
    assert process.step == 3


def test_an_appointment_ends_by_the_page(cast: Any, process: Process) -> None:
    give_role(process, cast.person("alva"))
    browser = cast.client("charlie")
    page = f"/processer/{process.key}/agare/avsluta-uppdrag/"
    assert browser.get(page).status_code == 200
    assert browser.post(page, {}).status_code == 422
    assert browser.post(page, {"reason": "Slutar", "version": "0"}).status_code == 409
    process.refresh_from_db()
    assert process.owner is not None
    assert browser.post(page, {"reason": "Slutar", "version": process.version}).status_code == 302
    process.refresh_from_db()
    assert process.owner is None
    assert browser.post(page, {"reason": "Slutar", "version": process.version}).status_code == 409
    assert browser.get(f"/processer/{process.key}/trollkarl/avsluta-uppdrag/").status_code == 404
