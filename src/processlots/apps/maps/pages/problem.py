"""Pages of problems and good ideas: the register with its export, and each one with its place and what came of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.maps.mappings.access import ProblemAccess
from processlots.apps.maps.models import MapElement, MappingAssignment, ProblemIdea
from processlots.apps.maps.problems.outcomes import LiftForm, came_of
from processlots.apps.organisation.standing import standing
from processlots.kit import access, pages, seeds, tables, views
from processlots.kit.forms import ReasonForm, VisibleForm
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.panels import panel
from processlots.kit.search import SearchFields
from processlots.kit.templatetags.kit import state

State = ProblemIdea.State
MARKS: dict[str, str] = {
    State.OPEN: "begun", State.PLAN: "ok", State.LIFTED: "signal", State.PARKED: "none", State.DISMISSED: "none",
}  # fmt: skip


def wall_url(process: Any) -> str:
    """Where the process's problems and ideas are written, grouped and voted on."""
    return f"{url_of(process)}problem-och-ideer/"


class ProblemForm(VisibleForm):
    """A place among the steps of the process's own maps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        process = self.instance.process_id
        for name in ("element", "assignment"):
            if name not in self.fields:
                continue
            field: Any = self.fields[name]
            if not process:
                del self.fields[name]
            elif name == "assignment":
                field.queryset = MappingAssignment.objects.filter(process=process).select_related("process")
            else:
                rows = MapElement.objects.filter(line__map__process=process, gone_in=None, line__map__ended_on=None)
                rows = rows.exclude(line__state="archived").exclude(name="").exclude(number=None)
                known = MapElement.objects.filter(pk=self.instance.element_id) if self.instance.element_id else rows.none()
                field.queryset = (rows | known).select_related("line__map").order_by("line", "number")
                field.label_from_instance = lambda one: f"{one.number}. {one.name} ({one.line.map})"


class ProblemList(views.ListView):
    """The register; problems are written at their process."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        return []


@register
class ProblemPages(Pages):
    model = ProblemIdea
    path = "problem-och-ideer"
    api = "problem-ideas"
    fields = ["process", "kind", "text", "element", "raised_by", "theme", "priority", "assignment"]
    read_only = ["votes", "state", "reason", "registered_by", "registered_on"]
    columns = [
        tables.Column("number", gettext_lazy("Number"), lambda row: row.label, "number", "nowrap"),
        "kind", "text",
        tables.Column("process", gettext_lazy("Process"), lambda row: str(row.process), "process__sort", related=("process",)),
        tables.Column("element", gettext_lazy("Place in the map"), lambda row: str(row.element or ""), related=("element",)),
        "theme", "raised_by", "priority", "votes",
        tables.Column("state", gettext_lazy("Outcome"),
                      lambda row: state(MARKS[row.state], row.get_state_display()),
                      plain=lambda row: str(row.get_state_display()), sort="state"),
        "reason", "registered_on",
    ]  # fmt: skip
    filters = ["process", "kind", "state", "priority", "assignment"]
    ordering = ["-votes", "priority", "number"]
    acts = ("list", "add", "detail", "edit", "history")
    access = ProblemAccess()
    form_base = ProblemForm
    parent = "process"
    search = SearchFields("text", ["theme", "raised_by"])
    view_classes = {"list": ProblemList}
    transition_forms = {"lift": LiftForm, "park": ReasonForm, "dismiss": ReasonForm}
    views = [
        ("oppna", pgettext_lazy("problems", "Open"), lambda rows, user: rows.filter(state=State.OPEN)),
        ("parkerade", pgettext_lazy("problems", "Parked"), lambda rows, user: rows.filter(state=State.PARKED)),
    ]

    def empty(self) -> str:
        return _("No problems or good ideas yet. They are written where they are seen: at the process, the map or the step.")

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("process__owner", "process__leader", "process__unit", "element__line__map",
                                   "assignment__process",
                                   "registered_by")  # fmt: skip

    def kind(self, row: Any) -> str:
        return f"{row.get_kind_display().capitalize()} {row.label}"

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        names = ["process", "element", "theme", "raised_by", "priority", "votes", "state", "reason", "assignment",
                 "registered_by",
                 "registered_on"]  # fmt: skip
        return tables.facts(row, names)

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        made: list[tuple[Any, str, str]] = []
        if access.may(request.user, "park", row):
            made += [(label, url, "primary") for label, url, _kind in seeds.ways(request.user, row)]
        made.append((_("All of the process"), wall_url(row.process), "plain"))
        return made

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        if created:
            row.registered_by = standing(request.user).person
            row.save()

    def next_url(self, request: HttpRequest, row: Any, created: bool) -> str:
        return wall_url(row.process) if created else super().next_url(request, row, created)


@panel(ProblemIdea, "led", title=gettext_lazy("What came of it"), order=10, template="maps/panels/came_of.html", queries=4)
def what_came_of_it(request: HttpRequest, row: ProblemIdea) -> dict[str, Any] | None:
    """X-1: from the problem to the need that answers it."""
    found = came_of([row]).get(row.pk)
    if found is None or not access.visible(request.user, type(found)).filter(pk=found.pk).exists():
        return None
    return {"row": found, "url": url_of(found), "label": pages.of(type(found)).label}
