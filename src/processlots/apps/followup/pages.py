"""Pages of goals, measures and values."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from processlots.apps.followup import (
    goal_sources,
    keeping,
    missed,
    plan,
    process_information,
    process_parts,
    reports,
    signal_views,
    taken_up,
    thread,
    values,
)
from processlots.apps.followup.access import GoalAccess, MeasureAccess, OfMeasure
from processlots.apps.followup.goal_form import GoalForm
from processlots.apps.followup.goal_views import GoalAdd, GoalDetail, GoalEdit
from processlots.apps.followup.measure_views import MeasureDetail
from processlots.apps.followup.models import Goal, Measure, Measurement, Rebase, Signal
from processlots.kit import shell, tables, views
from processlots.kit.forms import ReasonForm
from processlots.kit.pages import Pages, register
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column
from processlots.kit.templatetags.kit import state

# which register what they hold
__all__ = ["goal_sources", "missed", "process_information", "process_parts", "reports", "signal_views", "taken_up", "thread"]

shell.menu(40, gettext_lazy("Goals and measures"), "/mal/", "/matt/", "/matvarden/", "/uppfoljningsplan/", "/signaler/")


class GoalsList(views.ListView):
    """A list of the room, with the way to the others."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        ways = [
            (pgettext("followup", "Goals"), "/mal/"),
            (pgettext("followup", "Measures"), "/matt/"),
            (_("Signals"), "/signaler/"),
            (_("Follow-up plans"), "/uppfoljningsplan/"),
        ]
        return [*[(label, url, "plain") for label, url in ways if url != self.pages.url("list")], *super().actions(request)]


@register
class GoalPages(Pages):
    model = Goal
    path = "mal"
    api = "goals"
    fieldsets = [
        (
            gettext_lazy("What shall be reached?"),
            gettext_lazy("What, how much and by when"),
            ["process", "statement", "kind", "direction", "target", "unit_text", "due", "baseline", "baseline_date", "effect"],
        ),
        (
            gettext_lazy("How is it measured?"),
            gettext_lazy("The measures that show whether the goal is reached"),
            ["measures", "new_measure", "method", "measured_by"],
        ),
        (
            gettext_lazy("How is it followed up?"),
            gettext_lazy("Who looks, who is told and what it is used for"),
            ["followed_up_by", "reported", "used", "early_warning"],
        ),
        (
            gettext_lazy("What does it rest on?"),
            gettext_lazy("The mission is wider than what the budget gives priority to"),
            ["regulation", "strategy", "requirement", "recipient_experience"],
        ),
    ]
    read_only = ["state", "decision", "outcome"]
    columns = [
        "statement",
        "process",
        "kind",
        Column("target", gettext_lazy("Target"), plan.target_text, sort="target", css="nowrap"),
        "due",
        Column(
            "standing",
            gettext_lazy("How it stands"),
            lambda row: state(*plan.standing_of(row)),
            prefetch=("measures",),
            plain=lambda row: plan.standing_of(row)[1],
        ),
    ]
    filters = ["process", "kind", "state"]
    ordering = ["process__sort", "pk"]
    parent = "process"
    access = GoalAccess()
    form_base = GoalForm
    form_template = "followup/goal_form.html"
    detail_template = "followup/goal.html"
    view_classes = {"list": GoalsList, "detail": GoalDetail, "add": GoalAdd, "edit": GoalEdit}
    transition_forms = {"accept_missed": ReasonForm}
    search = SearchFields("statement", ["method", "regulation"])

    def empty(self) -> str:
        return _("No goals yet. A goal says what the process shall reach, how much and by when.")

    def after_form(self, request: HttpRequest, form: GoalForm, created: bool) -> None:
        measure = form.make_measure(form.instance)
        if measure is not None:
            keeping.measure_changed(measure)

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        keeping.goal_changed(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        keeping.goal_changed(row)


@register
class MeasurePages(Pages):
    model = Measure
    path = "matt"
    api = "measures"
    fields = [
        "process",
        "name",
        "unit_text",
        "improve",
        "every",
        "location",
        "nature",
        "source",
        "method",
        "measured_by",
        "temporary_until",
        "screen",
    ]
    read_only = ["variation", "assurance", "latest_value", "latest_period"]
    columns = ["name", "process", "unit_text", "every", "latest_value", "latest_period"]
    filters = ["process", "every"]
    parent = "process"
    access = MeasureAccess()
    search = SearchFields("name", ["source", "method"])
    lookup = True
    detail_template = "followup/measure.html"
    view_classes = {"list": GoalsList, "detail": MeasureDetail}

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        """What is measured and by whom; the value itself stands in the chart."""
        return tables.facts(
            row,
            ["process", "every", "location", "nature", "method", "measured_by", "temporary_until", "ended_on", "ended_reason"],
        )

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        keeping.measure_changed(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        keeping.measure_changed(row)


@register
class MeasurementPages(Pages):
    model = Measurement
    path = "matvarden"
    api = "measurements"
    fields = ["measure", "period_start", "value", "status", "unit", "sex", "numerator", "denominator", "source", "comment"]
    columns = ["measure", "period_start", "value", "status", "source"]
    filters = ["measure"]
    ordering = ["-period_start", "pk"]
    acts = ("list", "add", "detail", "history")
    parent = "measure"
    access = OfMeasure()

    def listed(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.filter(current=True)

    def create(self, row: Any, user: Any) -> Any:
        """One way in for values: a period that has one gets a correction."""
        day = values.period_start(row.period_start, row.measure.every)
        value = row.value if row.status == Measurement.Status.VALUE else None
        given = values.Given(
            day, value, row.comment, row.source, row.unit_id, row.sex, row.status, row.numerator, row.denominator
        )
        values.register(row.measure, [given], user)
        return Measurement.objects.get(measure=row.measure, current=True, period_start=day, unit=row.unit_id, sex=row.sex)


@register
class RebasePages(Pages):
    model = Rebase
    path = "nya-granser"
    api = "rebases"
    fields = ["measure", "period_start", "reason"]
    columns = ["measure", "period_start", "reason"]
    ordering = ["-period_start", "pk"]
    parent = "measure"
    access = OfMeasure()

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        keeping.measure_changed(row.measure)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        keeping.measure_changed(row.measure)


@register
class SignalPages(Pages):
    model = Signal
    path = "signaler"
    api = "signals"
    read_only = ["measure", "rule", "point", "value", "mean", "lower", "upper", "meaning", "seen_by", "seen_on"]
    columns = ["rule", "measure", "point", "seen_by", "seen_on"]
    filters = ["rule"]
    ordering = ["-seen_on", "pk"]
    acts = ("list", "detail")
    parent = "measure"
    access = OfMeasure()
    view_classes = {"list": GoalsList}
