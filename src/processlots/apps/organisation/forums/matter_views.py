"""A matter's page, adding one, also from the page of what it is about, and correcting a decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from processlots.apps.organisation.actions import matters as acts
from processlots.apps.organisation.forums import levels
from processlots.apps.organisation.forums.agenda import MARKS
from processlots.apps.organisation.forums.decision_forms import CorrectForm
from processlots.apps.organisation.models import AgendaItem, Decision
from processlots.kit import access, checks, history, pages, states
from processlots.kit.tables import written
from processlots.kit.views import DetailView, PagesView
from processlots.kit.views.writing import AddView


class MatterAdd(AddView):
    """A new matter; "?om=P-214" says what it is about, and by that which forum."""

    def get(self, request: HttpRequest) -> HttpResponse:
        initial = self.pages.initial(request)
        row = self.pages.model(**{name: value for name, value in initial.items() if name != "concerns"})
        return self.show(request, self.form(row, initial=initial), row, created=True)


class MatterDetail(DetailView):
    """A matter: where it stands, and the one thing to do next."""

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        text, verb = self.next(row)
        ways = {one.verb: one for one in states.open_to(row, request.user)}
        way = ways.get(verb)
        url = f"{pages.url_of(row)}gor/{verb}/"
        return {
            "sign": MARKS[row.state],
            "next_text": text,
            "next_way": (way.label, url) if way is not None else None,
            "actions": [one for one in self.actions(request, row) if way is None or one[1] != url],
        }

    def next(self, item: AgendaItem) -> tuple[str, str]:
        """What comes next in words, and the verb that does it."""
        state = AgendaItem.State
        too_low = any(one.id == "V-52" for one in checks.run(item))
        if item.state in (state.WAITING, state.SCHEDULED) and too_low and levels.above(item.forum) is not None:
            return _("It is decided on a higher level than here."), "lift"
        if item.state == state.WAITING:
            return _("It waits for an agenda."), "schedule"
        if item.state == state.SCHEDULED and item.meeting is not None:
            said = _("It stands on the agenda of %(date)s.") % {"date": written(item.meeting.date)}
            return said, "decide" if item.kind == AgendaItem.Kind.DECISION else "conclude"
        if item.state == state.LIFTED:
            return _("It is lifted. The answer comes back here."), ""
        if item.state == state.ANSWERED:
            return _("The answer from above has come. Note what it leads to here."), "conclude"
        if item.state in (state.DECIDED, state.DONE) and item.follow_up and item.followed_up_on is None:
            return _("It is to be followed up on %(date)s.") % {"date": written(item.follow_up)}, "follow_up"
        return _("Nothing more is to be done here."), ""


class CorrectView(PagesView):
    """A new decision in place of the old, which stays as it is."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Decision)

    def demanded(self, request: HttpRequest, key: int) -> Decision:
        decision: Decision = self.row(key)
        access.demand(request.user, "correct", decision)
        return decision

    def page(self, decision: Decision, form: CorrectForm, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Correct the decision"),
            "kind": decision.label,
            "lead": _("The decision stays as it is. A new one is made that points at it."),
            "crumbs": [*self.pages.crumbs(self.request, decision), (str(decision), pages.url_of(decision))],
            "form": form,
            "submit_label": _("Take the new decision"),
            "cancel_url": pages.url_of(decision),
        }
        return render(self.request, "kit/form.html", context, status=status)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        decision = self.demanded(request, key)
        return self.page(decision, CorrectForm(decision=decision))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        decision = self.demanded(request, key)
        form = CorrectForm(request.POST, decision=decision)
        if not form.is_valid():
            return self.page(decision, form, 422)
        said = _("Decision %(label)s was corrected") % {"label": decision.label}
        try:
            with transaction.atomic(), history.act(said, user=request.user):
                made = acts.correct(decision, request.user, **form.cleaned_data)
        except states.Refused as refused:
            form.add_error(None, refused.message)
            return self.page(decision, form, 409)
        messages.success(request, _("%(label)s now says what holds. The old one stays and points here.") % {"label": made.label})
        return HttpResponseRedirect(pages.url_of(made))
