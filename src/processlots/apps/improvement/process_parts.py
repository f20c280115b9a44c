"""What the process page shows of needs and activities: panel, stations of the thread, step 6."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.improvement.thread_parts import MARKS
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.models import Process
from processlots.apps.processes.overview.todo import Todo, todo
from processlots.kit import access, pages
from processlots.kit.panels import Criterion, Station, panel, station, step
from processlots.kit.periods import today
from processlots.kit.tables import written

_NEVER = datetime.date.max
_CLOSED_NEEDS = (Need.State.DISMISSED, Need.State.FOLLOWED_UP)


def actions_of(process: Process) -> list[PlanAction]:
    """The activity plan, what is open first; read once for the page."""
    known = process.__dict__.get("improvement_actions")
    if known is None:
        rows = process.plan_actions.exclude(state=PlanAction.State.CANCELLED)
        found = rows.select_related("responsible", "need__signal__measure")
        # Put in order here: for the few rows of a process that costs less than writing the order into the question.
        known = process.__dict__["improvement_actions"] = sorted(found, key=lambda one: (one.due or _NEVER, one.pk))
    return known


def needs_of(process: Process) -> list[Need]:
    """Needs that are open; read once for the page."""
    known = process.__dict__.get("improvement_needs")
    if known is None:
        rows = process.needs.exclude(state__in=_CLOSED_NEEDS)
        known = process.__dict__["improvement_needs"] = sorted(rows.select_related("signal"), key=lambda one: -one.pk)
    return known


def _add(request: HttpRequest, process: Process) -> tuple[Any, str] | None:
    if access.may(request.user, "add", PlanAction(process=process)):
        return _("New activity"), f"/aktiviteter/nytt/?process={process.key}"
    return None


@panel(
    Process,
    "aktiviteter",
    title=pgettext_lazy("plan", "Activities"),
    help=gettext_lazy("What is done, by whom and by when"),
    order=50,
    template="improvement/panels/activities.html",
    queries=2,
    action=_add,
)
def activities(request: HttpRequest, process: Process) -> dict[str, Any]:
    """The plan's rows and the needs that no activity answers yet."""
    day = today()
    rows = []
    for one in actions_of(process)[:50]:
        late = one.due is not None and one.due < day and one.state in (one.State.PLANNED, one.State.ONGOING)
        rows.append(
            {
                "action": one,
                "url": pages.url_of(one),
                "mark": MARKS[one.state],
                "late": late,
                "due": written(one.due),
                "effect": _effect(one, day),
            }
        )
    answered = {one.need_id for one in actions_of(process)}
    waiting = [
        {"need": need, "url": pages.url_of(need), "act": f"/aktiviteter/nytt/?process={process.key}&need={need.number}"}
        for need in needs_of(process)
        if need.pk not in answered
    ]
    may_add = access.may(request.user, "add", PlanAction(process=process))
    new_need = f"/behov/nytt/?process={process.key}" if access.may(request.user, "add", Need(process=process)) else ""
    return {
        "rows": rows,
        "waiting": waiting,
        "may_add": may_add,
        "new_need": new_need,
        "plan_url": f"{pages.url_of(process)}aktivitetsplan/",
    }


def _effect(one: PlanAction, day: Any) -> tuple[str, str]:
    """Mark and words of the effect column."""
    if one.state == one.State.FOLLOWED_UP:
        return "ok", one.actual_effect[:80] or str(_("followed up"))
    if one.state == one.State.DONE and one.effect_on and one.effect_on <= day:
        return "signal", _("Follow up now")
    if one.effect_on:
        return "", _("is followed up %(day)s") % {"day": written(one.effect_on)}
    return "", one.expected_effect[:80]


@station(40, "need", pgettext_lazy("thread", "Need"))
def the_need(request: HttpRequest, process: Process) -> Station:
    """The newest open need, or the one that an open activity answers."""
    rows = needs_of(process)
    if not rows:
        mend = (
            (_("Write a need"), f"/behov/nytt/?process={process.key}")
            if access.may(request.user, "add", Need(process=process))
            else None
        )
        return Station(mend=mend)
    need = rows[0]
    return Station(
        need.title, pages.url_of(need), need.get_state_display(), "begun" if need.state == Need.State.REGISTERED else "ok"
    )


@station(50, "action", pgettext_lazy("thread", "Activity"))
def the_activity(request: HttpRequest, process: Process) -> Station:
    """The activity that answers the newest need, else the latest one."""
    rows = actions_of(process)
    first = next(iter(needs_of(process)), None)
    answers = [one for one in rows if first is not None and one.need_id == first.pk]
    if first is not None and not answers and access.may(request.user, "add", PlanAction(process=process)):
        return Station(mend=(_("Make an activity of the need"), f"/aktiviteter/nytt/?process={process.key}&need={first.number}"))
    found = next(iter(answers or rows[::-1]), None)
    if found is None:
        return Station(mend=_add(request, process))
    return Station(found.text, pages.url_of(found), found.get_state_display(), MARKS[found.state])


@step(6)
def the_plan_exists(process: Process) -> Criterion:
    """There is an activity plan; step 6 is never finished (S0-6)."""
    count = len(actions_of(process))
    if not count:
        return Criterion(False, ((_("There is no activity plan"), f"/aktiviteter/nytt/?process={process.key}"),))
    return Criterion(True, (), _("%(count)s activities") % {"count": count})


@todo(25)
def activities_of_mine(user: Any) -> list[Todo]:
    """Activities that the person is responsible for: late ones, and done ones whose effect is to be followed up."""
    who = standing(user)
    if who.person is None:
        return []
    day = today()
    late = Q(state__in=(PlanAction.State.PLANNED, PlanAction.State.ONGOING), due__lt=day)
    rows = PlanAction.objects.filter(late | Q(state=PlanAction.State.DONE, effect_on__lte=day), responsible=who.person)
    made = []
    for one in rows.select_related("process").order_by("due", "pk")[:20]:
        if one.state == PlanAction.State.DONE:
            made.append(
                Todo(
                    "signal", _("Follow up the effect: %(what)s") % {"what": one.text}, pages.url_of(one), about=one.process.name
                )
            )
        else:
            made.append(
                Todo("warn", _("Finish the activity: %(what)s") % {"what": one.text}, pages.url_of(one), about=one.process.name)
            )
    return made


@todo(35)
def needs_to_decide(user: Any) -> list[Todo]:
    """Needs that wait for the person's decision as owner, or assessment as leader."""
    who = standing(user)
    decide = Q(process__in=who.of("owner", "process"), state=Need.State.ASSESSED) & ~Q(route=Need.Route.SIMPLE)
    assess = Q(process__in=who.of("leader", "process"), state=Need.State.REGISTERED)
    rows = Need.objects.filter(decide | assess).select_related("process").order_by("pk")[:20]
    return [Todo("decide", one.title, pages.url_of(one), about=one.process.name) for one in rows]
