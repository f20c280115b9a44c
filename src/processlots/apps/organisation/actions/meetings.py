"""Verbs of meetings: a series made in one go, attendance afterwards, a cancelled agenda that waits for the next."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processlots.apps.organisation.models import AgendaItem, Forum, Meeting
from processlots.kit import access, history, locking, states
from processlots.kit.periods import today
from processlots.kit.tables import written

#: how a series repeats: key → (weeks, months)
EVERY: dict[str, tuple[int, int]] = {
    "1w": (1, 0),
    "2w": (2, 0),
    "3w": (3, 0),
    "1m": (0, 1),
    "2m": (0, 2),
    "3m": (0, 3),
    "6m": (0, 6),
}
MOST = 60


def days_of(first: datetime.date, every: str, count: int) -> list[datetime.date]:
    """The days of a series. Months keep the weekday: the second Tuesday stays the second Tuesday."""
    weeks, months = EVERY[every]
    if weeks:
        return [first + datetime.timedelta(weeks=weeks * number) for number in range(count)]
    return [_same_weekday(first, months * number) for number in range(count)]


def _same_weekday(first: datetime.date, months: int) -> datetime.date:
    """The same weekday of the month, so many months later; the fifth one becomes the last."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    begins = datetime.date(year, month + 1, 1)
    place = (first.day - 1) // 7
    day = begins + datetime.timedelta(days=(first.weekday() - begins.weekday()) % 7 + 7 * place)
    return day if day.month == begins.month else day - datetime.timedelta(days=7)


def plan_series(forum: Forum, user: Any, days: list[datetime.date], **fields: Any) -> list[Meeting]:
    """A meeting on each of the days, in one act. A day that has one already is left as it is.

    `fields`: begins, ends, place. Raises PermissionDenied or states.Refused; then nothing has changed.
    """
    with transaction.atomic():
        forum = locking.hold(Forum, forum.pk, None)
        access.demand(user, "add", Meeting(forum=forum, date=today()))
        if forum.ended_on is not None:
            raise states.Refused(_("The forum has ended. Meetings are planned in one that is there."))
        known = set(
            Meeting.objects.filter(forum=forum, date__in=days)
            .exclude(state=Meeting.State.CANCELLED)
            .values_list("date", flat=True)
        )
        new = [day for day in days if day not in known]
        if not new:
            raise states.Refused(_("There is a meeting on each of these days already. Choose another first day."))
        said = ngettext("%(count)s meeting was planned: %(forum)s", "%(count)s meetings were planned: %(forum)s", len(new))
        with history.act(said % {"count": len(new), "forum": forum}, user=user):
            return history.bulk_create(Meeting, [Meeting(forum=forum, date=day, version=1, **fields) for day in new])


def demand_begun(meeting: Meeting) -> None:
    """A meeting that lies ahead has not been held."""
    if meeting.date > today():
        said = _("The meeting is on %(date)s. Who was there is noted that day or later.")
        raise states.Refused(said % {"date": written(meeting.date)})


def put_back_all(meeting: Meeting) -> None:
    """What was on the agenda and has no outcome waits for another meeting."""
    waiting = list(meeting.items.filter(state=AgendaItem.State.SCHEDULED))
    for item in waiting:
        item.meeting, item.position, item.state = None, None, AgendaItem.State.WAITING
    history.bulk_update(waiting, ["meeting", "position", "state"])
