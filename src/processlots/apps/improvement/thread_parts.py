"""Need, activity and effect as stations of the thread (X-1), and the thread on their own pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.followup import thread
from processlots.apps.improvement.models import Need, PlanAction
from processlots.kit import access, pages
from processlots.kit.panels import Station, panel
from processlots.kit.tables import written

_DONE = (PlanAction.State.DONE, PlanAction.State.FOLLOWED_UP)
MARKS = {"planned": "none", "ongoing": "begun", "done": "ok", "followed_up": "ok", "paused": "none", "cancelled": "none"}


@thread.filler(10)
def where_it_comes_from(focus: thread.Focus) -> None:
    """An activity answers a need; a need cites a signal and a goal."""
    rows = focus.rows
    if rows.get("action") is not None and "need" not in rows:
        rows["need"] = rows["action"].need
    need = rows.get("need")
    if need is None or focus.here not in ("need", "action"):
        return
    if need.signal is not None:
        rows["signal"] = need.signal
    if need.goal is not None:
        rows["goal"] = need.goal


@thread.filler(30)
def where_it_leads(focus: thread.Focus) -> None:
    """A signal or goal has its latest need, a need its latest activity."""
    rows = focus.rows
    if "need" not in rows:
        open_ones = Need.objects.exclude(state=Need.State.DISMISSED).select_related("process").order_by("-pk")
        if focus.here == "measure" and rows.get("measure") is not None:
            rows["need"] = open_ones.filter(signal__measure=rows["measure"]).first()
        elif rows.get("goal") is not None:
            rows["need"] = open_ones.filter(goal=rows["goal"]).first()
    if "action" not in rows and rows.get("need") is not None:
        found = rows["need"].plan_actions.exclude(state=PlanAction.State.CANCELLED).order_by("-pk")
        rows["action"] = found.first()


@thread.station(50, "need", pgettext_lazy("thread", "Need"))
def its_need(request: HttpRequest, focus: thread.Focus) -> Station:
    need: Need | None = focus.rows.get("need")
    if need is not None:
        marks: dict[str, str] = {Need.State.REGISTERED: "begun", Need.State.DISMISSED: "none"}
        return Station(need.title, pages.url_of(need), need.get_state_display(), marks.get(need.state, "ok"))
    goal = focus.rows.get("goal")
    if not access.may(request.user, "add", Need(process=focus.process)):
        return Station()
    about = f"&goal={goal.number}" if goal is not None else ""
    return Station(mend=(_("Write a need"), f"/behov/nytt/?process={focus.process.key}{about}"))


@thread.station(60, "action", pgettext_lazy("thread", "Activity"))
def its_activity(request: HttpRequest, focus: thread.Focus) -> Station:
    action: PlanAction | None = focus.rows.get("action")
    if action is not None:
        return Station(action.text, pages.url_of(action), action.get_state_display(), MARKS[action.state])
    need: Need | None = focus.rows.get("need")
    if (
        need is None
        or need.state == Need.State.DISMISSED
        or not access.may(request.user, "add", PlanAction(process=focus.process))
    ):
        return Station()
    if need.waits_for_decision:
        return Station(note=_("after the decision"))
    return Station(mend=(_("Make an activity of it"), make_url(need)))


@thread.station(70, "effect", gettext_lazy("Effect"))
def its_effect(request: HttpRequest, focus: thread.Focus) -> Station:
    """What was seen afterwards; the next value is where the thread begins anew."""
    action: PlanAction | None = focus.rows.get("action")
    if action is None:
        return Station()
    if action.state == PlanAction.State.FOLLOWED_UP:
        measure = focus.rows.get("measure") if focus.here != "measure" else None
        return Station(action.actual_effect or _("followed up"), pages.url_of(measure if measure is not None else action))
    if action.state in _DONE:
        may = access.may(request.user, "follow_up", action)
        return Station(mend=(_("Follow up the effect"), f"{pages.url_of(action)}gor/follow_up/") if may else None)
    if action.effect_on:
        return Station(note=_("is followed up %(day)s") % {"day": written(action.effect_on)})
    return Station(note=action.expected_effect[:80])


def make_url(need: Need) -> str:
    """The form of a new activity that answers the need."""
    return f"/aktiviteter/nytt/?process={need.process.key}&need={need.number}"


@panel(Need, "thread", title=thread.TITLE, help=thread.HELP, order=10, template=thread.TEMPLATE, queries=9)
def the_needs_thread(request: HttpRequest, need: Need) -> dict[str, Any]:
    return {"stations": thread.line(request, need, "need")}


@panel(PlanAction, "thread", title=thread.TITLE, help=thread.HELP, order=10, template=thread.TEMPLATE, queries=9)
def the_activitys_thread(request: HttpRequest, action: PlanAction) -> dict[str, Any]:
    return {"stations": thread.line(request, action, "action")}
