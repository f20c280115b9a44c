"""Owner, leader and team on the process's page: who has the role, what waits, who reports to whom (R-1, R-5, S2-1, S3-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.models import Appointment
from processlots.apps.organisation.roles.panels import period
from processlots.apps.processes.appointing import reporting
from processlots.apps.processes.models import Brief, Process, Team
from processlots.kit import access, pages
from processlots.kit.panels import panel
from processlots.kit.periods import today
from processlots.kit.tables import written

ROLE_PATHS = {Appointment.Role.OWNER: "agare", Appointment.Role.LEADER: "ledare"}
SHOWN = 30


@dataclass(frozen=True)
class RoleRow:
    """A role as it stands, with what the person may do about it."""

    role: str
    person: str
    person_url: str
    period: str
    state: str
    url: str
    acts: list[tuple[Any, str]]


@panel(
    Process,
    "roles",
    title=gettext_lazy("Owner, leader and team"),
    help=gettext_lazy("Who answers for it, and to whom"),
    order=15,
    template="processes/panels/roles.html",
    queries=12,
    tab="samverkan",
)
def who_answers(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """Those in force or to come, proposals that one may see, the chain, owners below, teams."""
    if process.ended_on is not None:
        return None
    user = request.user
    kind = ContentType.objects.get_for_model(Process)
    states = (*Appointment.IN_FORCE, *Appointment.UNDER_WAY)
    found = access.visible(user, Appointment).filter(scope_type=kind, scope_id=process.pk, role__in=ROLE_PATHS, state__in=states)
    rows = [one for one in found.select_related("person").order_by("-role", "valid_from", "pk") if not one.over]
    may = {role: access.may(user, f"appoint_{role}", process) for role in ROLE_PATHS}
    briefs = dict(access.visible(user, Brief).filter(process=process).values_list("leader", "pk"))
    base = pages.url_of(process)
    links = reporting.chain(user, process)
    return {
        "rows": [_shown(one, base, may, briefs) for one in rows],
        "acts": _acts(user, process, base, may),
        "chain": links,
        "reports": reporting.sentence(links),
        "below": _below(user, process),
        "teams": list(_teams(user, process)),
        "team_decision": _team_words(process),
        "team_acts": _team_acts(user, process, base),
    }


def _period(one: Appointment) -> str:
    """What is proposed has not begun, whatever the day it would begin on."""
    if one.state in Appointment.UNDER_WAY and one.valid_to is None:
        return _("from %(date)s") % {"date": written(one.valid_from)}
    return period(one.valid_from, one.valid_to)


def _shown(one: Appointment, base: str, may: dict[Any, bool], briefs: dict[int, int]) -> RoleRow:
    acts: list[tuple[Any, str]] = []
    role = Appointment.Role(one.role)
    if one.state in Appointment.IN_FORCE:
        if may[role] and one.kind == Appointment.Kind.TEMPORARY:
            acts.append((_("Make regular"), f"{base}{ROLE_PATHS[role]}/?ordinarie=1"))
        if role == Appointment.Role.LEADER:
            if one.person_id in briefs:
                acts.append((_("Assignment document"), pages.of(Brief).url("detail", briefs[one.person_id])))
            elif may[role]:
                acts.append((_("Write the assignment"), f"{pages.of(Brief).url('add')}?process={base.split('/')[2]}"))
        if may[role]:
            acts.append((_("End the appointment"), f"{base}{ROLE_PATHS[role]}/avsluta-uppdrag/"))
    word = str(one.get_role_display()).capitalize()
    if one.kind == Appointment.Kind.TEMPORARY:
        word = f"{word} ({one.get_kind_display()})"
    return RoleRow(
        word, str(one.person), pages.url_of(one.person), _period(one), one.shown_state,
        pages.url_of(one), acts,
    )  # fmt: skip


def _acts(user: Any, process: Process, base: str, may: dict[Any, bool]) -> list[tuple[Any, str]]:
    words = {
        Appointment.Role.OWNER: (_("Appoint an owner"), _("Propose an owner")),
        Appointment.Role.LEADER: (_("Appoint a leader"), _("Propose a leader")),
    }
    made: list[tuple[Any, str]] = []
    for role, (appoint, propose) in words.items():
        if may[role]:
            made.append((appoint, f"{base}{ROLE_PATHS[role]}/"))
        if access.may(user, f"propose_{role}", process):
            made.append((propose, f"{base}{ROLE_PATHS[role]}/foresla/"))
    return made


def _below(user: Any, process: Process) -> list[tuple[str, str, str, str]]:
    """The sub-processes with their owners; the owner appoints those (R-2 d, S2-6)."""
    rows = access.visible(user, Process).filter(parent=process, ended_on=None).select_related("owner").order_by("sort", "pk")
    return [
        (
            one.name,
            pages.url_of(one),
            str(one.owner or _("nobody yet")),
            f"{pages.url_of(one)}agare/" if one.owner_id is None and access.may(user, "appoint_owner", one) else "",
        )
        for one in rows[:SHOWN]
    ]


def _teams(user: Any, process: Process) -> Iterable[tuple[Team, str, str]]:
    """Each team with its people, and which other processes it serves that one may see; then single members."""
    members = Prefetch("appointments", Appointment.objects.filter(state__in=Appointment.IN_FORCE).select_related("person"))
    also = Prefetch("also", access.visible(user, Process).order_by("sort"))
    own = list(access.visible(user, Team).filter(process=process, ended_on=None).prefetch_related(members, also))
    lent = access.visible(user, Team).filter(also=process, ended_on=None).select_related("process").prefetch_related(members)
    for team in own:
        others = [str(one) for one in team.also.all()]
        yield team, _people(team), _("Serves also %(others)s") % {"others": ", ".join(others)} if others else team.part
    for team in lent:
        yield team, _people(team), _("From %(process)s") % {"process": team.process}


def _people(team: Team) -> str:
    names = [str(one.person) for one in team.appointments.all() if not one.over]
    return ", ".join(sorted(names)) or str(_("nobody yet"))


def _team_words(process: Process) -> str:
    kind = ContentType.objects.get_for_model(Process)
    rows = Appointment.objects.at(today()).filter(
        scope_type=kind, scope_id=process.pk, role=Appointment.Role.TEAM, state__in=Appointment.IN_FORCE
    )
    names = [str(one.person) for one in rows.select_related("person").order_by("person__sort", "pk")]
    said = [process.get_team_decision_display().capitalize() if process.team_decision else "", ", ".join(names)]
    return ": ".join(part for part in said if part)


def _team_acts(user: Any, process: Process, base: str) -> list[tuple[Any, str]]:
    if not access.may(user, "decide_team", process):
        return []
    return [
        (_("Team or not"), f"{base}team-eller-inte/"),
        (_("New team"), f"{pages.of(Team).url('add')}?process={process.number}"),
    ]
