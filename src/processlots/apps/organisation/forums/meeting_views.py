"""The pages of meetings that are more than a form: the agenda with its matters, a series, the papers to send and to keep."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processlots.apps.organisation import tasks
from processlots.apps.organisation.actions import meetings
from processlots.apps.organisation.forums.agenda import agenda_of
from processlots.apps.organisation.forums.meeting_forms import SeriesForm
from processlots.apps.organisation.models import AgendaItem, Forum, Meeting
from processlots.kit import access, checks, pages, reports, states
from processlots.kit.periods import today
from processlots.kit.views import DetailView, PagesView


def settled(meeting: Meeting) -> None:
    """Findings and tasks that follow from a meeting."""
    checks.refresh(meeting.forum)
    tasks.refresh(meeting)
    tasks.refresh_many(AgendaItem, list(meeting.items.all()))


class MeetingDetail(DetailView):
    """A meeting: its agenda, and once it is held who was there and what came of it."""

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return {
            "agenda": agenda_of(row, request.user),
            "present": list(row.present.order_by("sort", "pk")) if row.state == Meeting.State.HELD else [],
            "material": [line.strip() for line in row.material.splitlines() if line.strip()],
            "held": row.state == Meeting.State.HELD,
        }

    def actions(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        # Who was there is not known before the day.
        early = f"{pages.url_of(row)}gor/hold/" if row.date > today() else ""
        return [one for one in super().actions(request, row) if one[1] != early]


class ForumAct(PagesView):
    """A page about one forum or meeting."""

    model: ClassVar[type[models.Model]] = Forum

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(self.model)


class SeriesView(ForumAct):
    """Plan a year's meetings in one go (F-15, N-1)."""

    def demanded(self, request: HttpRequest, key: int) -> Forum:
        forum: Forum = self.row(key)
        access.demand(request.user, "add", Meeting(forum=forum))
        return forum

    def page(self, forum: Forum, form: SeriesForm, status: int = 200) -> HttpResponse:
        wanted = forum.wanted_meetings
        lead = ngettext("The forum meets once a year.", "The forum meets %(count)s times a year.", wanted) if wanted else ""
        context = {
            "title": _("Plan several meetings"),
            "kind": str(forum),
            "lead": lead % {"count": wanted} if "%" in lead else lead,
            "crumbs": [*self.pages.crumbs(self.request, forum), (str(forum), pages.url_of(forum))],
            "form": form,
            "submit_label": _("Plan the meetings"),
            "cancel_url": pages.url_of(forum),
        }
        return render(self.request, "kit/form.html", context, status=status)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        forum = self.demanded(request, key)
        return self.page(forum, SeriesForm(forum=forum))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        forum = self.demanded(request, key)
        form = SeriesForm(request.POST, forum=forum)
        if not form.is_valid():
            return self.page(forum, form, 422)
        data = form.cleaned_data
        days = meetings.days_of(data["first"], data["every"], data["count"])
        try:
            made = meetings.plan_series(
                forum, request.user, days, begins=data["begins"], ends=data["ends"], place=data["place"]
            )  # fmt: skip
        except states.Refused as refused:
            form.add_error(None, refused.message)
            return self.page(forum, form, 409)
        for meeting in made:
            tasks.refresh(meeting)
        checks.refresh(forum)
        said = ngettext("%(count)s meeting is planned.", "%(count)s meetings are planned.", len(made)) % {"count": len(made)}
        left = len(days) - len(made)
        if left:
            said += " " + ngettext(
                "%(count)s day had a meeting already.", "%(count)s days had a meeting already.", left
            ) % {"count": left}  # fmt: skip
        messages.success(request, said)
        return HttpResponseRedirect(f"{pages.url_of(forum)}#meetings")


class PaperView(ForumAct):
    """The agenda to send, or the minutes to keep: a page to print, and the same as a Word document."""

    model = Meeting
    report: ClassVar[str] = "meeting_agenda"

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        from processlots.apps.organisation.forums.reports import paper

        meeting = self.row(key)
        made = paper(meeting, request.user, minutes=self.report == "meeting_minutes")
        context = {
            "title": made["title"],
            "kind": str(meeting.forum),
            "crumbs": [*self.pages.crumbs(request, meeting), (self.pages.title(meeting), pages.url_of(meeting))],
            "paper": made,
            "word_url": f"{request.path}word/",
        }
        return render(request, "organisation/paper.html", context)


class PaperWord(ForumAct):
    """Let the worker make the paper as a Word document, as this person may read it."""

    model = Meeting
    report: ClassVar[str] = "meeting_agenda"

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        raise Http404

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        job = reports.start(self.report, self.row(key), request.user)
        return HttpResponseRedirect(job.get_absolute_url())
