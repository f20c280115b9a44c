"""Adding a matter, also from the page of what it is about, and correcting a decision."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from processlots.apps.organisation.actions import matters as acts
from processlots.apps.organisation.matter_forms import CorrectForm
from processlots.apps.organisation.models import Decision
from processlots.kit import access, history, pages, states
from processlots.kit.views import PagesView
from processlots.kit.views.writing import AddView


class MatterAdd(AddView):
    """A new matter; "?om=P-214" says what it is about, and by that which forum."""

    def get(self, request: HttpRequest) -> HttpResponse:
        initial = self.pages.initial(request)
        row = self.pages.model(**{name: value for name, value in initial.items() if name != "concerns"})
        return self.show(request, self.form(row, initial=initial), row, created=True)


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
