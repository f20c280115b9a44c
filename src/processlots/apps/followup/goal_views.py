"""The goal's page: how it stands, what must be handled, its measures, the six questions and the thread both ways."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from processlots.apps.followup import goal_hints, missed, plan, series
from processlots.apps.followup.models import Goal
from processlots.apps.followup.plan_views import goal_shown
from processlots.apps.followup.words import language
from processlots.kit import access, pages, views
from processlots.kit.tables import written


class GoalDetail(views.DetailView):
    """Facts are grouped as the follow-up plan's six questions."""

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        goal: Goal = row
        drawn = series.charts(goal.measures.all(), language())
        late = missed.is_missed(goal)
        targets = list(goal.targets.all())
        former = [one for one in targets[1:] if (one.target, one.due) != (goal.target, goal.due)]
        return {
            **goal_shown(goal, drawn),
            "facts": [],
            "actions": [] if late else self.actions(request, goal),
            "late": late,
            "late_actions": self.handling(request, goal) if late else [],
            "other_actions": self.actions(request, goal) if late else [],
            "done": plan.actions_for([goal]).get(goal.pk, []),
            "may_change": access.may(request.user, "change", goal),
            "former": [(written(one.approved), f"{written(one.target)} {one.unit_text}", written(one.due)) for one in former],
            "plan_url": f"{pages.url_of(goal.process)}uppfoljningsplan/",
        }

    def handling(self, request: HttpRequest, goal: Goal) -> list[tuple[Any, str, str, Any]]:
        """The three ways out of a missed target (S5-15), as far as the person may walk them."""
        url = pages.url_of(goal)
        made: list[tuple[Any, str, str, Any]] = [
            (*one, _("Something is done so that the target is reached")) for one in missed.ways(request.user, goal)
        ]
        if access.may(request.user, "accept_missed", goal):
            made.append(
                (_("Accept the outcome"), f"{url}gor/accept_missed/", "link", _("With a reason, as the owner's decision"))
            )
        if access.may(request.user, "revise", goal):
            made.append((_("Revise the goal"), f"{url}gor/revise/", "post", _("Another target, or another date")))
        return made


class HintedForm(views.FormView):
    """What the add and edit views share: the aside, and what the checks say of the sentence as it stands."""

    def show(
        self, request: HttpRequest, form: Any, row: Any, created: bool, status: int = 200, version: int | None = None
    ) -> Any:
        form.hints = goal_hints.hints_on(form["statement"].value() or "")
        form.summary_of_goal = goal_hints.summary(form)
        return super().show(request, form, row, created, status, version)


class GoalAdd(HintedForm, views.AddView):
    """A new goal."""


class GoalEdit(HintedForm, views.EditView):
    """Change a draft."""
