"""The activity plan as page and document (T-5), and what followup is told of activities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.followup import missed
from processlots.apps.followup import plan as follow_up_plan
from processlots.apps.followup.models import Goal
from processlots.apps.followup.reports import HEAD, head
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.improvement.process_parts import actions_of
from processlots.apps.improvement.thread_parts import MARKS
from processlots.apps.processes.models import Process
from processlots.apps.processes.process_panels import document
from processlots.kit import access, pages, reports, views
from processlots.kit.periods import today
from processlots.kit.tables import written

CATEGORIES = (
    ("simplify", gettext_lazy("simplify")),
    ("renew", gettext_lazy("renew")),
    ("improve", pgettext_lazy("label", "improve")),
)


@follow_up_plan.taken
def activities_for_goals(keys: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """What is done about a goal: the activities of its needs."""
    rows = (
        PlanAction.objects.filter(need__goal__in=keys)
        .exclude(state=PlanAction.State.CANCELLED)
        .select_related("need", "responsible")
    )
    made: dict[int, list[tuple[str, str]]] = {}
    for one in rows.order_by("due", "pk"):
        text = ", ".join(str(part) for part in (one.text, one.responsible, one.get_state_display()) if part)
        if one.need is not None and one.need.goal_id is not None:
            made.setdefault(one.need.goal_id, []).append((text, pages.url_of(one)))
    return made


@missed.way
def make_a_need(user: Any, goal: Goal) -> list[tuple[Any, str, str]]:
    """A missed target becomes a need, and the need an activity; one that is open already is what one goes on with."""
    known = goal.needs.exclude(state__in=(Need.State.DISMISSED, Need.State.FOLLOWED_UP)).order_by("-pk").first()
    if known is not None:
        return [(_("Go on with the need"), pages.url_of(known), "link")]
    if not access.may(user, "add", Need(process=goal.process)):
        return []
    return [(_("Make a need of it"), f"/behov/nytt/?process={goal.process.key}&goal={goal.number}", "link")]


def rows_of(process: Process) -> list[PlanAction]:
    """The plan's rows: what is open first, then what is done; cancelled ones stay in the lists only."""
    rows = process.plan_actions.exclude(state=PlanAction.State.CANCELLED)
    rows = rows.select_related("responsible", "decision__by", "need__decision__by", "need__goal", "need__signal")
    last = (PlanAction.State.DONE, PlanAction.State.FOLLOWED_UP)
    return sorted(rows.order_by("due", "pk"), key=lambda one: (one.state in last, one.due is None))


def decision_text(one: PlanAction) -> str:
    """Whether a decision is needed, and who took it when."""
    decision = one.decision or (one.need.decision if one.need else None)
    if decision is not None:
        return f"{decision.by or decision.capacity}, {written(decision.date)}"
    if one.needs_decision or (one.need is not None and one.need.waits_for_decision):
        return _("needed, not taken yet")
    return _("not needed")


def written_row(one: PlanAction) -> dict[str, Any]:
    """A row of T-5 in words."""
    need = one.need
    categories = ", ".join(str(word) for name, word in CATEGORIES if need is not None and getattr(need, name))
    links = [
        need.goal.statement if need is not None and need.goal else "",
        str(need.signal) if need is not None and need.signal else "",
    ]
    return {
        "number": one.label,
        "activity": one.text,
        "kind": str(one.get_kind_display()),
        "why": one.why or (need.why if need else ""),
        "need": need.title if need else "",
        "origin": str(need.get_origin_display()) if need else "",
        "expected": one.expected_effect or (need.expected_effect if need else ""),
        "category": categories,
        "decision": decision_text(one),
        "responsible": str(one.responsible or _("nobody yet")),
        "participants": one.participants,
        "start": written(one.start),
        "due": written(one.due),
        "state": str(one.get_state_display()),
        "cost": one.cost,
        "link": "\n".join(text for text in links if text),
        "effect_on": written(one.effect_on),
        "effect": one.actual_effect,
        "stick": str(one.get_stick_display()) if one.stick else "",
    }


@reports.report("activity_plan", Process, title=gettext_lazy("Activity plan"), fields=(*HEAD, "period", "rows"))
def activity_plan(process: Process) -> dict[str, Any]:
    """T-5."""
    rows = rows_of(process)
    return {**head(process, ("planaction", "need")), "period": period_of(rows), "rows": [written_row(one) for one in rows]}


def period_of(rows: list[PlanAction]) -> str:
    """From the first start to the last date."""
    days = [day for one in rows for day in (one.start, one.due) if day is not None]
    return f"{written(min(days))} – {written(max(days))}" if days else ""


@document
def activity_plan_document(request: HttpRequest, process: Process) -> tuple[int, Any, str]:
    """T-5, once there is an activity."""
    exists = bool(actions_of(process))
    return 40, _("Activity plan"), f"{pages.url_of(process)}aktivitetsplan/word/" if exists else ""


class ActivityPlanView(views.PagesView):
    """The whole plan of a process."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        process: Process = self.row(key)
        rows, day = rows_of(process), today()
        made = head(process, ("planaction", "need"))
        context = {
            "title": _("Activity plan"),
            "kind": process.name,
            "crumbs": [*self.pages.crumbs(request, process), (process.name, pages.url_of(process))],
            "facts": [
                (_("Process owner"), made["owner"]),
                (_("Process leader"), made["leader"]),
                (_("Period"), period_of(rows) or "–"),
                (_("Last revised"), written(made["revised"]) or "–"),
            ],
            "rows": [
                {
                    **written_row(one),
                    "url": pages.url_of(one),
                    "mark": MARKS[one.state],
                    "late": is_late(one, day),
                    "need_url": pages.url_of(one.need) if one.need else "",
                }
                for one in rows
            ],
            "actions": [(_("New activity"), f"/aktiviteter/nytt/?process={process.key}", "primary")]
            if access.may(request.user, "add", PlanAction(process=process))
            else [],
            "word_url": f"{pages.url_of(process)}aktivitetsplan/word/" if rows else "",
        }
        return render(request, "improvement/plan.html", context)


def is_late(one: PlanAction, day: Any) -> bool:
    """True if it was to be done by now."""
    return (
        one.due is not None
        and one.due < day
        and one.state in (PlanAction.State.PLANNED, PlanAction.State.ONGOING, PlanAction.State.PAUSED)
    )


class ActivityPlanWordView(views.PagesView):
    """Let the worker write the plan as a Word document."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        return reports.answer(request, "activity_plan", self.row(key))
