"""A need made of what readers say of a page (X-1, S6-4): the words come along, the process is asked for, the two are linked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from processlots.apps.improvement import keeping
from processlots.apps.improvement.from_row import need_of
from processlots.apps.improvement.models import Need
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.models import Process
from processlots.apps.processes.yields import RELATION
from processlots.kit import access, history, links, locking, pages, seeds
from processlots.kit.forms import LookupField


def _may(user: Any, process: int | None) -> bool:
    found = access.visible(user, Process).filter(pk=process).first() if process is not None else None
    return access.may(user, "add", Need(process=found) if found is not None else Need)


seeds.maker("need", gettext_lazy("Make a development need of it"), "/behov/av/", may=_may)


class NeedForm(forms.Form):
    """Which process it is about, and what must be developed."""

    process = forms.Field()
    title = forms.CharField(label=gettext_lazy("What must be developed"), max_length=200)
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4, "cols": False})
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["process"] = LookupField(access.visible(user, Process), label=_("Process"))


class NeedFromFeedback(LoginRequiredMixin, View):
    """GET asks for process and words, begun with those of the row; POST registers the need and links the two."""

    def found(self, request: HttpRequest, label: str, key: int) -> tuple[Any, seeds.Seed]:
        model = seeds.known(label)
        row = access.visible(request.user, model).filter(pk=key).first() if model is not None else None
        seed = seeds.seed_of(row) if row is not None else None
        if row is None or seed is None:
            raise Http404
        access.demand(request.user, "add", Need)
        return row, seed

    def get(self, request: HttpRequest, label: str, key: int) -> HttpResponse:
        row, seed = self.found(request, label, key)
        initial = {"process": seed.process, "title": seed.title, "why": seed.why}
        return self.show(request, row, NeedForm(user=request.user, initial=initial))

    def show(self, request: HttpRequest, row: Any, form: NeedForm, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Make a development need of it"), "kind": pages.of(type(row)).label, "form": form, "fieldsets": [],
            "crumbs": [(_("Development needs"), "/behov/")], "submit_label": _("Register the need"),
            "cancel_url": pages.url_of(row),
        }  # fmt: skip
        return render(request, "kit/form.html", context, status=status)

    def post(self, request: HttpRequest, label: str, key: int) -> HttpResponse:
        row, seed = self.found(request, label, key)
        form = NeedForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.show(request, row, form, 422)
        data = form.cleaned_data
        need = Need(process=data["process"], title=data["title"], why=data["why"], origin=seed.origin or Need.Origin.OTHER)
        access.demand(request.user, "add", need)
        with transaction.atomic(), history.act(_("Made a need of %(what)s") % {"what": row}, user=request.user):
            locking.hold(type(row), row.pk, None)  # two presses at the same moment make one need
            known = need_of(row)
            if known is not None:
                messages.info(request, _("There is already a need that answers this."))
                return HttpResponseRedirect(pages.url_of(known))
            need.registered_by = standing(request.user).person
            need.save()
            links.join(row, RELATION, need)
            seeds.became(row, need, request.user)
            keeping.need_changed(need)
        messages.success(request, _("The need is registered. Say what it is about, and make an activity of it."))
        return HttpResponseRedirect(pages.url_of(need))
