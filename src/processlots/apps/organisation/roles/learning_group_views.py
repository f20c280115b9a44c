"""The page that divides managers into learning groups: first looked at, then made (OR-9)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from processlots.apps.organisation.actions import learning_groups
from processlots.apps.organisation.models import Forum, Unit
from processlots.apps.organisation.standing import standing
from processlots.kit import access, pages, states
from processlots.kit.forms import LookupField
from processlots.kit.periods import today
from processlots.kit.views import PagesView


class GroupsForm(forms.Form):
    """Whose managers, and into how many groups."""

    unit = LookupField(
        Unit.objects.all(), label=pgettext_lazy("organisation", "Unit"),
        help_text=_("Its managers, and those of everything under it."),
    )  # fmt: skip
    count = forms.IntegerField(label=_("How many groups?"), min_value=1, max_value=learning_groups.MOST)
    yearly_meetings = forms.IntegerField(label=_("Meetings a year"), min_value=1, max_value=60, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field: Any = self.fields["unit"]
        field.queryset = access.visible(user, Unit).filter(Q(valid_to=None) | Q(valid_to__gte=today()))

    def clean_unit(self) -> Unit:
        unit: Unit = self.cleaned_data["unit"]
        if not access.may(self.user, "add", Forum(unit=unit)):
            raise forms.ValidationError(_now("You add forums in the units that you manage. Choose one of those."))
        return unit


class LearningGroups(PagesView):
    """Divide the managers; the same answer as was looked at is made by the second press."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Forum)

    def page(self, form: GroupsForm, groups: Any = (), status: int = 200) -> HttpResponse:
        context = {
            "title": _now("Divide managers into learning groups"),
            "lead": _now("Managers of different operations come into the same group. The first one named is its chair."),
            "crumbs": [(self.pages.plural, self.pages.url("list"))],
            "form": form,
            "groups": groups,
            "submit_label": _now("Make the groups") if groups else _now("Look at the groups"),
            "cancel_url": self.pages.url("list"),
        }
        return render(self.request, "organisation/learning_groups.html", context, status=status)

    def get(self, request: HttpRequest) -> HttpResponse:
        access.demand(request.user, "add", Forum)
        managed = standing(request.user).of("manager", "unit")
        own = Unit.objects.filter(pk__in=managed).order_by("path") or Unit.objects.filter(parent=None).order_by("path")
        first = own.first()
        # About six in a group is what a conversation bears.
        count = max(1, min(round(len(learning_groups.managers_of(first)) / 6), learning_groups.MOST)) if first else 1
        return self.page(GroupsForm(user=request.user, initial={"unit": first, "count": count}))

    def post(self, request: HttpRequest) -> HttpResponse:
        access.demand(request.user, "add", Forum)
        form = GroupsForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.page(form, status=422)
        unit, count = form.cleaned_data["unit"], form.cleaned_data["count"]
        groups = learning_groups.mixed(learning_groups.managers_of(unit), count)
        if "make" not in request.POST:
            if not groups:
                form.add_error("unit", _now("Nobody is manager here. Appoint managers first."))
            return self.page(form, groups, 200 if groups else 422)
        try:
            made = learning_groups.make(unit, count, request.user, yearly_meetings=form.cleaned_data["yearly_meetings"])
        except states.Refused as refused:
            form.add_error(None, refused.message)
            return self.page(form, groups, 409)
        said = ngettext("%(count)s learning group is made.", "%(count)s learning groups are made.", len(made))
        messages.success(request, said % {"count": len(made)})
        return HttpResponseRedirect(f"{self.pages.url('list')}?kind=learning")
