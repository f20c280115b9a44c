"""Pages of teams (R-5)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.models import Appointment
from processlots.apps.organisation.roles.panels import period
from processlots.apps.processes.actions import teams
from processlots.apps.processes.appointing.access import TeamAccess
from processlots.apps.processes.models import Process, Team
from processlots.kit import access, pages
from processlots.kit.pages import Pages, register
from processlots.kit.panels import panel
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column, written


def wound_up(rows: Any, user: Any) -> models.QuerySet[Any]:
    """Teams that are no more."""
    return rows.exclude(ended_on=None)


@register
class TeamPages(Pages):
    model = Team
    path = "team"
    api = "teams"
    fields = ["name", "process", "part", "task"]
    columns = [
        "name",
        Column("process", gettext_lazy("Process"), lambda row: format_html('<span class="slant">{}</span>', row.process),
               sort="process__sort", related=("process",), plain=lambda row: str(row.process)),
        "part",
    ]  # fmt: skip
    filters = ["process"]
    access = TeamAccess()
    search = SearchFields("name", ["task", "part"])
    parent = "process"
    views = [("upplosta", gettext_lazy("Wound up"), wound_up)]

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("process__leader", "process__owner")

    def empty(self) -> str:
        return _("No teams yet. A team is made on the process's page; the work may begin without one.")

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("A team helps owner and leader with one process, with several, or with a part of one.")

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        also = access.visible(request.user, Process).filter(lent_teams=row).order_by("sort")
        served = format_html_join(
            ", ", '<a class="slant" href="{}">{}</a>', ((pages.url_of(one), one) for one in [row.process, *also])
        )
        made: list[tuple[str, Any]] = [(_("Serves"), served)]
        leader = row.leader
        if leader is not None:
            made.append((_("Led by"), format_html('<a href="{}">{}</a>', pages.url_of(leader), leader)))
        if row.part:
            made.append((_("Part of the process"), row.part))
        if row.task:
            made.append((_("What the team shall do"), row.task))
        if row.ended_on is not None:
            made.append((_("Wound up"), f"{written(row.ended_on)}. {row.ended_reason}"))
        return made

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        if not access.may(request.user, "members", row):
            return []
        base = pages.url_of(row)
        made = [(_("Add a member"), f"{base}medlem/", "primary"), (_("Serve another process"), f"{base}fler-processer/", "plain")]
        if row.also.exists():
            made.append((_("Stop serving a process"), f"{base}farre-processer/", "plain"))
        return made

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        teams.formed(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        teams.formed(row)


@panel(
    Team, "members", title=gettext_lazy("Members"), help=gettext_lazy("Each with competence and period"), order=10,
    template="processes/panels/members.html", queries=1,
)  # fmt: skip
def its_members(request: HttpRequest, team: Team) -> dict[str, Any]:
    """Those who are in it, and those who have been."""
    rows = list(team.appointments.select_related("person", "resource_owner").order_by("person__sort", "valid_from", "pk"))
    may = access.may(request.user, "members", team)
    made = [
        (one, period(one.valid_from, one.valid_to), one.over, f"{pages.url_of(team)}medlem/{one.pk}/avsluta/" if may else "")
        for one in sorted(rows, key=lambda one: one.over)
        if one.state != Appointment.State.ENDED or one.ended_reason
    ]
    return {"members": made, "may_end": may and any(not over for _one, _said, over, _url in made)}
