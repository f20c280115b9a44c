"""Pages of assignment documents (T-9): begun from the specification and the role's description, agreed by owner and leader."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Appointment, Consent
from processlots.apps.organisation.standing import standing
from processlots.apps.processes import actions
from processlots.apps.processes.appointing.access import BriefAccess
from processlots.apps.processes.models import Brief, Process
from processlots.kit import access, asked, panels, reports, tables
from processlots.kit import pages as kit_pages
from processlots.kit.forms import VisibleForm
from processlots.kit.models import Installation
from processlots.kit.pages import Pages, register
from processlots.kit.periods import today
from processlots.kit.tables import Column, written

#: R-3, in the words of the role's description
DUTIES = [
    gettext_lazy("Leads the team, and proposes which competences it needs."),
    gettext_lazy("Coordinates interfaces with other operations, processes and external actors, and raises problems."),
    gettext_lazy("Collects and shares knowledge, plans communication and informs."),
    gettext_lazy("Formulates the goals, gathers them in the follow-up plan and anchors them with the owner."),
    gettext_lazy("Keeps specification, activity plan and follow-up plan updated."),
    gettext_lazy("Follows the follow-up plan and reports the results as agreed."),
    gettext_lazy("Carries out obvious and simple improvements directly, with the team."),
]
GROUPS = [
    (gettext_lazy("The assignment"), "", ["process", "leader", "aim", "duties"]),
    (gettext_lazy("Mandate"), gettext_lazy("What the leader decides, and what is lifted"), ["mandate", "lifted"]),
    (gettext_lazy("The period"), "", ["begins", "ends", "reconsidered", "goals", "reporting"]),
    (gettext_lazy("With whom and by what"), "", ["team", "interfaces", "extent", "resource", "competence"]),
]


def begun(process: Process, leader: Any) -> dict[str, Any]:
    """What a new assignment begins with, from the specification, the appointment and the role's description."""
    held = actions.held(process, Appointment.Role.LEADER).filter(person=leader).last() if leader else None
    given = held.consents.filter(kind=Consent.Kind.RESOURCE_OWNER).select_related("person").first() if held else None
    agreed = ", ".join([str(given.person), written(given.date), str(given.get_manner_display())]) if given else ""
    teams = [str(one) for one in process.teams.filter(ended_on=None)]
    adjacent = process.adjacent.filter(ended_on=None).exclude(status=Process.Status.DISCOVERED).order_by("sort")
    return {
        "aim": process.purpose,
        "duties": "\n".join(str(one) for one in DUTIES),
        "mandate": _("Simple improvements within the process, with the resources that are there."),
        "lifted": _("What costs more than the process has, concerns other processes, or needs a decision by the management."),
        "goals": _goals(process),
        "team": ". ".join([process.get_team_decision_display().capitalize() if process.team_decision else "", *teams]).strip(
            ". "
        ),
        "interfaces": "\n".join(str(one) for one in adjacent[:20]),
        "reporting": _("The results of the follow-up plan, each tertial, to %(owner)s.") % {"owner": process.owner or ""},
        "resource": agreed,
        "competence": _("New leaders take the orientation, and contact a facilitator in the area."),
        "begins": held.valid_from if held else today(),
        "ends": held.valid_to if held else None,
    }


def _goals(process: Process) -> str:
    """The process's goals, as the app that has them writes them in the specification."""
    told = panels.fields_of("specification").get("goals")
    return str(told(process)) if told is not None else ""


class BriefForm(VisibleForm):
    """Owner and leader are two; a process whose owner leads needs no assignment between them."""

    def clean(self) -> Any:
        data = super().clean() or self.cleaned_data
        process, leader = data.get("process"), data.get("leader")
        if process is not None and leader is not None and process.owner_id == leader.pk:
            raise ValidationError({"leader": _("The owner leads. An assignment is between an owner and another who leads.")})
        return data


@register
class BriefPages(Pages):
    model = Brief
    path = "uppdragsbeskrivningar"
    api = "assignment-documents"
    fieldsets = GROUPS
    read_only = ["state", "owner_agreed", "leader_agreed"]
    columns = [
        Column("process", gettext_lazy("Process"), lambda row: str(row.process), sort="process__sort", related=("process",)),
        "leader", "state", "begins", "ends", "reconsidered",
    ]  # fmt: skip
    filters = ["process", "state"]
    ordering = ["process__sort", "pk"]
    acts = ("list", "add", "detail", "edit", "history")
    access = BriefAccess()
    form_base = BriefForm
    parent = "process"

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("process__owner", "process__leader", "leader")

    def empty(self) -> str:
        return _("No assignments yet. The owner writes one on the process's page, where a leader is appointed.")

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        number = asked.whole(request.GET.get("process", "").split("-")[0])
        process = kit_pages.of(Process).get(request.user, number) if number is not None else None
        if process is None:
            return super().initial(request)
        held = actions.held(process, Appointment.Role.LEADER).last()
        leader = held.person if held is not None else None
        return {"process": process, "leader": leader, **begun(process, leader)}

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        return tables.facts(
            row, ["process", "leader", "state", "extent", "begins", "ends", "reconsidered", "owner_agreed", "leader_agreed"]
        )

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        base = f"{kit_pages.url_of(row)}word/"
        return [(_("Word"), base, "post"), ("PDF", f"{base}?as=pdf", "post")]

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        tasks.refresh(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        tasks.refresh(row)
        mine = standing(user).person
        if verb == "agree" and mine is not None:
            # A yes to the assignment is a yes to the role (S3-2).
            waiting = actions.held(row.process, Appointment.Role.LEADER).filter(person=mine, state=Appointment.State.DECIDED)
            if waiting.exists() and access.may(user, "accept_appointment", row.process):
                actions.accept(row.process, user)


@panels.panel(Brief, "written", title=gettext_lazy("What is agreed"), order=10, template="processes/panels/brief.html", queries=0)
def what_is_agreed(request: HttpRequest, row: Brief) -> dict[str, Any]:
    """The texts, one under the other as in the document."""
    names = ("aim", "duties", "mandate", "lifted", "goals", "reporting", "team", "interfaces", "resource", "competence")
    found = [(Brief._meta.get_field(name), getattr(row, name)) for name in names]
    return {"texts": [(str(getattr(field, "verbose_name", "")).capitalize(), text) for field, text in found if text]}


FIELDS = (
    "organisation",
    "date",
    "process",
    "number",
    "owner",
    "leader",
    "purpose",
    "recipients",
    "start",
    "result",
    "process_goals",
    "aim",
    "duties",
    "mandate",
    "lifted",
    "goals",
    "team",
    "interfaces",
    "reporting",
    "extent",
    "resource",
    "competence",
    "period",
    "reconsidered",
    "owner_agreed",
    "leader_agreed",
)


@reports.report("assignment", Brief, title=gettext_lazy("Assignment of the process leader"), fields=FIELDS)
def assignment(row: Brief) -> dict[str, Any]:
    """T-9: what the specification says of the process, and what owner and leader have agreed."""
    process = row.process
    held = actions.held(process, Appointment.Role.LEADER).filter(person=row.leader).last()
    kind = f", {held.get_kind_display()}" if held is not None else ""
    written_fields = ("aim", "duties", "mandate", "lifted", "goals", "team", "interfaces", "reporting", "resource", "competence")
    return {
        "organisation": Installation.current()[0],
        "date": today(),
        "process": process.name,
        "number": process.label,
        "owner": str(process.owner or ""),
        "leader": f"{row.leader}{kind}",
        "purpose": process.purpose,
        "recipients": "\n".join(str(one) for one in process.recipients.order_by("sort")),
        "start": process.start_event,
        "result": process.end_event,
        "process_goals": _goals(process),
        **{name: getattr(row, name) for name in written_fields},
        "extent": f"{row.extent} %" if row.extent is not None else "",
        "period": " – ".join([written(row.begins), written(row.ends)])
        if row.ends
        else _("from %(date)s") % {"date": written(row.begins)},
        "reconsidered": row.reconsidered or "",
        "owner_agreed": written(row.owner_agreed) or _("not yet"),
        "leader_agreed": written(row.leader_agreed) or _("not yet"),
    }
