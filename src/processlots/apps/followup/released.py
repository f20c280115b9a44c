"""What a release freezes of follow-up: goals with their targets, measures, and the plan's answers (S5-12, T-4)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.followup import plan
from processlots.apps.followup.models import Goal, Measure
from processlots.apps.processes.models import Process
from processlots.kit.released import Thing, both, fact, of_fields, released, sayings, words


@released("goals", version=1, order=60, title=pgettext_lazy("followup", "Goals"))
def goals(process: Process) -> Iterator[Thing]:
    """Goals with what they shall reach and rest on; drafts say that they are drafts."""
    for goal in plan.goals_of(process):
        yield Thing(
            "goal",
            goal.label,
            goal.statement,
            [
                *of_fields(goal, "statement_en", "kind", "state", "effect"),
                fact("target", _("Target value"), both(lambda goal=goal: plan.target_text(goal))),
                *of_fields(goal, "due", "baseline", "baseline_date", "regulation", "strategy"),
                fact("requirement", _("Requirement"), goal.requirement.text if goal.requirement else None),
                *of_fields(goal, "recipient_experience"),
                fact("measures", pgettext_lazy("followup", "Measures"), [one.name for one in _sorted(goal)]),
            ],
        )


def _sorted(goal: Goal) -> list[Measure]:
    return sorted(goal.measures.all(), key=lambda one: one.number)  # prefetched by the plan


sayings("goal", target=_("the target value is changed"), due=_("the date is changed"))
words(
    "goal",
    new=_("The goal “%(name)s” is new"),
    gone=_("The goal “%(name)s” is gone"),
    changed=_("The goal “%(name)s” is worded anew"),
)


@released("measures", version=1, order=65, title=pgettext_lazy("followup", "Measures"))
def measures(process: Process) -> Iterator[Thing]:
    """What is measured, and how; values are the follow-up's, and go on."""
    for one in process.measures.filter(ended_on=None).select_related("measured_by").order_by("number"):
        names = ("unit_text", "improve", "every", "location", "nature", "source", "method", "measured_by", "temporary_until")
        yield Thing("measure", one.label, one.name, of_fields(one, *names))


words(
    "measure",
    new=_("The measure %(name)s is new"),
    gone=_("The measure %(name)s is gone"),
    changed=_("The measure %(name)s has a new name"),
)


@released("follow_up_plan", version=1, order=70, title=_("Follow-up plan"))
def follow_up_plan(process: Process) -> Iterator[Thing]:
    """How each goal is measured, by whom, to whom it is reported and how it is used (S5-12 c–f)."""
    for goal in plan.goals_of(process):
        names = ("method", "measured_by", "followed_up_by", "reported", "used", "early_warning")
        yield Thing("followed_goal", goal.label, goal.statement, of_fields(goal, *names))


words("followed_goal", new="", gone="", changed="")  # the goals have said it
