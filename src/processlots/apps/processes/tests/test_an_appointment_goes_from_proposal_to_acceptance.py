"""The long way (R-20, S2-7, S3-1, 20.1): proposed, the resource owner agrees, anchored, decided, accepted; or stopped by a no."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from processlots.apps.organisation.models import Appointment, Consent, Decision, Forum, Task, Unit
from processlots.apps.processes import actions
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import give_role, make_decided_here
from processlots.kit import access, search, states
from processlots.kit.forms import choice_text
from processlots.kit.periods import today

State = Appointment.State


@pytest.fixture
def process(cast: Any) -> Process:
    return make_decided_here(cast)


@pytest.fixture
def group(cast: Any) -> Forum:
    return Forum.objects.create(name="Förvaltningens ledningsgrupp", unit=cast.administration)


@pytest.fixture
def proposed(cast: Any, process: Process, group: Forum) -> Appointment:
    """Maj, whose time Love lends; proposed by the manager."""
    return actions.propose(
        process, "owner", cast.person("maj"), cast.charlie, resource_owner=cast.person("love"), forum=group, why="Kan området"
    )


def press(cast: Any, who: str, row: Appointment, verb: str, **data: Any) -> int:
    row.refresh_from_db()
    answer = cast.client(who).post(f"/uppdrag/{row.pk}/gor/{verb}/", {"version": row.version, **data})
    row.refresh_from_db()
    return answer.status_code


def waits_for(row: Appointment) -> list[str]:
    rows = Task.objects.open().filter(object_id=row.pk, key="appointment-word")
    return [str(one.person) for one in rows.select_related("person")]


def test_each_finds_what_waits_and_answers_with_one_press(cast: Any, process: Process, proposed: Appointment) -> None:
    assert (proposed.state, waits_for(proposed)) == (State.PROPOSED, ["Ledar-Love"])
    assert press(cast, "love", proposed, "agree") == 302
    assert (proposed.state, waits_for(proposed)) == (State.CONSULTED, ["Chef-Charlie"])
    assert press(cast, "charlie", proposed, "anchor") == 302
    assert (proposed.state, waits_for(proposed)) == (State.ANCHORED, ["Chef-Charlie"])
    assert press(cast, "charlie", proposed, "decide", diary_number="BN 2026/12") == 302
    assert (proposed.state, waits_for(proposed)) == (State.DECIDED, ["Medarbetar-Maj"])
    assert press(cast, "maj", proposed, "accept") == 302
    assert (proposed.state, waits_for(proposed)) == (State.ACCEPTED, [])
    process.refresh_from_db()
    assert (process.owner, process.step) == (cast.person("maj"), 3)
    assert proposed.decision is not None
    assert (proposed.decision.diary_number, str(proposed.decision.forum)) == ("BN 2026/12", "Förvaltningens ledningsgrupp")
    said = {one.kind: (str(one.person), one.manner, one.agrees) for one in proposed.consents.all()}
    assert said == {
        "resource_owner": ("Ledar-Love", "own", True),
        "anchored": ("Chef-Charlie", "own", True),
        "accepted": ("Medarbetar-Maj", "own", True),
    }


def test_nobody_has_the_role_until_it_is_decided(cast: Any, process: Process, proposed: Appointment) -> None:
    press(cast, "love", proposed, "agree")
    press(cast, "charlie", proposed, "anchor")
    process.refresh_from_db()
    assert process.owner is None
    assert not access.may(cast.maj, "change", process)


def test_consents_are_written_down_for_others_and_marked_so(cast: Any, proposed: Appointment, group: Forum) -> None:
    day = today() - datetime.timedelta(days=4)
    given = {"person": "Ledar-Love", "manner": "oral", "date": day.isoformat()}
    assert press(cast, "charlie", proposed, "agree_noted", **given) == 302
    where = {"forum": choice_text(group), "manner": "minuted", "date": day.isoformat(), "paragraph": "14"}
    assert press(cast, "charlie", proposed, "anchor_noted", **where) == 302
    consents = {one.kind: one for one in proposed.consents.all()}
    agreed, anchored = consents["resource_owner"], consents["anchored"]
    assert (str(agreed.person), agreed.manner, str(agreed.registered_by), agreed.date) == (
        "Ledar-Love", "oral", "Chef-Charlie", day,
    )  # fmt: skip
    assert (anchored.forum, anchored.paragraph, anchored.manner) == (group, "14", "minuted")
    page = cast.client("charlie").get(f"/uppdrag/{proposed.pk}/").content.decode()
    assert "muntligt" in page
    assert "§ 14" in page


def test_a_word_of_tomorrow_is_refused(cast: Any, proposed: Appointment) -> None:
    later = (today() + datetime.timedelta(days=1)).isoformat()
    assert press(cast, "charlie", proposed, "agree_noted", person="Ledar-Love", manner="oral", date=later) == 422
    assert proposed.state == State.PROPOSED


@pytest.mark.parametrize(
    ("before", "who", "kind"),
    [([], "love", "resource_owner"), ([("love", "agree")], "charlie", "anchored"), ([("love", "agree")], "maj", "accepted")],
)
def test_a_no_stops_it_with_words(cast: Any, process: Process, proposed: Appointment, before: Any, who: str, kind: str) -> None:
    for name, verb in before:
        press(cast, name, proposed, verb)
    assert press(cast, who, proposed, "decline", reason="Har för mycket redan") == 302
    assert (proposed.state, proposed.ended_reason) == (State.DECLINED, "Har för mycket redan")
    consent = proposed.consents.get(kind=kind)
    assert (consent.agrees, consent.reason) == (False, "Har för mycket redan")
    assert waits_for(proposed) == []
    assert "Har för mycket redan" in cast.client("charlie").get(f"/uppdrag/{proposed.pk}/").content.decode()
    with pytest.raises(states.Refused):
        states.go(proposed, "decide", cast.charlie)


def test_a_consent_is_taken_back_before_the_decision(cast: Any, proposed: Appointment) -> None:
    press(cast, "love", proposed, "agree")
    press(cast, "charlie", proposed, "anchor")
    assert press(cast, "love", proposed, "decline", reason="Behövs i vintervägen") == 302
    consent = proposed.consents.get(kind="resource_owner")
    assert (proposed.state, consent.agrees) == (State.DECLINED, False)


def test_the_person_declines_what_was_decided_and_nobody_owns(cast: Any, process: Process) -> None:
    made = actions.appoint(process, "owner", cast.person("maj"), cast.charlie)
    assert press(cast, "maj", made, "decline", reason="Slutar i juni") == 302
    process.refresh_from_db()
    assert (made.state, process.owner) == (State.DECLINED, None)


def test_who_proposes_withdraws(cast: Any, proposed: Appointment) -> None:
    assert press(cast, "maj", proposed, "withdraw", reason="x") == 403
    assert press(cast, "charlie", proposed, "withdraw", reason="En annan passar bättre") == 302
    assert (proposed.state, proposed.consents.count()) == (State.WITHDRAWN, 0)


def test_an_owner_is_anchored_before_the_decision_and_a_leader_is_not(cast: Any, process: Process, proposed: Appointment) -> None:
    press(cast, "love", proposed, "agree")
    assert press(cast, "charlie", proposed, "decide") == 403
    assert proposed.state == State.CONSULTED
    give_role(process, cast.person("alva"))
    leader = actions.propose(process, "leader", cast.person("maj"), cast.alva, resource_owner=cast.person("love"))
    assert press(cast, "love", leader, "agree") == 302
    assert waits_for(leader) == ["Ägar-Alva"]
    assert press(cast, "charlie", leader, "decide") == 403
    assert press(cast, "alva", leader, "decide") == 302
    process.refresh_from_db()
    assert process.leader == cast.person("maj")


def test_the_nearest_manager_is_asked_where_nobody_is_named(cast: Any, process: Process) -> None:
    made = actions.propose(process, "owner", cast.person("maj"), cast.charlie)
    assert made.resource_owner == cast.person("charlie")
    assert made.state == State.CONSULTED  # who lends the time and proposes has agreed


def test_a_decision_does_not_make_two_owners(cast: Any, process: Process, proposed: Appointment) -> None:
    """V-11: the one who came in between is told of; ending that one makes room."""
    press(cast, "love", proposed, "agree")
    press(cast, "charlie", proposed, "anchor")
    actions.appoint(process, "owner", cast.person("alva"), cast.charlie)
    decisions = Decision.objects.count()
    press(cast, "charlie", proposed, "decide")
    assert (proposed.state, Decision.objects.count()) == (State.ANCHORED, decisions)
    assert press(cast, "charlie", proposed, "decide", ends_present="on") == 302
    process.refresh_from_db()
    assert process.owner == cast.person("maj")


def test_without_a_purpose_nobody_is_proposed(cast: Any, process: Process) -> None:
    """S2-2, V-9."""
    process.purpose = ""
    process.save()
    with pytest.raises(states.Refused) as refused:
        actions.propose(process, "owner", cast.person("maj"), cast.charlie)
    assert [one.id for one in refused.value.findings] == ["V-9"]
    assert not Appointment.objects.filter(role="owner").exists()


def test_the_same_person_is_proposed_once(cast: Any, process: Process, proposed: Appointment) -> None:
    with pytest.raises(states.Refused, match="Medarbetar-Maj"):
        actions.propose(process, "owner", cast.person("maj"), cast.charlie)


def test_the_form_proposes_and_leads_to_the_proposal(cast: Any, process: Process, group: Forum) -> None:
    browser, page = cast.client("charlie"), f"/processer/{process.key}/agare/foresla/"
    form = browser.get(page).content.decode()
    assert "Förvaltningens ledningsgrupp" in form  # the group on the level is there already
    sent: dict[str, Any] = {"person": "Medarbetar-Maj", "kind": "temporary", "valid_from": "2026-12-01", "valid_to": "2026-11-01"}
    process.refresh_from_db()
    sent["version"] = process.version
    assert browser.post(page, sent).status_code == 422
    assert browser.post(page, {**sent, "valid_to": "", "version": "0"}).status_code == 409
    answer = browser.post(page, {**sent, "valid_to": "2027-05-31", "forum": choice_text(group)})
    made = Appointment.objects.get(role="owner")
    assert answer.headers["Location"] == f"/uppdrag/{made.pk}/"
    assert (made.kind, made.valid_to, made.forum) == ("temporary", datetime.date(2027, 5, 31), group)


# ---- 4.4 --------------------------------------------------------------------------------------------------------------


def test_a_proposal_is_seen_by_those_whose_word_is_asked(cast: Any, proposed: Appointment) -> None:
    """4.4: page, list, API and history alike; a decided one is open to everyone who works here (S2-1)."""
    seers = {"love", "charlie", "maj", "moa"}
    for name in ("alva", "love", "hanna", "charlie", "moa", "maj", "ali", "gro"):
        browser = cast.client(name)
        status = browser.get(f"/uppdrag/{proposed.pk}/").status_code
        assert (status == 200) == (name in seers), name
        listed = browser.get("/uppdrag/?visa=pa-gang").content.decode()
        assert (f"/uppdrag/{proposed.pk}/" in listed) == (name in seers), name
        found = browser.get(f"/api/v1/appointments/{proposed.uid}").status_code
        assert (found == 200) == (name in seers), name
        exported = browser.get("/uppdrag/?format=csv&visa=pa-gang").content.decode()
        assert ("Medarbetar-Maj" in exported) == (name in seers), name
    assert search.find(cast.alva, "Medarbetar-Maj tillfällig ägare") == []


def test_each_step_is_for_those_whose_word_it_is(cast: Any, process: Process, proposed: Appointment) -> None:
    everyone = ("alva", "love", "hanna", "charlie", "moa", "maj", "ali", "gro")

    def who(verb: str) -> set[str]:
        row = Appointment.objects.get(pk=proposed.pk)
        return {name for name in everyone if access.may(cast.users[name], verb, row)}

    assert who("agree") == {"love"}
    assert who("agree_noted") == {"charlie"}
    assert who("decline") == {"love", "maj", "charlie"}
    assert who("accept") == {"maj"}
    assert who("withdraw") == {"charlie"}
    assert who("change") == who("end") == set()
    owners = {name for name in everyone if access.may(cast.users[name], "propose_owner", process)}
    assert owners == {"charlie"}  # a manager, who lends people; an owner of the process would be another


def test_a_manager_elsewhere_may_propose_and_not_decide(cast: Any, process: Process) -> None:
    other = Unit.objects.create(name="Miljöenheten", kind=Unit.Kind.UNIT, parent=cast.board)
    Appointment.objects.create(role="manager", person=cast.person("love"), scope=other, state="decided")
    made = actions.propose(process, "owner", cast.person("maj"), cast.love, resource_owner=cast.person("charlie"))
    assert press(cast, "love", made, "agree_noted") == 403
    assert press(cast, "charlie", made, "agree") == 302
    with pytest.raises(PermissionDenied):
        actions.appoint(process, "owner", cast.person("maj"), cast.love)


def test_an_appointment_in_a_hidden_process_is_hidden(cast: Any) -> None:
    hidden = Process.objects.create(name="Pröva det hemliga", unit=cast.unit, found_by=cast.person("moa"))
    row = Appointment.objects.create(role="leader", person=cast.person("love"), scope=hidden, state="decided")
    assert cast.client("alva").get(f"/uppdrag/{row.pk}/").status_code == 404
    assert "Pröva det hemliga" not in cast.client("alva").get("/uppdrag/").content.decode()
    assert "Pröva det hemliga" in cast.client("moa").get("/uppdrag/").content.decode()


def test_consents_stand_in_the_history_of_the_process(cast: Any, process: Process, proposed: Appointment) -> None:
    press(cast, "love", proposed, "agree")
    said = cast.client("maj").get(f"/processer/{process.key}/historik/").content.decode()
    assert "resursägaren" in said
    assert Consent.objects.get().trail() == (process.pk, None)
