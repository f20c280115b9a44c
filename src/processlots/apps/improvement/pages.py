"""Pages of needs and activities."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from processlots.apps.improvement import (
    from_feedback,
    from_row,
    keeping,
    plan,
    process_information,
    process_parts,
    spreading,
    taken_up,
    thread_parts,
    whole_picture,
)
from processlots.apps.improvement.access import NeedAccess, PlanActionAccess
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.improvement.row_views import NeedDetail, PlanActionDetail
from processlots.apps.organisation.standing import standing
from processlots.kit import access as kit_access
from processlots.kit import shell, views
from processlots.kit.forms import ReasonForm
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.periods import today
from processlots.kit.search import SearchFields

__all__ = [
    "from_feedback",
    "from_row",
    "plan",
    "process_information",
    "process_parts",
    "spreading",
    "taken_up",
    "thread_parts",
    "whole_picture",
]

shell.menu(50, gettext_lazy("Improvements"), "/aktiviteter/", "/behov/")


class AssessForm(forms.Form):
    """Who decides about the need (S6-6)."""

    route = forms.ChoiceField(label=gettext_lazy("Who decides?"), choices=Need.Route.choices, widget=forms.RadioSelect)


class DecideForm(forms.Form):
    """The decision, in words; whoever presses has taken it or writes down that it was taken."""

    text = forms.CharField(
        label=gettext_lazy("The decision"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": False}),
    )
    capacity = forms.CharField(
        label=gettext_lazy("Decided as"), max_length=100, required=False,
        help_text=gettext_lazy("For example process owner, or the management group that it was lifted to."),
    )  # fmt: skip

    for_row = True

    def __init__(self, *args: Any, row: Need, user: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial", {"text": _("The need is to be met: %(need)s") % {"need": row.title}, "capacity": _("process owner")}
        )
        super().__init__(*args, **kwargs)


class EffectForm(forms.Form):
    """What the effect was (S6-7), and how the change is made to stick (S6-13)."""

    actual_effect = forms.CharField(
        label=gettext_lazy("What was the effect?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "cols": False}),
        help_text=gettext_lazy("Do the measurements show that it succeeded? What more came to light?"),
    )  # fmt: skip
    stick = forms.ChoiceField(
        label=gettext_lazy("How is the change made to stick?"), choices=PlanAction.Stick.choices, required=False
    )


class ImprovementsList(views.ListView):
    """A list of the room, with the way to the other."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        ways = [(pgettext("plan", "Activities"), "/aktiviteter/"), (_("Development needs"), "/behov/")]
        return [*[(label, url, "plain") for label, url in ways if url != self.pages.url("list")], *super().actions(request)]


def _open_needs(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    return rows.exclude(state__in=(Need.State.DISMISSED, Need.State.FOLLOWED_UP))


def _needs_to_decide(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    return rows.filter(state=Need.State.ASSESSED, route__in=Need.DECIDED_ROUTES, decision=None)


def _my_actions(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    return rows.filter(responsible=getattr(user, "person", None)).exclude(
        state__in=(PlanAction.State.CANCELLED, PlanAction.State.FOLLOWED_UP)
    )


def _late_actions(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    return rows.filter(due__lt=today(), state__in=(PlanAction.State.PLANNED, PlanAction.State.ONGOING, PlanAction.State.PAUSED))


def _effects_to_follow_up(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    return rows.filter(state=PlanAction.State.DONE)


@register
class NeedPages(Pages):
    model = Need
    path = "behov"
    api = "needs"
    fields = ["process", "title", "why", "origin", "expected_effect", "goal", "simplify", "renew", "improve"]
    read_only = ["state", "route", "signal", "registered_by", "registered_on", "decision"]
    columns = ["title", "process", "origin", "state", "registered_on"]
    filters = ["process", "state", "origin"]
    ordering = ["-number"]
    parent = "process"
    acts = ("list", "add", "detail", "edit", "history")
    access = NeedAccess()
    search = SearchFields("title", ["why"])
    transition_forms = {"assess": AssessForm, "decide": DecideForm, "dismiss": ReasonForm}
    detail_template = "improvement/need.html"
    view_classes = {"list": ImprovementsList, "detail": NeedDetail}
    views = [("oppna", gettext_lazy("Open"), _open_needs), ("att-besluta", gettext_lazy("To decide"), _needs_to_decide)]

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        if created:
            row.registered_by = standing(request.user).person
            row.save(update_fields=["registered_by"])
        keeping.need_changed(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        keeping.need_changed(row)

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        need: Need = row
        closed = need.state in (Need.State.DISMISSED, Need.State.FOLLOWED_UP)
        if closed or need.waits_for_decision or not kit_access.may(request.user, "add", PlanAction(process=need.process)):
            return []
        return [(_("Make an activity of it"), f"/aktiviteter/nytt/?process={need.process.key}&need={need.number}", "primary")]

    def empty(self) -> str:
        return _("No needs yet. A need says what must be developed, and why.")


@register
class PlanActionPages(Pages):
    model = PlanAction
    path = "aktiviteter"
    api = "plan-actions"
    fieldsets = [
        (gettext_lazy("What shall be done?"), "", ["process", "text", "kind", "need", "why"]),
        (gettext_lazy("Who, and by when?"), "", ["responsible", "participants", "start", "due", "cost", "needs_decision"]),
        (gettext_lazy("Which effect is expected?"), gettext_lazy("An activity is followed up so that the effect is seen"),
         ["expected_effect", "effect_on", "stick"]),
    ]  # fmt: skip
    read_only = ["state", "actual_effect", "finished_on", "decision"]
    columns = ["text", "process", "responsible", "due", "state"]
    filters = ["process", "state", "kind", "responsible"]
    ordering = ["due", "pk"]
    parent = "process"
    acts = ("list", "add", "detail", "edit", "history")
    access = PlanActionAccess()
    search = SearchFields("text", ["why", "expected_effect"])
    transition_forms = {"follow_up": EffectForm, "cancel": ReasonForm}
    detail_template = "improvement/action.html"
    view_classes = {"list": ImprovementsList, "detail": PlanActionDetail}
    views = [
        ("mina", pgettext_lazy("plan", "Mine"), _my_actions),
        ("sena", gettext_lazy("Late"), _late_actions),
        ("effekt", gettext_lazy("Effect to follow up"), _effects_to_follow_up),
    ]

    def empty(self) -> str:
        return _("No activities yet. An activity answers a need.")

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        found = super().initial(request)
        need = found.get("need")
        if need is not None:
            # What the need says already is not asked for again.
            found.setdefault("text", need.title)
            found.setdefault("why", need.why)
            found.setdefault("expected_effect", need.expected_effect)
        found.setdefault("responsible", getattr(request.user, "person", None))
        return found

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        keeping.action_changed(row)

    def next_url(self, request: HttpRequest, row: Any, created: bool) -> str:
        # A new one is seen in the plan, where the next is written.
        return f"{url_of(row.process)}#aktiviteter" if created else super().next_url(request, row, created)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        keeping.action_changed(row)
