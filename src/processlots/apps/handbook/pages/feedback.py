"""The inbox of feedback, and what it says of each page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View

from processlots.apps.handbook.access import FeedbackAccess
from processlots.apps.handbook.models import PageFeedback
from processlots.apps.handbook.prose import prose
from processlots.apps.organisation import tasks
from processlots.kit import access as kit_access
from processlots.kit import seeds, tables
from processlots.kit.forms import ReasonForm
from processlots.kit.pages import Pages, register
from processlots.kit.views import ListView

MOST_PAGES = 200


class AnswerForm(forms.Form):
    """A word to whoever gave it."""

    answer = forms.CharField(
        label=pgettext_lazy("feedback", "Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "cols": False}),
        help_text=gettext_lazy("Read by whoever gave it, where that is known, and kept with the feedback."),
    )  # fmt: skip


def _of(*states: str) -> Any:
    return lambda rows, user: rows.filter(state__in=states)


def _in_words(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    return rows.exclude(text="").filter(state=PageFeedback.State.NEW)


class InboxView(ListView):
    """The inbox, with the way to the figures."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        return [(_("Page by page"), "/aterkoppling/sidor/", "plain")]


@register
class PageFeedbackPages(Pages):
    model = PageFeedback
    path = "aterkoppling"
    api = "page-feedback"
    fields = ["page", "page_title", "page_version", "useful", "text", "given_by", "given_on", "language"]
    read_only = ["state", "answer", "settled_on", "forgotten_on"]
    columns = [
        "page_title", "useful", tables.Column("said", gettext_lazy("In own words"), lambda row: row.text[:120]),
        "given_on", "state",
    ]  # fmt: skip
    filters = ["state", "useful"]
    views = [
        ("att-lasa", gettext_lazy("To read"), _in_words),
        ("atgardas", pgettext_lazy("feedback", "Being dealt with"), _of("taken")),
        ("klara", gettext_lazy("Settled"), _of(*PageFeedback.SETTLED)),
    ]
    ordering = ["-pk"]
    acts = ("list", "detail", "history")
    access = FeedbackAccess()
    detail_template = "handbook/told.html"
    transition_forms = {"answer": AnswerForm, "dismiss": ReasonForm}
    view_classes = {"list": InboxView}

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        return [(_("Handbook"), "/handbok/"), *super().crumbs(request, row)]

    def empty(self) -> str:
        return _("No feedback yet. It is given at the bottom of processes and handbook pages.")

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        return seeds.ways(request.user, row) if row.text and kit_access.may(request.user, "take", row) else []

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        where = format_html('<a href="{}">{}</a>', row.page, row.page_title) if row.page.startswith("/") else row.page_title
        shown: list[tuple[str, Any]] = [(_("Page"), where)]
        shown += tables.facts(row, ["page_version", "useful"])
        shown += tables.facts(row, ["given_by", "given_on", "state", "settled_on"])
        return shown + tables.facts(row, ["forgotten_on"])

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        told = [(_("In own words"), prose(row.text)), (_("Answer"), prose(row.answer))]
        return {"told": [(label, html) for label, html in told if html]}

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        tasks.refresh(row)


class FiguresView(LoginRequiredMixin, View):
    """Page by page: how many, how many of use, how many wait. Only what the person may see counts."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not kit_access.of(PageFeedback).may_enter(request.user):
            return render(request, "kit/403.html", {"said": _("You may not do this.")}, status=403)
        rows = (
            kit_access.visible(request.user, PageFeedback)
            .values("page")
            .annotate(
                title=models.Max("page_title"), count=Count("pk"), yes=Count("pk", filter=Q(useful=True)),
                words=Count("pk", filter=~Q(text="")), waiting=Count("pk", filter=Q(state=PageFeedback.State.NEW) & ~Q(text="")),
            )
            .order_by("-count", "page")[:MOST_PAGES]
        )  # fmt: skip
        found = [{**row, "share": round(100 * row["yes"] / row["count"])} for row in rows]
        context = {
            "title": _("Feedback page by page"), "rows": found,
            "crumbs": [(_("Handbook"), "/handbok/"), (_("Feedback on pages"), "/aterkoppling/")],
        }  # fmt: skip
        return render(request, "handbook/figures.html", context)
