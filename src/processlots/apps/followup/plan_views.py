"""The follow-up plan of a process, and the overview of all goals that compares processes (S5-13)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import InvalidPage, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.followup import missed, plan, reports, series
from processlots.apps.followup.models import Goal
from processlots.apps.followup.words import language
from processlots.apps.organisation.models import Unit
from processlots.apps.processes.models import Process
from processlots.kit import access, charts, pages, views
from processlots.kit import reports as kit_reports
from processlots.kit.forms import LookupField
from processlots.kit.tables import written

PER_PAGE = 50
STANDINGS = [
    ("reached", gettext_lazy("Reaches the goal")),
    ("not", gettext_lazy("Does not reach the goal yet")),
    ("missed", gettext_lazy("The target is missed")),
    ("unmeasured", gettext_lazy("Not measured yet")),
]


def goal_shown(goal: Goal, drawn: dict[int, Any]) -> dict[str, Any]:
    """A goal with what its page and its plan show: the six answers, each measure with its spark, how it stands."""
    tongue = language()
    measures = []
    for one in goal.measures.all():
        chart = drawn[one.pk]
        found = next((outcome for outcome in missed.outcomes(goal) if outcome.measure.pk == one.pk), None)
        marks = []
        if chart.signal is not None:
            marks.append(("signal", _("Signal: %(what)s") % {"what": charts.signal_words(chart, chart.last, tongue)[0].lower()}))
        elif chart.segments and chart.segments[-1].mean is not None:
            marks.append(("none", _("Only common variation")))
        if found is not None:
            marks.append(("ok", _("Reaches the goal")) if found.reached else ("warn", _("Does not reach the goal yet")))
        label = f"{one}. {charts.describe(chart, tongue, kind=series.kind_of(one))}"
        measures.append(
            {
                "measure": one,
                "url": pages.url_of(one),
                "marks": marks,
                "spark": mark_safe(charts.spark(chart, label=label)) if chart.points else "",
                "value": written(one.latest_value) or "–",
                "period": f"{one.unit_text}, {series.period_of(one, one.latest_period, tongue)}"
                if one.latest_period
                else _("no values yet"),
                "about": f"{one.get_location_display()}, {one.get_nature_display()}, {one.get_every_display()}",
            }
        )
    return {
        "goal": goal,
        "url": pages.url_of(goal),
        "answers": plan.answers(goal),
        "measures": measures,
        "standing": plan.standing_of(goal),
        "rests_on": plan.rests_on(goal),
        "target": plan.target_text(goal),
    }


class FollowUpPlanView(views.PagesView):
    """All goals of a process, each with the same six questions."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        process: Process = self.row(key)
        goals = plan.goals_of(process)
        drawn = series.charts({one.pk: one for goal in goals for one in goal.measures.all()}.values(), language())
        done = plan.actions_for(goals)
        may = access.may(request.user, "add", Goal(process=process))
        context = {
            "title": _("Follow-up plan"),
            "kind": process.name,
            "crumbs": [*self.pages.crumbs(request, process), (process.name, pages.url_of(process))],
            "process": process,
            "lead": reports.standing(goals),
            "facts": reports.summary(process),
            "goals": [{**goal_shown(goal, drawn), "actions": done.get(goal.pk, [])} for goal in goals],
            "may_change": {goal.pk for goal in goals if access.may(request.user, "change", goal)},
            "actions": [(_("New goal"), f"/mal/nytt/?process={process.key}", "primary")] if may else [],
            "word_url": f"{pages.url_of(process)}uppfoljningsplan/word/" if goals else "",
            "overview_url": "/uppfoljningsplan/",
        }
        return render(request, "followup/plan.html", context)


class FollowUpWordView(views.PagesView):
    """Let the worker write the plan as a Word document."""

    report = "follow_up_plan"

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        return kit_reports.answer(request, self.report, self.row(key))


class OverviewForm(forms.Form):
    """What the overview shows; a wrong value is passed over."""

    typ = forms.ChoiceField(label=gettext_lazy("Type of process"), required=False)
    enhet = LookupField(Unit.objects.none(), label=gettext_lazy("Unit and everything under it"), required=False)
    lage = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    utfall = forms.ChoiceField(label=gettext_lazy("How it stands"), required=False)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        everything = [("", _("All"))]
        fields: dict[str, Any] = self.fields
        fields["typ"].choices = [*everything, *Process.Type.choices]
        fields["enhet"].queryset = access.visible(user, Unit)
        fields["lage"].choices = [*everything, *[one for one in Goal.State.choices if one[0] in plan.OPEN]]
        fields["utfall"].choices = [*everything, *STANDINGS]
        for field in self.fields.values():
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select form-select-sm" if select else "form-control form-control-sm"
        self.is_valid()


def stands_as(goal: Goal) -> str:
    """The key in STANDINGS."""
    if missed.is_missed(goal):
        return "missed"
    found = missed.outcomes(goal)
    return "unmeasured" if not found else "reached" if all(one.reached for one in found) else "not"


class OverviewView(views.PagesView):
    """Goals of all processes side by side; filters by type, unit, state and how they stand."""

    def goals(self, request: HttpRequest, chosen: dict[str, Any]) -> list[Goal]:
        rows = self.pages.visible(request.user).filter(state__in=plan.OPEN, process__ended_on=None)
        if chosen.get("typ"):
            rows = rows.filter(process__type=chosen["typ"])
        if chosen.get("enhet"):
            rows = rows.filter(process__unit__path__startswith=chosen["enhet"].path)
        if chosen.get("lage"):
            rows = rows.filter(state=chosen["lage"])
        rows = rows.select_related("process", "measured_by", "followed_up_by").prefetch_related("measures__measured_by")
        found = list(rows.order_by("process__sort", "-kind", "pk"))
        # What a goal reaches follows from several rows; there are a few goals a process, so it is asked in Python.
        return [goal for goal in found if not chosen.get("utfall") or stands_as(goal) == chosen["utfall"]]

    def get(self, request: HttpRequest) -> HttpResponse:
        form = OverviewForm(request.GET, user=request.user)
        chosen = {name: value for name, value in form.cleaned_data.items() if value}
        found = self.goals(request, chosen)
        paginator = Paginator(found, PER_PAGE)
        try:
            page = paginator.page(request.GET.get("sida", 1) or 1)
        except InvalidPage:
            page = paginator.page(1)
        query = urlencode({name: value for name, value in request.GET.items() if name != "sida" and value})
        context = {
            "title": _("Follow-up plans"),
            "lead": _("The goals of all processes and how they are measured, side by side"),
            "crumbs": [(self.pages.plural, self.pages.url("list"))],
            "filter_form": form,
            "rows": [_row(goal) for goal in page.object_list],
            "page": page,
            "total": paginator.count,
            "query": f"{query}&" if query else "",
        }
        return render(request, "followup/overview.html", context)


def _row(goal: Goal) -> dict[str, Any]:
    open_questions = len([one for one in plan.answers(goal) if one.missing])
    found = missed.outcomes(goal)
    return {
        "goal": goal,
        "url": pages.url_of(goal),
        "process": goal.process.name,
        "plan_url": f"{pages.url_of(goal.process)}uppfoljningsplan/",
        "target": plan.target_text(goal) or "–",
        "due": written(goal.due),
        "standing": plan.standing_of(goal),
        "latest": "; ".join(plan.outcome_text(one) for one in found) or "–",
        "every": ", ".join(dict.fromkeys(str(one.get_every_display()) for one in goal.measures.all())) or "–",
        "open": open_questions,
    }
