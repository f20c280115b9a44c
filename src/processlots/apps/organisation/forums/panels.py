"""A forum's page: how it stands with its meetings, what waits for an agenda, the meetings, what was decided."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from processlots.apps.organisation.forums import agenda
from processlots.apps.organisation.models import AgendaItem, Decision, Forum, Meeting
from processlots.kit import access, pages
from processlots.kit.panels import panel
from processlots.kit.periods import today
from processlots.kit.tables import written

SHOWN = 12


def counted(forum: Forum, year: int) -> tuple[int, int, int]:
    """How many meetings of a year are held, are planned from today on, and have been without anybody writing it up."""
    rows = Meeting.objects.filter(forum=forum, date__year=year).exclude(state=Meeting.State.CANCELLED)
    held = planned = unwritten = 0
    for state, day in rows.values_list("state", "date"):
        held += state == Meeting.State.HELD
        planned += state == Meeting.State.PLANNED and day >= today()
        unwritten += state == Meeting.State.PLANNED and day < today()
    return held, planned, unwritten


def counter(forum: Forum, year: int) -> tuple[str, str]:
    """Mark and sentence: the year's meetings against what is aimed at (N-1)."""
    held, planned, unwritten = counted(forum, year)
    said = ngettext("%(count)s meeting is held", "%(count)s meetings are held", held) % {"count": held}
    more = ngettext("%(count)s more is planned", "%(count)s more are planned", planned) % {"count": planned}
    text = _("%(held)s in %(year)s and %(more)s.") % {"held": said, "year": year, "more": more}
    if unwritten:
        said = ngettext("%(count)s is to be written up.", "%(count)s are to be written up.", unwritten)
        text += " " + said % {"count": unwritten}
    wanted = forum.wanted_meetings
    if not wanted:
        return "none", text
    text += " " + ngettext("Once a year is the aim.", "%(count)s times a year is the aim.", wanted).replace(
        "%(count)s", str(wanted)
    )
    return ("ok" if held + planned + unwritten >= wanted else "warn"), text


def _plan(request: HttpRequest, forum: Forum) -> tuple[Any, str] | None:
    if forum.ended_on is not None or not access.may(request.user, "add", Meeting(forum=forum)):
        return None
    return _("Plan several meetings"), f"{pages.url_of(forum)}motesserie/"


@panel(
    Forum, "meetings", title=gettext_lazy("Meetings"), help=gettext_lazy("The next one first"), order=20,
    template="organisation/panels/meetings.html", queries=4, action=_plan,
)  # fmt: skip
def meetings(request: HttpRequest, forum: Forum) -> dict[str, Any]:
    """The counter, what comes, and what was."""
    mark, text = counter(forum, today().year)
    rows = Meeting.objects.filter(forum=forum).order_by("date", "pk")
    coming = list(rows.filter(date__gte=today()).exclude(state=Meeting.State.CANCELLED)[:SHOWN])
    been = list(rows.filter(date__lt=today()).order_by("-date", "-pk")[:SHOWN])
    return {
        "mark": mark,
        "counter": text,
        "coming": [_line(one) for one in coming],
        "been": [_line(one) for one in been],
        "more_url": f"/moten/?forum={forum.pk}",
        "add_url": f"/moten/nytt/?forum={forum.pk}" if _plan(request, forum) else "",
    }


def _line(meeting: Meeting) -> tuple[str, str, str, str]:
    """Text, address, mark and word of a meeting."""
    late = meeting.state == Meeting.State.PLANNED and meeting.date < today()
    marks = {Meeting.State.PLANNED: "begun", Meeting.State.HELD: "ok", Meeting.State.CANCELLED: "none"}
    word = _("to be written up") if late else str(meeting.get_state_display())
    text = ", ".join(part for part in (written(meeting.date), _at(meeting.begins), meeting.place) if part)
    return text, pages.url_of(meeting), "warn" if late else marks[Meeting.State(meeting.state)], word


def _at(begins: datetime.time | None) -> str:
    return _("at %(time)s") % {"time": f"{begins:%H.%M}"} if begins else ""


@panel(
    Forum, "inbox", title=gettext_lazy("Waits for an agenda"), help=gettext_lazy("Proposed, lifted here, or answered from above"),
    order=25, template="organisation/panels/inbox.html", queries=12,
)  # fmt: skip
def inbox(request: HttpRequest, forum: Forum) -> dict[str, Any]:
    """F-15: what has come in and is on no agenda yet, and what has come back with an answer."""
    states = (AgendaItem.State.WAITING, AgendaItem.State.ANSWERED)
    rows = AgendaItem.objects.filter(forum=forum, state__in=states).order_by("raised_on", "pk")
    waiting = list(rows.select_related("forum__unit", "raised_by", "decision", "matter", "lifted_from__forum")[: SHOWN * 4])
    found = agenda.entries(waiting, request.user)
    may = access.may(request.user, "schedule", AgendaItem(forum=forum))
    return {
        "entries": [one for one in found if one.item is not None],
        "hidden": sum(1 for one in found if one.item is None),
        "may": may,
    }


@panel(Forum, "decisions", title=gettext_lazy("Decisions"), order=40, template="organisation/panels/decisions.html", queries=3)
def decisions(request: HttpRequest, forum: Forum) -> dict[str, Any] | None:
    """The latest of what was decided here."""
    rows = access.visible(request.user, Decision).filter(forum=forum).select_related("by").prefetch_related("corrected_by")
    found = list(rows.order_by("-date", "-number")[: SHOWN + 1])
    if not found:
        return None
    return {
        "decisions": found[:SHOWN],
        "more_url": f"/beslut/?forum={forum.pk}" if len(found) > SHOWN else "",
        "with_forum": False,
    }


@panel(
    Decision, "standing", title=gettext_lazy("Where it belongs"), order=5, template="organisation/panels/decision.html", queries=4
)
def standing_of(request: HttpRequest, decision: Decision) -> dict[str, Any] | None:
    """What it corrects, what corrects it, and the matter that it came of."""
    old = decision.corrects
    later = decision.corrected_by.first()
    items = list(access.visible(request.user, AgendaItem).filter(decision=decision).select_related("meeting"))
    if old is None and later is None and not items:
        return None
    return {"old": old, "later": later, "items": items}
