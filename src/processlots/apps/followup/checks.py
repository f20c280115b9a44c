"""What the checks say of goals and measures (model.md D.3)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from processlots.apps.followup import missed, values
from processlots.apps.followup.models import Goal, Measure
from processlots.kit import pages
from processlots.kit.checks import Finding, check, told
from processlots.kit.periods import today

#: words that promise without saying how much (V-16), as beginnings
VAGUE = ("öka", "förbättra", "bättre", "god", "hög", "effektiv", "snabb", "nöjd", "optimera", "minska", "utveckla")
_PLACEHOLDER = re.compile(r"(?<![\w-])(x|n|y|xx|yy|nn)(?![\w-])|…|\.\.\.|\?\?", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|(?<!\w)(alla|ingen|inga|noll|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|hälften|varje)(?!\w)", re.IGNORECASE
)
MOST_MEASURES = 7


@check("V-15", Goal, severity="F", blocks="approve", fixed=True)
def a_goal_needs_a_measure_and_a_value(goal: Goal) -> Iterator[Finding]:
    """No measure, or no target value with a unit."""
    if goal.pk is None or not goal.measures.all():
        yield Finding(_("The goal has no measure. Choose what shows whether it is reached."), "measures")
    if goal.target is None:
        yield Finding(_("The goal does not say how much. Fill in a target value."), "target")
    if not goal.unit_text:
        yield Finding(_("The target value has no unit. Write for example per cent or days."), "unit_text")


@check("V-16", Goal, severity="V")
def a_goal_avoids_vague_words(goal: Goal) -> Iterator[Finding]:
    """A vague word in a statement without any value."""
    words = re.findall(r"\w+", goal.statement.lower())
    vague = next((word for word in words if word.startswith(VAGUE)), None)
    if vague is not None and not _NUMBER.search(goal.statement):
        yield Finding(told(_("“%(word)s” says nothing about how much. Write a value in the sentence."), word=vague), "statement")


@check("V-17", Goal, severity="F", blocks="approve")
def a_goal_has_no_gaps_to_fill_in(goal: Goal) -> Iterator[Finding]:
    """A placeholder, no due date, or no direction."""
    if _PLACEHOLDER.search(goal.statement):
        yield Finding(_("The goal has a gap where a value shall stand. Replace X with the value."), "statement")
    if goal.due is None:
        yield Finding(_("The goal does not say by when. Fill in a date."), "due")
    if not goal.direction:
        yield Finding(_("The goal does not say at least or at most. Choose a direction."), "direction")


@check("V-18", Goal, severity="V")
def a_goal_rests_on_something(goal: Goal) -> Iterator[Finding]:
    """A development goal without baseline or action; a result goal that rests on nothing."""
    if goal.kind == Goal.Kind.DEVELOPMENT:
        if goal.baseline is None:
            yield Finding(_("The development goal has no baseline. Without one nobody sees whether it got better."), "baseline")
        if goal.pk is not None and goal.pk not in missed.linked([goal.pk]):
            yield Finding(_("The development goal is not linked to any need or activity."))
    elif not (goal.regulation or goal.strategy or goal.requirement_id or goal.recipient_experience):
        yield Finding(
            _("The goal rests neither on the regulation, a requirement nor the recipient's experience. Say what it rests on."),
            "regulation",
        )


@check("V-27", Goal, severity="V")
def few_measures_are_better(goal: Goal) -> Iterator[Finding]:
    """More than seven measures in a process."""
    count = Measure.objects.filter(process=goal.process_id, ended_on=None).count()
    if count > MOST_MEASURES:
        yield Finding(
            told(_("The process has %(count)s measures. Choose the essential ones, at most seven."), count=count), "measures"
        )


@check("V-27", Goal, severity="V")
def a_missed_target_is_answered(goal: Goal) -> Iterator[Finding]:
    """Missed for more than 30 days without activity, accepted reason or revised goal (S5-15)."""
    if goal.due is None or not missed.is_missed(goal) or today() <= goal.due + missed.GRACE:
        return
    if goal.pk not in missed.answered([goal]):
        said = told(
            _(
                "The target was to be reached by %(day)s and is missed. "
                "Make an activity, accept it with a reason, or revise the goal."
            ),
            day=goal.due,
        )
        yield Finding(said, "", url=f"{pages.url_of(goal)}#missed")


@check("V-27", Measure, severity="V")
def a_measure_is_measured_on_time(measure: Measure) -> Iterator[Finding]:
    """Overdue by more than its interval, or temporary past its end."""
    if measure.ended_on:
        return
    if measure.temporary_until and measure.temporary_until < today():
        said = told(_("The measurement was to end on %(day)s. End it, or move the date."), day=measure.temporary_until)
        yield Finding(said, "temporary_until")
    if measure.latest_period is None:
        yield Finding(_("There are no values yet. Register the first."))
        return
    due = values.next_period(values.next_period(measure.latest_period, measure.every), measure.every)
    if today() > values.next_period(due, measure.every) + datetime.timedelta(days=-1):
        yield Finding(_("The latest value is more than one period late. Register it, or say that it is missing."))
