"""Pages of forums and their meetings."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.organisation import frame
from processlots.apps.organisation.forums import meeting_forms, meeting_views
from processlots.apps.organisation.forums import panels as forum_panels
from processlots.apps.organisation.forums.access import ForumAccess, MeetingAccess
from processlots.apps.organisation.models import AgendaItem, Forum, Meeting
from processlots.apps.organisation.standing import standing
from processlots.kit import access, checks, tables
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.periods import today
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column, written

__all__ = ["forum_panels"]

frame.room(32, gettext_lazy("Meetings"), "/moten/")


def mine(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """The forums that the person sits in."""
    return rows.filter(pk__in=standing(user).of("member", "forum"), ended_on=None)


def ended(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Those that are no longer there."""
    return rows.exclude(ended_on=None)


class ForumList(frame.RoomList):
    """The list of forums, with the way to divide managers into learning groups."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        made = super().actions(request)
        return [*made, (_("Divide managers into learning groups"), "/forum/largrupper/", "plain")] if made else made


@register
class ForumPages(Pages):
    model = Forum
    path = "forum"
    api = "forums"
    fields = ["name", "kind", "unit", "purpose", "yearly_meetings"]
    columns = ["name", "kind", "unit", "yearly_meetings"]
    filters = ["kind", "unit"]
    views = [("mina", gettext_lazy("Where I sit"), mine), ("avslutade", pgettext_lazy("forums", "Closed"), ended)]
    access = ForumAccess()
    search = SearchFields("name", ["purpose"])
    lookup = True
    list_template = "organisation/list.html"
    view_classes = {"list": ForumList}

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        names = [name for name in self.all_fields if name != "name"]
        return [*tables.facts(row, names), *([(_("Ended"), written(row.ended_on))] if row.ended_on else [])]

    def narrow(self, rows: models.QuerySet[Any], name: str, value: Any) -> models.QuerySet[Any]:
        if name == "unit":
            return rows.filter(unit__path__startswith=value.path)
        return super().narrow(rows, name, value)

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        if row.ended_on is not None:
            return []
        made: list[tuple[Any, str, str]] = []
        if access.may(request.user, "add", AgendaItem(forum=row)):
            made.append((_("Propose a matter"), f"/arenden/nytt/?forum={row.pk}", "primary"))
        return made

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        checks.refresh(row)


def _when(row: Any) -> str:
    return ", ".join(part for part in (written(row.date), clock(row)) if part)


def clock(meeting: Any) -> str:
    """The time of a meeting as one says it."""
    if meeting.begins is None:
        return ""
    begins = _("at %(time)s") % {"time": f"{meeting.begins:%H.%M}"}
    return f"{begins}–{meeting.ends:%H.%M}" if meeting.ends else begins


def to_come(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Planned, from today on."""
    return rows.filter(state=Meeting.State.PLANNED, date__gte=today())


def where_i_sit(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Meetings of the person's own forums."""
    return rows.filter(forum__in=standing(user).of("member", "forum")).exclude(state=Meeting.State.CANCELLED)


def to_write_up(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """The day has been, and nobody has noted who was there."""
    return rows.filter(state=Meeting.State.PLANNED, date__lt=today())


@register
class MeetingPages(Pages):
    model = Meeting
    path = "moten"
    api = "meetings"
    fields = ["forum", "date", "begins", "ends", "place", "material", "diary_number"]
    read_only = ["state", "present", "others", "notes", "reason"]
    columns = [
        Column("forum", gettext_lazy("Forum"), lambda row: str(row.forum), sort="forum__sort", related=("forum",)),
        Column("date", gettext_lazy("When"), _when, sort="date"),
        Column("place", gettext_lazy("Place"), lambda row: row.place, sort="place"),
        Column("state", gettext_lazy("State"), lambda row: str(row.get_state_display()).capitalize(), sort="state"),
    ]
    filters = ["forum", "state"]
    views = [
        ("kommande", gettext_lazy("To come"), to_come),
        ("mina", gettext_lazy("Where I sit"), where_i_sit),
        ("att-skriva", gettext_lazy("To be written up"), to_write_up),
    ]
    ordering = ["-date", "-pk"]
    parent = "forum"
    acts = ("list", "add", "detail", "edit", "history")
    access = MeetingAccess()
    form_base = meeting_forms.MeetingForm
    transition_forms = {"hold": meeting_forms.HoldForm, "cancel": meeting_forms.CancelForm}
    detail_template = "organisation/meeting.html"
    list_template = "organisation/list.html"
    view_classes = {"list": frame.RoomList, "detail": meeting_views.MeetingDetail}

    def title(self, row: Any) -> str:
        return _("%(forum)s, %(date)s") % {"forum": row.forum, "date": written(row.date)}

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        made = [(_("Time"), clock(row)), (_("Place"), row.place), (_("Diary number"), row.diary_number)]
        if row.state == Meeting.State.CANCELLED:
            made.append((_("Cancelled"), row.reason))
        return [(label, value) for label, value in made if value]

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        if row.state == Meeting.State.CANCELLED:
            return []
        base = url_of(row)
        if row.state == Meeting.State.HELD:
            return [(_("Minutes"), f"{base}protokoll/", "plain")]
        made: list[tuple[Any, str, str]] = [(_("Agenda to send"), f"{base}kallelse/", "plain")]
        if access.may(request.user, "add", AgendaItem(forum=row.forum)):
            made.append((_("Add a matter"), f"/arenden/nytt/?forum={row.forum_id}&meeting={row.pk}", "primary"))
        return made

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        meeting_views.settled(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        meeting_views.settled(row)
