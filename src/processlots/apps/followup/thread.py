"""The thread through one goal, measure, need or activity, walked both ways (X-1); higher apps add their stations.

Focus(process, here="need", rows={"need": need})      fillers find the rest: its signal, measure, goal and activity
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.followup.models import Goal, Measure, Signal
from processlots.kit import pages
from processlots.kit.panels import Station, panel
from processlots.kit.tables import written

TITLE, HELP = gettext_lazy("The thread"), gettext_lazy("What it comes from, and where it leads")
TEMPLATE = "followup/panels/thread.html"


@dataclass
class Focus:
    """Where one stands, and what has been found along the thread so far: station → row."""

    process: Any
    here: str
    rows: dict[str, Any] = field(default_factory=dict)


_fillers: list[tuple[int, Callable[[Focus], None]]] = []
_stations: list[tuple[int, str, Any, Callable[[HttpRequest, Focus], Station]]] = []


def filler(order: int) -> Callable[[Callable[[Focus], None]], Callable[[Focus], None]]:
    """Register a function that puts rows into the focus which follow from those that are there."""

    def keep(found: Callable[[Focus], None]) -> Callable[[Focus], None]:
        _fillers.append((order, found))
        _fillers.sort(key=lambda one: one[0])
        return found

    return keep


def station(order: int, key: str, title: Any) -> Callable[..., Any]:
    """Register a station: a function from (request, focus) to what stands there."""

    def keep(made: Callable[[HttpRequest, Focus], Station]) -> Callable[[HttpRequest, Focus], Station]:
        _stations.append((order, key, title, made))
        _stations.sort(key=lambda one: one[0])
        return made

    return keep


def line(request: HttpRequest, row: Any, here: str) -> list[tuple[str | Promise, Station, bool]]:
    """The stations of the thread through a row: (title, station, whether one stands there)."""
    focus = Focus(row.process, here, {here: row})
    for _order, fill in _fillers:
        fill(focus)
    return [(title, make(request, focus), key == here) for _order, key, title, make in _stations]


@filler(20)
def goal_measure_and_signal(focus: Focus) -> None:
    """A goal has its first measure, a measure its first goal and its latest signal."""
    rows = focus.rows
    if "measure" not in rows and "signal" in rows:
        rows["measure"] = rows["signal"].measure
    if "goal" not in rows and "measure" in rows:
        rows["goal"] = rows["measure"].goals.filter(ended_on=None).order_by("pk").first()
    if "measure" not in rows and rows.get("goal") is not None:
        rows["measure"] = rows["goal"].measures.filter(ended_on=None).order_by("pk").first()
    if "signal" not in rows and rows.get("measure") is not None:
        rows["signal"] = Signal.objects.filter(measure=rows["measure"]).order_by("-point", "-pk").first()


@station(10, "ground", gettext_lazy("Rests on"))
def what_it_rests_on(request: HttpRequest, focus: Focus) -> Station:
    """Regulation, requirement, strategy or the recipient's experience (S5-4)."""
    goal: Goal | None = focus.rows.get("goal")
    if goal is None:
        return Station(focus.process.name, pages.url_of(focus.process), _("the process"))
    if goal.requirement is not None:
        return Station(goal.requirement.text, pages.url_of(goal.requirement), _("requirement"))
    for text, note in ((goal.regulation, _("board regulation")), (goal.strategy, _("overall strategies and budget"))):
        if text:
            return Station(text, "", note)
    if goal.recipient_experience:
        return Station(_("The recipient's experience"))
    mend = (_("Say what the goal rests on"), pages.mend_url(goal, "regulation")) if _may_write(request, goal) else None
    return Station(mend=mend)


@station(20, "goal", pgettext_lazy("followup", "Goal"))
def its_goal(request: HttpRequest, focus: Focus) -> Station:
    goal: Goal | None = focus.rows.get("goal")
    if goal is None:
        return Station(note=_("no goal"))
    marks: dict[str, str] = {
        Goal.State.APPROVED: "ok",
        Goal.State.MET: "ok",
        Goal.State.NOT_MET: "warn",
        Goal.State.ENDED: "none",
    }
    return Station(goal.statement, pages.url_of(goal), goal.get_state_display(), marks.get(goal.state, "begun"))


@station(30, "measure", pgettext_lazy("followup", "Measure"))
def its_measure(request: HttpRequest, focus: Focus) -> Station:
    measure: Measure | None = focus.rows.get("measure")
    if measure is None:
        goal = focus.rows.get("goal")
        may = goal is not None and _may_write(request, goal)
        return Station(mend=(_("Choose a measure"), pages.mend_url(goal, "measures")) if may else None)
    if measure.latest_value is None:
        return Station(measure.name, pages.url_of(measure), _("no values yet"), "warn")
    return Station(measure.name, pages.url_of(measure), f"{written(measure.latest_value)} {measure.unit_text}")


@station(40, "signal", gettext_lazy("Signal"))
def its_signal(request: HttpRequest, focus: Focus) -> Station:
    measure: Measure | None = focus.rows.get("measure")
    signal: Signal | None = focus.rows.get("signal")
    if measure is None:
        return Station()
    waits = measure.variation in ("improvement", "concern")
    if waits and (signal is None or signal.point != measure.latest_period) and focus.here in ("goal", "measure"):
        return Station(_("New signal"), pages.url_of(measure), _("waits for your word"), "signal")
    if signal is None:
        return Station(_("None"), "", _("only common variation"), "none")
    seen = _("seen %(day)s") % {"day": written(signal.seen_on)}
    return Station(signal.get_rule_display(), pages.url_of(signal), seen, "signal")


def _may_write(request: HttpRequest, goal: Goal) -> bool:
    from processlots.kit import access

    return access.may(request.user, "change", goal)


@panel(Goal, "thread", title=TITLE, help=HELP, order=10, template=TEMPLATE, queries=9)
def the_goals_thread(request: HttpRequest, goal: Goal) -> dict[str, Any]:
    return {"stations": line(request, goal, "goal")}


@panel(Measure, "thread", title=TITLE, help=HELP, order=10, template=TEMPLATE, queries=9)
def the_measures_thread(request: HttpRequest, measure: Measure) -> dict[str, Any]:
    return {"stations": line(request, measure, "measure")}
