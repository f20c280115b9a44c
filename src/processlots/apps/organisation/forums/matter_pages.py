"""Pages of matters and of the kinds that they are of."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.organisation import frame, matters, tasks
from processlots.apps.organisation.access import HandbookAccess
from processlots.apps.organisation.actions.matters import last_place, raised_as
from processlots.apps.organisation.actions.roles import note
from processlots.apps.organisation.forums import agenda, decision_forms, matter_forms, matter_panels, matter_views
from processlots.apps.organisation.forums import pages as forum_pages
from processlots.apps.organisation.forums.access import AgendaItemAccess, forums_for
from processlots.apps.organisation.models import AgendaItem, Forum, MatterKind, Meeting
from processlots.apps.organisation.standing import standing
from processlots.kit import access as kit_access
from processlots.kit import asked, checks, pages
from processlots.kit.models.history import LogEntry
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.periods import today
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column, written
from processlots.kit.templatetags.kit import state as state_mark

__all__ = ["forum_pages", "matter_panels"]

frame.room(34, gettext_lazy("Matters"), "/arenden/")


def open_ones(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """What somebody has left to do something about."""
    return rows.filter(state__in=(*AgendaItem.OPEN, AgendaItem.State.LIFTED))


def in_my_forums(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Open matters where the person sits."""
    return open_ones(rows, user).filter(forum__in=standing(user).of("member", "forum"))


def raised_by_me(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """What the person has raised."""
    person = standing(user).person
    return rows.filter(raised_by=person) if person is not None else rows.none()


def to_follow_up(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Answered, with a day of follow-up that has come."""
    return rows.filter(follow_up__lte=today(), followed_up_on=None, state__in=(AgendaItem.State.DECIDED, AgendaItem.State.DONE))


class MatterList(frame.RoomList):
    """The list of matters; the model manager goes on to the kinds that they are of."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        made = super().actions(request)
        if kit_access.may(request.user, "change", MatterKind):
            made.append((_("Kinds of matter"), "/arendeslag/", "plain"))
        return made


@register
class AgendaItemPages(Pages):
    model = AgendaItem
    path = "arenden"
    api = "agenda-items"
    fieldsets = [
        (gettext_lazy("The matter"), "", ["title", "why", "kind", "matter", "concerns"]),
        (gettext_lazy("Where it is taken up"), "", ["forum", "meeting", "position", "follow_up", "restricted"]),
    ]
    # Which agenda it stands on is chosen on the pages, where it is seen who keeps the agenda.
    read_only = [
        "meeting",
        "position",
        "raised_by",
        "raised_on",
        "outcome",
        "answered_on",
        "decision",
        "followed_up",
        "followed_up_on",
        "lifted_from",
    ]
    columns = [
        Column("title", gettext_lazy("Matter"), lambda row: row.title, sort="title"),
        Column("forum", gettext_lazy("Forum"), lambda row: str(row.forum), sort="forum__sort", related=("forum",)),
        Column(
            "kind", pgettext_lazy("matter", "For"), lambda row: str(row.get_kind_display()).capitalize(),
            sort="kind", css="extra",
        ),
        Column(
            "state", gettext_lazy("State"), lambda row: state_mark(agenda.MARKS[row.state], str(row.get_state_display())),
            sort="state", plain=lambda row: str(row.get_state_display()),
        ),
        Column("raised_on", gettext_lazy("Raised"), lambda row: written(row.raised_on), sort="raised_on", css="nowrap"),
    ]  # fmt: skip
    filters = ["forum", "state", "kind", "matter"]
    views = [
        ("oppna", gettext_lazy("Open"), open_ones),
        ("mina-forum", gettext_lazy("Where I sit"), in_my_forums),
        ("mina", gettext_lazy("Raised by me"), raised_by_me),
        ("folja-upp", gettext_lazy("To follow up"), to_follow_up),
    ]
    ordering = ["-raised_on", "-pk"]
    parent = "forum"
    acts = ("list", "add", "detail", "edit", "history")
    access = AgendaItemAccess()
    search = SearchFields("title", ["why", "outcome"])
    form = matter_forms.MatterForm
    transition_forms = {
        "decide": decision_forms.DecideMatterForm,
        "conclude": matter_forms.OutcomeForm,
        "lift": matter_forms.LiftForm,
        "schedule": matter_forms.ScheduleForm,
        "send_back": matter_forms.WordsForm,
        "withdraw": matter_forms.WordsForm,
        "follow_up": matter_forms.FollowUpForm,
    }
    detail_template = "organisation/matter.html"
    list_template = "organisation/list.html"
    view_classes = {"list": MatterList, "add": matter_views.MatterAdd, "detail": matter_views.MatterDetail}

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("forum__unit", "meeting", "matter", "raised_by", "decision", "lifted_from__forum")

    def kind(self, row: Any) -> str:
        return _("Matter, %(kind)s") % {"kind": row.get_kind_display()}

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        if row is None or not row.forum_id:
            return super().crumbs(request, None)
        made = [(pages.of(Forum).plural, pages.of(Forum).url("list")), (str(row.forum), url_of(row.forum))]
        return [*made, (written(row.meeting.date), url_of(row.meeting))] if row.meeting is not None else made

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        raised = str(row.raised_by or "")
        if row.raised_as:
            from processlots.apps.organisation.models import Appointment

            raised = f"{raised}, {Appointment.Role(row.raised_as).label}"
        made: list[tuple[str, Any]] = [
            (_("Forum"), format_html('<a href="{}">{}</a>', url_of(row.forum), row.forum)),
            (
                _("Meeting"),
                format_html('<a href="{}">{}</a>', url_of(row.meeting), written(row.meeting.date)) if row.meeting else "",
            ),
            (_("Kind of matter"), str(row.matter or "")),
            (_("Raised by"), f"{raised}, {written(row.raised_on)}" if raised else written(row.raised_on)),
            (_("To be followed up"), written(row.follow_up) if row.follow_up and row.followed_up_on is None else ""),
            (_("Followed up"), f"{written(row.followed_up_on)}. {row.followed_up}" if row.followed_up_on else ""),
            (_("Who may read it"), _("Only the members") if row.restricted else ""),
        ]
        return [(label, value) for label, value in made if value]

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        found: dict[str, Any] = {}
        rows = [row for row in (matters.found(request.user, text) for text in request.GET.getlist("om")[:40]) if row is not None]
        forum = asked.whole(request.GET.get("forum", ""))
        chosen = Forum.objects.filter(pk=forum, ended_on=None).select_related("unit").first() if forum is not None else None
        open_to = forums_for(request.user, rows) if chosen is None else []
        chosen = chosen or (open_to[0] if open_to else None)
        if chosen is not None:
            found["forum"] = chosen
            meeting = asked.whole(request.GET.get("meeting", ""))
            planned = Meeting.objects.filter(pk=meeting, forum=chosen).first() if meeting is not None else None
            if planned is not None:
                found["meeting"] = planned
        kind = MatterKind.objects.filter(key_word=request.GET.get("slag", "")[:40]).first() if "slag" in request.GET else None
        if kind is not None:
            found["matter"] = kind
        if rows:
            found["concerns"] = rows
            found["title"] = str(rows[0])[:200]
        elif kind is not None:
            found["title"] = str(kind)
        return found

    def create(self, row: Any, user: Any) -> Any:
        who = standing(user)
        row.raised_by = who.person
        row.raised_as = raised_as(who.person, getattr(row, "proposed_about", ()), who)
        if row.meeting is not None:
            row.state = AgendaItem.State.SCHEDULED
            row.position = row.position or last_place(row.meeting) + 1
        row.save()
        return row

    def after_form(self, request: HttpRequest, form: Any, created: bool) -> None:
        wanted = form.cleaned_data.get("concerns", [])
        gone = [row for row in form.before if row not in wanted]
        if gone or any(row not in form.before for row in wanted):
            note(form.instance)
        matters.part(form.instance, gone)
        matters.join(form.instance, wanted)

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        if row.meeting is not None and row.position is None:
            row.position = last_place(row.meeting) + 1
            row.save(update_fields=["position"])
        if row.restricted:
            # What was written before only members might read it stands no longer in the history of the process.
            # silent: the entries themselves stay as they are
            LogEntry.objects.filter(content_type__model="agendaitem", object_id=row.pk).update(process=None)
        self._settle(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        self._settle(row)

    def _settle(self, row: Any) -> None:
        checks.refresh(row)
        tasks.refresh(row)

    def empty(self) -> str:
        return _("No matters yet. A matter is taken up from the page of a process, a need or a goal, or on a forum's page.")


@register
class MatterKindPages(Pages):
    model = MatterKind
    path = "arendeslag"
    api = "matter-kinds"
    fields = ["name_sv", "name_en", "level"]
    read_only = ["key_word"]
    columns = ["name_sv", "name_en", "level"]
    access = HandbookAccess()
    list_template = "organisation/list.html"
    view_classes = {"list": frame.RoomList}

    def create(self, row: Any, user: Any) -> Any:
        from django.utils.text import slugify

        base = slugify(row.name_en)[:32] or "matter"
        number, key = 1, base
        while MatterKind.objects.filter(key_word=key).exists():
            number += 1
            key = f"{base}-{number}"
        row.key_word = key
        row.save()
        return row
