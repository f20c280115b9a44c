"""What forums wait for (X-8): an agenda before the meeting, the minutes after it, matters that have come in, follow-ups."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.forums import levels
from processlots.apps.organisation.models import AgendaItem, Meeting
from processlots.apps.organisation.tasks import Wanted, task
from processlots.kit.periods import today

#: how long before a meeting its agenda is asked for, and before the day of a follow-up it is spoken of
AGENDA, FOLLOW_UP = datetime.timedelta(days=7), datetime.timedelta(days=14)


def _meetings() -> models.QuerySet[Any]:
    """Planned ones whose day is near or has been."""
    rows = Meeting.objects.filter(state=Meeting.State.PLANNED, date__lte=today() + AGENDA)
    return rows.select_related("forum__unit")


@task("meeting-agenda", Meeting, title=_("Agendas of meetings"), rows=_meetings)
def write_the_agenda(meeting: Meeting) -> Iterator[Wanted]:
    """F-15: seven days before."""
    near = today() <= meeting.date <= today() + AGENDA
    if meeting.state == Meeting.State.PLANNED and near and not meeting.items.exists():
        for person in levels.in_charge(meeting.forum):
            yield Wanted(person, _("Write the agenda of the meeting"), due=meeting.date, about=meeting.forum)


@task("meeting-minutes", Meeting, title=_("Meetings to write up"), rows=_meetings)
def write_it_up(meeting: Meeting) -> Iterator[Wanted]:
    """The day has been, and nobody has noted who was there."""
    if meeting.state == Meeting.State.PLANNED and meeting.date < today():
        for person in levels.in_charge(meeting.forum):
            yield Wanted(person, _("Note who was at the meeting, or cancel it"), due=meeting.date, about=meeting.forum)


def _waiting() -> models.QuerySet[Any]:
    rows = AgendaItem.objects.filter(state__in=(AgendaItem.State.WAITING, AgendaItem.State.ANSWERED))
    return rows.select_related("forum__unit", "raised_by")


@task("matter-inbox", AgendaItem, title=_("Matters that wait for an agenda"), rows=_waiting)
def take_it_up(item: AgendaItem) -> Iterator[Wanted]:
    """F-15, S1-12: in the inbox of the forum, or back with the answer from above."""
    if item.state == AgendaItem.State.WAITING:
        said = _("Put the matter on an agenda, or send it back")
    elif item.state == AgendaItem.State.ANSWERED:
        said = _("The answer from above has come: take care of it")
    else:
        return
    for person in levels.in_charge(item.forum):
        yield Wanted(person, said, asked_by=item.raised_by, about=item.title)


def _followed() -> models.QuerySet[Any]:
    states = (AgendaItem.State.DECIDED, AgendaItem.State.DONE)
    rows = AgendaItem.objects.filter(state__in=states, followed_up_on=None, follow_up__lte=today() + FOLLOW_UP)
    return rows.select_related("forum__unit")


@task("matter-follow-up", AgendaItem, title=_("Matters to follow up"), rows=_followed)
def follow_it_up(item: AgendaItem) -> Iterator[Wanted]:
    """F-15: the day of the follow-up."""
    answered = item.state in (AgendaItem.State.DECIDED, AgendaItem.State.DONE) and item.followed_up_on is None
    if answered and item.follow_up is not None and item.follow_up <= today() + FOLLOW_UP:
        for person in levels.in_charge(item.forum):
            yield Wanted(person, _("Follow up what was decided or said"), due=item.follow_up, about=item.title)
