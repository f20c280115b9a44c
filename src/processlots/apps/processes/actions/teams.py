"""A team's people and processes (R-5, S3-4): each change is made under the team's lock and stands in its history."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from processlots.apps.organisation.actions.single import finish, overlapping
from processlots.apps.organisation.models import Appointment, Consent, Person
from processlots.apps.organisation.standing import behind, forget
from processlots.apps.processes.actions.appointing import Given, consented, demand_present
from processlots.apps.processes.actions.registering import settle
from processlots.apps.processes.models import Process, Team
from processlots.kit import access, history, locking, states
from processlots.kit.periods import today

TEAM = Appointment.Role.TEAM


def processes_of(teams: set[int]) -> dict[str, set[int]]:
    """The processes that the teams serve: whoever is in a team works in all of them."""
    rows = Team.objects.filter(pk__in=teams, ended_on=None).values_list("process", "also")
    return {"process": {key for pair in rows for key in pair if key is not None}}


behind("team", processes_of)


def add_member(
    team: Team,
    person: Person,
    user: Any,
    *,
    competence: str = "",
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
    resource_owner: Given | None = None,
) -> Appointment:
    """Take a person into the team. Raises PermissionDenied or states.Refused (is in it already); then nothing has changed."""
    begins = valid_from or today()
    with transaction.atomic():
        team = _held(team, user)
        demand_present(person, begins)
        if overlapping(team, TEAM, begins, valid_to).filter(person=person).exists():
            raise states.Refused(_("%(person)s is in the team already.") % {"person": person})
        said = _("%(person)s came into the team %(team)s") % {"person": person, "team": team}
        with history.act(said, user=user, process=team.process):
            made = Appointment.objects.create(
                role=TEAM, person=person, scope=team, state=Appointment.State.DECIDED, valid_from=begins, valid_to=valid_to,
                competence=competence, resource_owner=resource_owner.person if resource_owner else None,
            )  # fmt: skip
            if resource_owner is not None:
                consented(made, Consent.Kind.RESOURCE_OWNER, resource_owner, user)
    _forget(person)
    return made


def end_member(team: Team, member: int, user: Any, *, last: datetime.date, reason: str = "") -> Appointment:
    """Let `last` be the member's last day. Raises PermissionDenied or states.Refused (has left already)."""
    with transaction.atomic():
        team = _held(team, user)
        row = team.appointments.filter(pk=member).select_for_update(no_key=True).first()
        if row is None or row.over:
            raise states.Refused(_("The person has left the team already. Load the page again."))
        said = _("%(person)s left the team %(team)s") % {"person": row.person, "team": team}
        with history.act(said, user=user, process=team.process, reason=reason):
            finish(row, last, reason)
    _forget(row.person)
    return row


def serve(team: Team, process: Process, user: Any) -> Team:
    """Let the team serve one more process. Who does so leads or owns both.

    Raises PermissionDenied or states.Refused (it serves it already); then nothing has changed.
    """
    with transaction.atomic():
        team = _held(team, user)
        access.demand(user, "decide_team", process)
        if process.pk == team.process_id or team.also.filter(pk=process.pk).exists():
            raise states.Refused(_("The team serves %(process)s already.") % {"process": process})
        with history.act(_("%(team)s serves %(process)s too") % {"team": team, "process": process}, user=user, process=process):
            team.also.add(process)
            formed(team)
    return team


def stop_serving(team: Team, process: Process, user: Any) -> Team:
    """The team serves the process no longer. Whoever decides on teams in either process may say so."""
    with transaction.atomic():
        team = locking.hold(Team, team.pk, None)
        if not access.may(user, "decide_team", process):
            access.demand(user, "members", team)
        said = _("%(team)s serves %(process)s no longer") % {"team": team, "process": process}
        with history.act(said, user=user, process=process):
            team.also.remove(process)
            settle(process)
    for one in team.appointments.select_related("person__user"):
        _forget(one.person)
    return team


def formed(team: Team) -> None:
    """Where there is a team the decision is yes (S3-4)."""
    for process in [team.process, *team.also.all()]:
        fresh = locking.hold(Process, process.pk, None)
        if team.ended_on is None and fresh.team_decision != Process.TeamDecision.YES:
            fresh.team_decision = Process.TeamDecision.YES
            fresh.save()
        settle(fresh)


def _held(team: Team, user: Any) -> Team:
    found = locking.hold(Team, team.pk, None)
    access.demand(user, "members", found)
    return found


def _forget(person: Person) -> None:
    if person.user is not None:
        forget(person.user)
