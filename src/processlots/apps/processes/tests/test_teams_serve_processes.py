"""Teams (R-5, R-9, S3-4): for one process, several or a part; members with competence and period; wound up with a reason."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from processlots.apps.organisation.models import Appointment
from processlots.apps.organisation.standing import forget, standing
from processlots.apps.processes.actions import Given, teams
from processlots.apps.processes.models import Process, Team
from processlots.apps.processes.tests.makers import give_role, make_decided, make_led, whole_page
from processlots.kit import access, states
from processlots.kit.periods import today

DAY = datetime.timedelta(days=1)


@pytest.fixture
def process(cast: Any) -> Process:
    return make_led(cast)


@pytest.fixture
def other(cast: Any) -> Process:
    return make_decided("Granska ritningar", cast.unit, by=cast.person("charlie"))


@pytest.fixture
def team(cast: Any, process: Process) -> Team:
    made = Team.objects.create(name="Bygglovsteamet", process=process)
    teams.formed(made)
    return made


def roles(cast: Any, name: str, process: Process) -> set[str]:
    user = cast.users[name]
    forget(user)
    return standing(user).roles_in(process.pk)


def test_the_leader_makes_a_team_and_the_decision_is_yes(cast: Any, process: Process) -> None:
    answer = cast.client("love").post("/team/nytt/", {"name": "Bygglovsteamet", "process": str(process)})
    team = Team.objects.get()
    assert answer.status_code == 302
    process.refresh_from_db()
    assert process.team_decision == "yes"
    assert team.leader == cast.person("love")  # the team's leader is the process's
    assert cast.client("maj").post("/team/nytt/", {"name": "Annat", "process": str(process)}).status_code == 403


def test_a_member_works_in_every_process_that_the_team_serves(cast: Any, process: Process, other: Process, team: Team) -> None:
    give_role(other, cast.person("alva"))
    teams.add_member(team, cast.person("maj"), cast.love, competence="Byggteknik", resource_owner=Given(cast.person("charlie")))
    assert roles(cast, "maj", process) == {"team"}
    assert roles(cast, "maj", other) == set()
    teams.serve(team, other, cast.alva)
    assert roles(cast, "maj", other) == {"team"}
    assert access.may(cast.maj, "comment", other)
    other.refresh_from_db()
    assert other.team_decision == "yes"
    teams.stop_serving(team, other, cast.alva)
    assert roles(cast, "maj", other) == set()


def test_rights_follow_the_period(cast: Any, process: Process, team: Team) -> None:
    teams.add_member(team, cast.person("maj"), cast.love, valid_from=today() + DAY)
    assert roles(cast, "maj", process) == set()
    teams.add_member(team, cast.person("hanna"), cast.love)
    row = Appointment.objects.get(person=cast.person("hanna"), role="team")
    teams.end_member(team, row.pk, cast.love, last=today() - DAY, reason="Annat arbete")
    assert roles(cast, "hanna", process) == set()


def test_winding_up_ends_every_membership_with_the_reason(cast: Any, process: Process, team: Team) -> None:
    row = teams.add_member(team, cast.person("maj"), cast.love, valid_from=today() - DAY)
    page = cast.client("alva").post(f"/team/{team.pk}/avsluta/", {"reason": "Uppgiften är löst", "version": team.version})
    assert page.status_code == 302
    row.refresh_from_db()
    team.refresh_from_db()
    assert (team.ended_on, row.valid_to, row.ended_reason) == (today(), today(), "Uppgiften är löst")
    assert roles(cast, "maj", process) == set()  # a team that is no more reaches no process
    assert not access.may(cast.love, "members", team)


def test_who_lends_the_team_must_decide_in_both(cast: Any, team: Team, other: Process) -> None:
    """S3-4: nobody puts a team into a process that is another's."""
    with pytest.raises(PermissionDenied):
        teams.serve(team, other, cast.love)
    answer = cast.client("love").post(f"/team/{team.pk}/fler-processer/", {"process": str(other)})
    assert answer.status_code == 409
    assert not team.also.exists()


def test_nobody_is_in_it_twice(cast: Any, team: Team) -> None:
    teams.add_member(team, cast.person("maj"), cast.love)
    with pytest.raises(states.Refused, match="Medarbetar-Maj"):
        teams.add_member(team, cast.person("maj"), cast.love)


def test_members_are_taken_in_and_leave_by_the_pages(cast: Any, team: Team) -> None:
    browser = cast.client("love")
    page = f"/team/{team.pk}/medlem/"
    assert browser.post(page, {"person": "Ingen"}).status_code == 422
    sent = {"person": "Medarbetar-Maj", "competence": "Byggteknik", "valid_from": today().isoformat(), "manner": "oral"}
    assert browser.post(page, sent).status_code == 302
    assert browser.post(page, sent).status_code == 409
    shown = cast.client("maj").get(f"/team/{team.pk}/").content.decode()
    assert "Byggteknik" in shown
    assert "/avsluta/" not in shown
    row = Appointment.objects.get(role="team")
    leave = f"{page}{row.pk}/avsluta/"
    assert browser.get(leave).status_code == 200
    assert cast.client("maj").post(leave, {"last": today().isoformat()}).status_code == 403
    assert browser.post(f"{page}999999/avsluta/", {"last": today().isoformat()}).status_code == 404
    assert browser.post(leave, {"last": today().isoformat(), "reason": "Byter enhet"}).status_code == 302
    row.refresh_from_db()
    assert (row.valid_to, row.ended_reason) == (today(), "Byter enhet")


def test_another_process_by_the_pages(cast: Any, team: Team, other: Process) -> None:
    give_role(other, cast.person("alva"))
    browser = cast.client("alva")
    assert browser.post(f"/team/{team.pk}/fler-processer/", {"process": str(other)}).status_code == 302
    assert "Bygglovsteamet" in whole_page(cast.client("maj"), other)
    assert browser.post(f"/team/{team.pk}/farre-processer/", {"process": str(other)}).status_code == 302
    assert not team.also.exists()


@pytest.mark.parametrize("answer", ["no", "later"])
def test_the_decision_may_be_no_or_later(cast: Any, process: Process, answer: str) -> None:
    """S3-4: team decision yes, no or later."""
    process.refresh_from_db()
    page = f"/processer/{process.key}/team-eller-inte/"
    assert cast.client("maj").get(page).status_code == 403
    assert cast.client("love").post(page, {"team": "kanske", "version": process.version}).status_code == 422
    sent = {"team": answer, "reason": "För få ärenden", "version": process.version}
    assert cast.client("love").post(page, sent).status_code == 302
    process.refresh_from_db()
    assert process.team_decision == answer


def test_no_is_refused_while_a_team_is_at_work(cast: Any, process: Process, team: Team) -> None:
    process.refresh_from_db()
    page = f"/processer/{process.key}/team-eller-inte/"
    assert cast.client("alva").post(page, {"team": "no", "version": process.version}).status_code == 409
    process.refresh_from_db()
    assert process.team_decision == "yes"


def test_a_hidden_process_is_not_named_by_its_team(cast: Any, process: Process, team: Team) -> None:
    hidden = Process.objects.create(name="Pröva det hemliga", unit=cast.unit, found_by=cast.person("moa"))
    team.also.add(hidden)
    own = Team.objects.create(name="Hemliga teamet", process=hidden)
    browser = cast.client("love")
    assert "hemliga" not in browser.get(f"/team/{team.pk}/").content.decode()
    assert browser.get(f"/team/{own.pk}/").status_code == 404
    assert "Hemliga" not in browser.get("/team/").content.decode()


def test_members_appointed_to_the_process_itself_still_count(cast: Any, process: Process) -> None:
    """What was given before there were teams: a member of the process, without a team."""
    give_role(process, cast.person("maj"), "team", consents=False)
    assert roles(cast, "maj", process) == {"team"}
    assert "Medarbetar-Maj" in whole_page(cast.client("alva"), process)
