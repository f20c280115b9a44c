"""The pages of a need and of an activity: where it stands, what comes next, and the one press that takes it there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.improvement.plan import is_late
from processlots.apps.improvement.thread_parts import MARKS, make_url
from processlots.kit import access, pages, states, tables, views
from processlots.kit.periods import today
from processlots.kit.tables import written

Way = tuple[Any, str, str]
NEED_MARKS = {
    Need.State.REGISTERED: "begun", Need.State.ASSESSED: "begun", Need.State.DECIDED: "begun", Need.State.PLANNED: "begun",
    Need.State.DONE: "ok", Need.State.FOLLOWED_UP: "ok", Need.State.DISMISSED: "none",
}  # fmt: skip


def _step(row: Any, verb: str, user: Any, asks: bool) -> Way | None:
    """The transition as a way on, if the person may walk it now."""
    for one in states.open_to(row, user):
        if one.verb == verb:
            return (one.label, f"{pages.url_of(row)}gor/{verb}/", "link" if asks else "post")
    return None


def _without(actions: list[Way], way: Way | None) -> list[Way]:
    """One thing to do stands in the cartouche, the rest beside the heading and quiet."""
    quiet = {"primary": "plain", "post-primary": "post"}
    return [(label, url, quiet.get(kind, kind)) for label, url, kind in actions if way is None or url != way[1]]


class NeedDetail(views.DetailView):
    """Assess, decide where it must be, plan (S6-6)."""

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        need: Need = row
        text, way = self.next(request.user, need)
        rows = need.plan_actions.select_related("responsible").order_by("due", "pk")
        names = ["why", "expected_effect", "origin", "goal", "signal", "decision", "registered_by", "registered_on", "reason"]
        ticked: list[Any] = [need._meta.get_field(name) for name in ("simplify", "renew", "improve") if getattr(need, name)]
        kinds = [str(field.verbose_name) for field in ticked]
        facts = tables.facts(need, ["process", *names])
        return {
            "sign": NEED_MARKS[Need.State(need.state)],
            "next_text": text,
            "next_way": way,
            "actions": _without(self.actions(request, need), way),
            "facts": [*facts, (_("Kind of improvement"), ", ".join(kinds))] if kinds else facts,
            "actions_of": [{"row": one, "url": pages.url_of(one), "mark": MARKS[one.state]} for one in rows],
        }

    def next(self, user: Any, need: Need) -> tuple[str, Way | None]:
        """What comes next, in words and as a button where the person may press it."""
        plan = (
            (_("Make an activity of it"), make_url(need), "link")
            if access.may(user, "add", PlanAction(process=need.process))
            else None
        )
        if need.state == Need.State.DISMISSED:
            return _("Nothing is done: %(why)s") % {"why": need.reason}, None
        if need.state == Need.State.FOLLOWED_UP:
            return _("The activities are done and their effect is followed up."), None
        if need.state == Need.State.DONE:
            return _("The activities are done. Follow up what the effect was."), None
        if need.state == Need.State.PLANNED:
            return _("It stands in the activity plan."), None
        if need.waits_for_decision:
            return _("It waits for a decision before it enters the activity plan."), _step(need, "decide", user, asks=True)
        if need.state == Need.State.REGISTERED:
            assess = _step(need, "assess", user, asks=True)
            return _(
                "Say who decides. What is obvious and simple goes straight on to an activity."
            ), plan if assess is None else assess
        return _("Nothing stands in the way: make an activity of it."), plan


class PlanActionDetail(views.DetailView):
    """Begin, finish, and follow up the effect (S6-7)."""

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        action: PlanAction = row
        text, way = self.next(request.user, action)
        effect = [(_("Expected effect"), action.expected_effect), (_("Effect that was seen"), action.actual_effect)]
        names = [
            "process",
            "need",
            "kind",
            "why",
            "responsible",
            "participants",
            "start",
            "due",
            "cost",
            "decision",
            "effect_on",
            "stick",
            "finished_on",
            "reason",
        ]
        return {
            "sign": MARKS[action.state],
            "late": is_late(action, today()),
            "next_text": text,
            "next_way": way,
            "actions": _without(self.actions(request, action), way),
            "facts": [*((label, said) for label, said in effect if said), *tables.facts(action, names)],
        }

    def next(self, user: Any, action: PlanAction) -> tuple[str, Way | None]:
        """What comes next, in words and as a button where the person may press it."""
        state = PlanAction.State
        who = (
            _("%(person)s is responsible.") % {"person": action.responsible}
            if action.responsible
            else _("Nobody is responsible yet.")
        )
        if action.state == state.PLANNED:
            return who, _step(action, "begin", user, asks=False)
        if action.state == state.PAUSED:
            return _("It is paused."), _step(action, "begin", user, asks=False)
        if action.state == state.ONGOING:
            return who, _step(action, "finish", user, asks=False)
        if action.state == state.DONE:
            ahead = action.effect_on is not None and action.effect_on > today()
            when = _("Its effect is followed up %(day)s.") if ahead else _("Follow up what the effect was.")
            return when % {"day": written(action.effect_on)} if ahead else when, _step(action, "follow_up", user, asks=True)
        if action.state == state.FOLLOWED_UP:
            return _("The effect is followed up. See to it that the change sticks."), None
        return _("It is not done: %(why)s") % {"why": action.reason}, None
