"""What the process page shows of goals and measures: panel, stations of the thread, step 5, signs in the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.followup import plan, series, values
from processlots.apps.followup.models import Goal, Measure, Signal
from processlots.apps.followup.words import language
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.models import Process
from processlots.apps.processes.overview.signs import Sign, Signs, house_state
from processlots.apps.processes.overview.todo import Todo, todo
from processlots.kit import access, charts, pages
from processlots.kit.charts.dates import period_name
from processlots.kit.panels import Criterion, Station, panel, station, step
from processlots.kit.periods import today
from processlots.kit.tables import written

_OPEN, _DECIDED = plan.OPEN, plan.DECIDED


def goals_of(process: Process) -> list[Goal]:
    """The process's open goals with their measures, read once for the page."""
    known = process.__dict__.get("followup_goals")
    if known is None:
        known = process.__dict__["followup_goals"] = [one for one in every_goal_of(process) if one.state in _OPEN]
        prefetch_related_objects(known, "measures")
    return known


def every_goal_of(process: Process) -> list[Goal]:
    """Every goal it has had, result goals first, read once for the page."""
    known = process.__dict__.get("followup_every_goal")
    if known is None:
        rows = sorted(process.goals.all(), key=lambda one: (one.kind != Goal.Kind.RESULT, one.pk))
        known = process.__dict__["followup_every_goal"] = rows
    return known


def _add(request: HttpRequest, process: Process) -> tuple[Any, str] | None:
    if access.may(request.user, "add", Goal(process=process)):
        return _("New goal"), f"/mal/nytt/?process={process.key}"
    return None


@panel(
    Process,
    "mal",
    title=pgettext_lazy("followup", "Goals"),
    help=gettext_lazy("Tinted band: how much it normally varies"),
    order=30,
    template="followup/panels/goals.html",
    queries=5,
    action=_add,
)
def goals(request: HttpRequest, process: Process) -> dict[str, Any]:
    """Each goal with its latest value and a spark of its first measure; measures without a goal after them."""
    tongue = language()
    rows = goals_of(process)
    loose = sorted(process.measures.filter(goals=None, ended_on=None), key=lambda one: one.sort)
    measures = {measure.pk: measure for goal in rows for measure in goal.measures.all()} | {
        measure.pk: measure for measure in loose
    }
    drawn = series.charts(measures.values(), tongue) if measures else {}
    made = []
    for goal in rows:
        measure = next(iter(goal.measures.all()), None)
        made.append({"goal": goal, "url": pages.url_of(goal), "facts": _facts(goal), **_spark(measure, drawn, tongue)})
    others = [{"measure": measure, **_spark(measure, drawn, tongue)} for measure in loose]
    may_measure = access.may(request.user, "add", Measure(process=process))
    return {
        "goals": made,
        "others": others,
        "new_measure": f"/matt/nytt/?process={process.key}" if may_measure else "",
        "plan_url": f"{pages.url_of(process)}uppfoljningsplan/",
    }


def _facts(goal: Goal) -> str:
    parts = [str(goal.get_kind_display()).capitalize()]
    if goal.target is not None:
        parts.append(f"{goal.get_direction_display() or ''} {written(goal.target)} {goal.unit_text}".strip())
    if goal.due:
        parts.append(_("by %(day)s") % {"day": written(goal.due)})
    return ", ".join(parts)


def _spark(measure: Measure | None, drawn: dict[int, Any], tongue: Any) -> dict[str, Any]:
    if measure is None:
        return {"spark": "", "value": "", "period": "", "marks": [("warn", _("No measure"))], "measure_url": ""}
    chart = drawn[measure.pk]
    marks = []
    if chart.signal is not None:
        marks.append(("signal", _("Signal: %(what)s") % {"what": charts.signal_words(chart, chart.last, tongue)[0].lower()}))
    elif chart.segments and chart.segments[-1].mean is not None:
        marks.append(("none", _("Only common variation")))
    if chart.assurance:
        marks.append(
            {"passes": ("ok", _("Reaches the goal")), "fails": ("warn", _("Does not reach the goal"))}.get(
                chart.assurance, ("begun", _("Sometimes reaches the goal"))
            )
        )
    last = chart.last
    kind = series.kind_of(measure)
    label = f"{measure}. {charts.describe(chart, tongue, kind=kind)}" if chart.points else str(measure)
    return {
        "measure": measure,
        "measure_url": pages.url_of(measure),
        "spark": mark_safe(charts.spark(chart, label=label)) if chart.points else "",
        "value": written(chart.points[last].value) if last is not None else "–",
        "period": f"{measure.unit_text}, {period_name(chart.points[last].date, kind, tongue)}"
        if last is not None
        else _("no values yet"),
        "marks": marks,
    }


@station(10, "goal", pgettext_lazy("followup", "Goal"))
def the_goal(request: HttpRequest, process: Process) -> Station:
    """The first goal, or the way to set one."""
    rows = goals_of(process)
    if not rows:
        return Station(mend=_add(request, process))
    goal = rows[0]
    mark = "ok" if goal.state in _DECIDED else "begun"
    return Station(goal.statement, pages.url_of(goal), goal.get_state_display(), mark)


@station(20, "measure", pgettext_lazy("followup", "Measure"))
def the_measure(request: HttpRequest, process: Process) -> Station:
    """The first goal's first measure and its latest value."""
    for goal in goals_of(process):
        for measure in goal.measures.all():
            if measure.latest_value is None:
                return Station(measure.name, pages.url_of(measure), _("no values yet"), "warn")
            return Station(measure.name, pages.url_of(measure), f"{written(measure.latest_value)} {measure.unit_text}", "ok")
    first = next(iter(goals_of(process)), None)
    if first is not None and access.may(request.user, "change", first):
        return Station(mend=(_("Choose a measure"), pages.mend_url(first, "measures")))
    return Station()


@station(30, "signal", gettext_lazy("Signal"))
def the_signal(request: HttpRequest, process: Process) -> Station:
    """The first measure with a signal."""
    for goal in goals_of(process):
        for measure in goal.measures.all():
            if measure.variation in ("improvement", "concern"):
                word = _("Improvement") if measure.variation == "improvement" else _("Deterioration")
                return Station(word, pages.url_of(measure), measure.name, "signal")
    if any(goal.measures.all() for goal in goals_of(process)):
        return Station(_("None"), "", _("only common variation"), "none")
    return Station()


@step(5)
def goals_are_set(process: Process) -> Criterion:
    """An approved measurable goal whose follow-up plan answers all six questions (S0-6, S5-12)."""
    rows = goals_of(process)
    if not rows:
        return Criterion(False, ((_("There is no goal"), f"/mal/nytt/?process={process.key}"),))
    missing: list[tuple[Any, str]] = []
    decided = [goal for goal in rows if goal.state in _DECIDED]
    if not decided:
        missing.append((_("No goal is approved"), pages.url_of(rows[0])))
    for goal in decided:
        found = plan.missing(goal)
        if found:
            missing.append((_("The follow-up plan does not answer: %(question)s") % {"question": found[0][0]}, found[0][1]))
    drafts = len(rows) - len(decided)
    note = _("%(count)s goals") % {"count": len(rows)} + (_(", %(count)s drafts") % {"count": drafts} if drafts else "")
    return Criterion(not missing, tuple(missing), note)


@house_state(10)
def signals(processes: Sequence[Process], user: Any) -> Signs:
    """A measure of the process has a signal that nobody has seen yet."""
    found = Measure.objects.filter(
        process__in=[one.pk for one in processes], ended_on=None, variation__in=("improvement", "concern")
    )
    seen = Signal.objects.filter(measure=OuterRef("pk"), point=OuterRef("latest_period"))
    waiting = set(found.exclude(Exists(seen)).values_list("process", flat=True))
    return {pk: Sign("signal", _("New signal")) for pk in waiting}


@todo(20)
def signals_to_read(user: Any) -> list[Todo]:
    """Signals that nobody has seen, in processes that the person owns or leads."""
    who = standing(user)
    mine = who.of("leader", "process") | who.of("owner", "process")
    if not mine:
        return []
    seen = Signal.objects.filter(measure=OuterRef("pk"), point=OuterRef("latest_period"))
    rows = Measure.objects.filter(process__in=mine, ended_on=None, variation__in=("improvement", "concern")).exclude(Exists(seen))
    rows = rows.select_related("process").order_by("sort")[:20]
    return [
        Todo(
            "signal",
            _("Say what the signal means: %(measure)s") % {"measure": one.name},
            pages.url_of(one),
            about=one.process.name,
        )
        for one in rows
    ]


@todo(30)
def goals_to_approve(user: Any) -> list[Todo]:
    """Goals that have been sent to the person as owner."""
    mine = standing(user).of("owner", "process")
    if not mine:
        return []
    rows = Goal.objects.filter(process__in=mine, state=Goal.State.PROPOSED).select_related("process").order_by("pk")[:20]
    return [
        Todo("decide", _("Approve the goal: %(goal)s") % {"goal": one.statement}, pages.url_of(one), about=one.process.name)
        for one in rows
    ]


@todo(40)
def values_to_register(user: Any) -> list[Todo]:
    """Measures that the person measures, or that nobody is named for in a process that the person leads, and are late."""
    who = standing(user)
    if who.person is None:
        return []
    lead = Q(measured_by=None, process__in=who.of("leader", "process"))
    rows = (
        Measure.objects.filter(Q(measured_by=who.person) | lead, ended_on=None).select_related("process").order_by("sort")[:200]
    )
    made = []
    for one in rows:
        due = values.next_period(values.next_period(one.latest_period, one.every), one.every) if one.latest_period else None
        if due is None or due <= today():
            text = _("Fill in a value: %(measure)s") % {"measure": one.name}
            made.append(Todo("warn" if due else "none", text, pages.url_of(one), about=one.process.name))
    return made[:20]
