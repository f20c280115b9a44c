"""The follow-up plan: the same six questions answered for every goal (S5-12, S5-13, T-4); for page, overview and document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from processlots.apps.followup import missed, series
from processlots.apps.followup.models import Goal, Measure
from processlots.apps.followup.words import language
from processlots.apps.processes.models import Process
from processlots.kit import pages
from processlots.kit.charts.dates import period_name
from processlots.kit.tables import written

OPEN = (Goal.State.DRAFT, Goal.State.PROPOSED, Goal.State.APPROVED, Goal.State.MET, Goal.State.NOT_MET)
DECIDED = (Goal.State.APPROVED, Goal.State.MET, Goal.State.NOT_MET)

QUESTIONS = {
    "a": gettext_lazy("What shall be reached, and when?"),
    "b": gettext_lazy("Which measures show whether it is reached?"),
    "c": gettext_lazy("How do we measure, and how often?"),
    "d": gettext_lazy("Who measures, and who follows up?"),
    "e": gettext_lazy("How and to whom is the result reported?"),
    "f": gettext_lazy("How is the result used to develop the process?"),
}
#: where each question is answered in the goal's form
_FIELDS = {"a": "statement", "b": "measures", "c": "method", "d": "measured_by", "e": "reported", "f": "used"}

#: what is done about goals: a function from their keys to goal → texts with addresses
Taken = Callable[[Sequence[int]], dict[int, list[tuple[str, str]]]]
_taken: list[Taken] = []


def taken(found: Taken) -> Taken:
    """Register what is done about goals (T-4, "åtgärd")."""
    _taken.append(found)
    return found


def actions_for(goals: Iterable[Goal]) -> dict[int, list[tuple[str, str]]]:
    """Goal's key → (what is done, its address); a query for each app that knows."""
    keys = [goal.pk for goal in goals]
    made: dict[int, list[tuple[str, str]]] = {}
    for found in _taken:
        for key, rows in found(keys).items():
            made.setdefault(key, []).extend(rows)
    return made


@dataclass(frozen=True)
class Answer:
    """One of the six questions, what the plan says, and what it leaves open ("" where nothing) with where it is mended."""

    key: str
    question: Any
    lines: list[str]
    missing: str = ""
    mend: str = ""


def goals_of(process: Process) -> list[Goal]:
    """The goals of the plan, result goals first, with what the answers need: a fixed number of queries."""
    rows = process.goals.filter(state__in=OPEN).order_by("-kind", "pk")
    return list(rows.select_related("measured_by", "followed_up_by", "requirement").prefetch_related("measures__measured_by"))


def answers(goal: Goal) -> list[Answer]:
    """The six answers; what is not answered says so."""
    measures = list(goal.measures.all())
    said: dict[str, tuple[list[str], str]] = {
        "a": _what(goal),
        "b": ([_measured(one) for one in measures], "" if measures else _("No measure is chosen.")),
        "c": _how(goal, measures),
        "d": _who(goal, measures),
        "e": ([goal.reported] if goal.reported else [], "" if goal.reported else _("Not written yet.")),
        "f": _used(goal),
    }
    # What is approved is revised first, which is done on the goal's own page.
    decided = goal.state in DECIDED
    return [
        Answer(
            key,
            question,
            *said[key],
            "" if not said[key][1] else pages.url_of(goal) if decided else pages.mend_url(goal, _FIELDS[key]),
        )
        for key, question in QUESTIONS.items()
    ]


def missing(goal: Goal) -> list[tuple[str, str]]:
    """The questions that the plan leaves open (S5-12), with where each is answered."""
    return [(str(one.question), one.mend) for one in answers(goal) if one.missing]


def target_text(goal: Goal) -> str:
    """ "högst 42 dagar", or "" where there is no target."""
    if goal.target is None:
        return ""
    return f"{goal.get_direction_display() if goal.direction else ''} {written(goal.target)} {goal.unit_text}".strip()


def outcome_text(one: missed.Outcome) -> str:
    """ "36 dagar, oktober 2026"."""
    return f"{written(one.value)} {one.measure.unit_text}, {period_name(one.period, series.kind_of(one.measure), language())}"


def standing_of(goal: Goal) -> tuple[str, str]:
    """Mark and words for how the goal stands."""
    if goal.state in (Goal.State.DRAFT, Goal.State.PROPOSED):
        return "begun", str(goal.get_state_display()).capitalize()
    if goal.state == Goal.State.NOT_MET:
        return "none", _("Not met, accepted")
    if missed.is_missed(goal):
        return "error", _("The target is missed")
    found = missed.outcomes(goal)
    if not found:
        return "none", _("Not measured yet")
    if all(one.reached for one in found):
        return "ok", _("Met") if goal.state == Goal.State.MET else _("Reaches the goal")
    return "warn", _("Does not reach the goal yet")


def rests_on(goal: Goal) -> list[str]:
    """What the goal rests on, in words (V-18, S5-4, S5-5)."""
    made = [
        (_("Board regulation"), goal.regulation),
        (_("Overall strategies and budget"), goal.strategy),
        (_("Requirement"), goal.requirement.text if goal.requirement else ""),
    ]
    found = [f"{label}: {text}" for label, text in made if text]
    return [*found, _("The recipient's experience")] if goal.recipient_experience else found


def _what(goal: Goal) -> tuple[list[str], str]:
    lines = [goal.statement]
    parts = [target_text(goal), _("by %(day)s") % {"day": written(goal.due)} if goal.due else ""]
    lines += [text for text in (", ".join(part for part in parts if part).capitalize(),) if text]
    if goal.baseline is not None:
        when = f", {written(goal.baseline_date)}" if goal.baseline_date else ""
        lines.append(_("Baseline: %(value)s %(unit)s") % {"value": written(goal.baseline), "unit": goal.unit_text} + when)
    gaps = [
        (goal.target is None, _("how much")),
        (not goal.unit_text, pgettext("measure", "unit")),
        (not goal.direction, _("direction")),
        (goal.due is None, _("by when")),
    ]
    left = [str(word) for gap, word in gaps if gap]
    return lines, _("It does not say: %(what)s.") % {"what": ", ".join(left)} if left else ""


def _measured(measure: Measure) -> str:
    return f"{measure.name} ({measure.get_location_display()}, {measure.get_nature_display()})"


def _how(goal: Goal, measures: list[Measure]) -> tuple[list[str], str]:
    lines = [goal.method] if goal.method else [one.method for one in measures if one.method]
    for one in measures:
        source = f". {_('Source')}: {one.source}" if one.source else ""
        until = f". {_('Temporary until')} {written(one.temporary_until)}" if one.temporary_until else ""
        lines.append(
            _("%(measure)s: every %(period)s") % {"measure": one.name, "period": one.get_every_display()} + source + until
        )
    return lines, "" if goal.method or any(one.method for one in measures) else _("How it is measured is not written.")


def _who(goal: Goal, measures: list[Measure]) -> tuple[list[str], str]:
    measurers = (
        [goal.measured_by] if goal.measured_by else list(dict.fromkeys(one.measured_by for one in measures if one.measured_by))
    )
    lines = [_("Measures: %(person)s") % {"person": one} for one in measurers]
    if goal.followed_up_by:
        lines.append(_("Follows up: %(person)s") % {"person": goal.followed_up_by})
    left = ([] if measurers else [_("who measures")]) + ([] if goal.followed_up_by else [_("who follows up")])
    return lines, _("It does not say: %(what)s.") % {"what": ", ".join(left)} if left else ""


def _used(goal: Goal) -> tuple[list[str], str]:
    lines = [goal.used] if goal.used else []
    if goal.early_warning:
        lines.append(_("Early warning: %(what)s") % {"what": goal.early_warning})
    return lines, "" if goal.used else _("Not written yet.")
