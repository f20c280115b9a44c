"""Beginning the map of how we want to do it (S6-11)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from processlots.apps.maps import access
from processlots.apps.maps.introducing import acts as introducing
from processlots.apps.maps.models import Line, Map
from processlots.kit import pages, states
from processlots.kit.pages import url_of


class HowForm(forms.Form):
    """A copy of today's, or an empty sheet."""

    how = forms.ChoiceField(
        label=gettext_lazy("How do you begin?"), initial="copy", widget=forms.RadioSelect,
        choices=[
            ("copy", gettext_lazy("with a copy of how we do it today, which is changed by the needs")),
            ("anew", gettext_lazy("anew, from the goals and effects that are wanted")),
        ],
    )  # fmt: skip


class BeginTomorrow(LoginRequiredMixin, View):
    """GET asks how; POST makes the line and leads to the drawing."""

    def found(self, request: HttpRequest, key: int) -> Map:
        row: Any = pages.of(Map).get(request.user, key)
        if row is None:
            raise Http404
        access.demand_drawing(request.user, row)
        return row

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        return self.show(request, self.found(request, key), HowForm())

    def show(self, request: HttpRequest, row: Map, form: HowForm, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Begin how we want to do it"), "kind": row.title, "form": form, "fieldsets": [],
            "lead": _("The map of today stays as it is until the new way is introduced."),
            "crumbs": [*pages.of(Map).crumbs(request, row), (row.title, url_of(row))],
            "submit_label": _("Begin"), "cancel_url": url_of(row),
        }  # fmt: skip
        return render(request, "kit/form.html", context, status=status)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        row = self.found(request, key)
        form = HowForm(request.POST)
        if not form.is_valid():
            return self.show(request, row, form, 422)
        try:
            introducing.begin_tomorrow(request.user, row, copy=form.cleaned_data["how"] == "copy")
        except states.Refused as refused:
            form.add_error(None, refused.message)
            return self.show(request, row, form, 409)
        messages.success(request, _("The map of how we want to do it is begun. Every step keeps its place in the thread."))
        return HttpResponseRedirect(f"{url_of(row)}rita/?visar={Line.When.TOMORROW}")
