"""The follow-up plan as a document (T-4)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.followup import missed, plan, series
from processlots.apps.followup.control_chart_words import sentence
from processlots.apps.followup.process_parts import every_goal_of
from processlots.apps.followup.words import language
from processlots.apps.processes.models import Process
from processlots.apps.processes.process_panels import document
from processlots.kit import panels, reports
from processlots.kit.models import Installation
from processlots.kit.models.history import LogEntry
from processlots.kit.pages import url_of
from processlots.kit.periods import today
from processlots.kit.tables import written

HEAD = ("organisation", "date", "number", "name", "owner", "leader", "revised")


def head(process: Process, models: tuple[str, ...]) -> dict[str, Any]:
    """What stands at the top of a plan. `models`: the rows whose latest change is when it was last revised."""
    kinds = {"content_type__app_label": "followup"} if "goal" in models else {"content_type__app_label": "improvement"}
    latest = LogEntry.objects.filter(process=process.pk, content_type__model__in=models, **kinds).order_by("-id").first()
    return {
        "organisation": Installation.current()[0],
        "date": today(),
        "number": process.label,
        "name": process.name,
        "owner": str(process.owner or _("not appointed")),
        "leader": str(
            process.leader
            or (_("%(owner)s, who leads as owner") % {"owner": process.owner} if process.owner else _("not appointed"))
        ),
        "revised": latest.timestamp.date() if latest is not None else "",
    }


@reports.report("follow_up_plan", Process, title=gettext_lazy("Follow-up plan"), fields=(*HEAD, "standing", "goals"))
def follow_up_plan(process: Process) -> dict[str, Any]:
    """Each goal with the six questions, what it rests on, how it stands and what is done."""
    goals = plan.goals_of(process)
    charts = series.charts({one.pk: one for goal in goals for one in goal.measures.all()}.values(), language())
    done = plan.actions_for(goals)
    return {
        **head(process, ("goal", "measure")),
        "standing": standing(goals),
        "goals": [
            {
                "number": goal.label,
                "statement": goal.statement,
                "kind": str(goal.get_kind_display()).capitalize(),
                "state": str(goal.get_state_display()).capitalize(),
                "rests_on": "\n".join(plan.rests_on(goal)),
                **{one.key: "\n".join([*one.lines, one.missing] if one.missing else one.lines) for one in plan.answers(goal)},
                "outcome": "\n".join(
                    f"{plan.outcome_text(one)}. {sentence(charts[one.measure.pk], language())}" for one in missed.outcomes(goal)
                ) or _("Not measured yet"),
                "standing": plan.standing_of(goal)[1],
                "actions": "\n".join(text for text, _url in done.get(goal.pk, [])),
            }
            for goal in goals
        ],
    }  # fmt: skip


def standing(goals: list[Any]) -> str:
    """The plan as a whole in a sentence: how many goals stand how."""
    counted: dict[str, int] = {}
    for goal in goals:
        word = plan.standing_of(goal)[1]
        counted[word] = counted.get(word, 0) + 1
    return ", ".join(f"{word}: {count}" for word, count in counted.items()) or _("There are no goals yet.")


@document
def follow_up_document(request: HttpRequest, process: Process) -> tuple[int, Any, str]:
    """T-4, once there is a goal."""
    return 30, _("Follow-up plan"), f"{url_of(process)}uppfoljningsplan/word/" if every_goal_of(process) else ""


@panels.field("specification", "goals")
def goals_in_the_specification(process: Process) -> str:
    """T-1: process goals and metrics (S5-17)."""
    lines = []
    for goal in plan.goals_of(process):
        measures = ", ".join(one.name for one in goal.measures.all())
        lines.append(f"{goal.statement} ({measures})" if measures else goal.statement)
    return "\n".join(lines)


@panels.field("specification", "follow_up")
def follow_up_in_the_specification(process: Process) -> str:
    """T-1: where the follow-up is found, and who follows up."""
    who = sorted({str(goal.followed_up_by) for goal in plan.goals_of(process) if goal.followed_up_by})
    said = [process.follow_up_place, _("Follows up: %(person)s") % {"person": ", ".join(who)} if who else ""]
    return "\n".join(text for text in said if text)


def summary(process: Process) -> list[tuple[str, Any]]:
    """The plan's head as facts of a page."""
    made = head(process, ("goal", "measure"))
    return [
        (_("Process owner"), made["owner"]),
        (_("Process leader"), made["leader"]),
        (_("Last revised"), written(made["revised"]) or "–"),
    ]
