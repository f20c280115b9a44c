"""What a goal rests on: passages of the board's regulation, and the overall strategies and budget (S5-5, OR-8, X-1)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.followup.models import Goal
from processlots.apps.processes.inventory.source_views import SourcesForm
from processlots.apps.processes.models import RegulationPassage, Strategy
from processlots.kit import access, asked, history, links, locking, pages
from processlots.kit.models.links import Link
from processlots.kit.pages import url_of
from processlots.kit.panels import panel
from processlots.kit.views import PagesView

#: field of the form → the model it chooses among
KINDS: dict[str, type[models.Model]] = {"passages": RegulationPassage, "strategies": Strategy}


def grounds(goal: Goal, model: type[models.Model]) -> list[int]:
    """The keys of what the goal rests on, of one kind."""
    kinds = ContentType.objects.get_for_model
    rows = Link.objects.filter(relation="rests_on", source_type=kinds(Goal), source_id=goal.pk, target_type=kinds(model))
    return list(rows.values_list("target_id", flat=True))


def _choose(request: HttpRequest, goal: Goal) -> tuple[Any, str] | None:
    return (_("Link sources"), f"{url_of(goal)}grunder/") if access.may(request.user, "change", goal) else None


@panel(
    Goal, "grounds", title=gettext_lazy("What it rests on"), help=gettext_lazy("The regulation, and the overall strategies"),
    order=60, template="processes/panels/sources.html", queries=4, action=_choose,
)  # fmt: skip
def what_it_rests_on(request: HttpRequest, goal: Goal) -> dict[str, Any] | None:
    """The other end of the passage's own panel."""
    passages = list(RegulationPassage.objects.filter(pk__in=grounds(goal, RegulationPassage)).select_related("board"))
    strategies = list(Strategy.objects.filter(pk__in=grounds(goal, Strategy)).order_by("-year", "sort"))
    if not passages and not strategies and _choose(request, goal) is None:
        return None
    return {"passages": passages, "strategies": strategies, "services": [], "values": []}


class GroundsView(PagesView):
    """Choose among the passages of the process's board and the strategies."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Goal)

    def form(self, goal: Goal, data: Any = None) -> forms.Form:
        form = SourcesForm(data, process=goal.process)
        del form.fields["services"]
        for name in [name for name in KINDS if name in form.fields]:
            held = grounds(goal, KINDS[name])
            field: Any = form.fields[name]
            field.queryset = field.queryset.model._default_manager.filter(
                models.Q(pk__in=field.queryset.values("pk")) | models.Q(pk__in=held)
            )
            field.widget.choices = field.choices
            form.initial[name] = held
        return form

    def show(self, goal: Goal, form: Any, status: int = 200) -> HttpResponse:
        context = {
            "title": _("What it rests on"),
            "kind": str(goal),
            "crumbs": [*self.pages.crumbs(self.request, goal), (self.pages.title(goal), url_of(goal))],
            "form": form,
            "version": goal.version,
            "cancel_url": url_of(goal),
        }
        return render(self.request, "kit/form.html", context, status=status)

    def demanded(self, key: int) -> Goal:
        goal: Goal = self.row(key)
        access.demand(self.request.user, "change", goal)
        return goal

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        goal = self.demanded(key)
        return self.show(goal, self.form(goal))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        goal = self.demanded(key)
        form = self.form(goal, request.POST)
        if not form.is_valid():
            return self.show(goal, form, 422)
        try:
            with transaction.atomic(), history.act(_("Changed the sources of %(what)s") % {"what": goal}, user=request.user):
                goal = locking.hold(Goal, goal.pk, asked.version(request))
                for name, model in KINDS.items():
                    if name in form.fields:
                        self.keep(goal, model, form.cleaned_data[name])
                goal.save()
        except locking.Stale:
            form.add_error(None, _("Somebody saved this while you were writing. Look at it again, then try once more."))
            return self.show(self.row(key), form, 409)
        messages.success(request, _("The sources are saved."))
        return HttpResponseRedirect(url_of(goal))

    def keep(self, goal: Goal, model: type[models.Model], chosen: Any) -> None:
        gone = set(grounds(goal, model)) - {row.pk for row in chosen}
        kinds = ContentType.objects.get_for_model
        # silent: the act says that the sources were changed, and the goal's own save is in it
        Link.objects.filter(
            relation="rests_on", source_type=kinds(Goal), source_id=goal.pk, target_type=kinds(model), target_id__in=gone
        ).delete()
        for row in chosen:
            links.join(goal, "rests_on", row)
