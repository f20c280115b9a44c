"""Pages of requests, needs, what a unit has, and feedback."""

from __future__ import annotations

from typing import Any

from auditlog.registry import auditlog
from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.organisation import frame
from processlots.apps.organisation.models import Forum
from processlots.apps.organisation.standing import standing
from processlots.apps.resources import keeping, lifting, reminders, request_panels
from processlots.apps.resources.access import FeedbackAccess, NeedAccess, RequestAccess, SupplyAccess
from processlots.apps.resources.models import PerformanceFeedback, ResourceMessage, ResourceNeed, ResourceRequest, ResourceSupply
from processlots.apps.resources.request_views import RequestDetail, ResourceList
from processlots.kit import access as kit_access
from processlots.kit import asked, history
from processlots.kit import pages as kit_pages
from processlots.kit.forms import DayField, ReasonForm
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.rows import Rows
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column

__all__ = ["reminders", "request_panels"]

State = ResourceRequest.State
frame.room(45, gettext_lazy("Resources"), "/resurser/")
history.follow(ResourceMessage)
# The history says that feedback was written, never what (KS-9).
auditlog.register(
    PerformanceFeedback,
    exclude_fields=["version", "uid"],
    mask_fields=["process", "person", "resource_owner", "given_by", "period_from", "period_to", "assignment", "feedback",
                 "competence_need"],
    mask_callable="processlots.apps.resources.pages.unsaid",
)  # fmt: skip


def unsaid(value: str) -> str:
    """What the history writes instead of a value that is personal."""
    return "…"


class OralForm(forms.Form):
    """RES-2: an oral agreement, as a record."""

    oral_on = DayField(label=gettext_lazy("Day of the agreement"))
    parties = forms.CharField(label=gettext_lazy("Between whom?"), max_length=300)
    content = forms.CharField(
        label=gettext_lazy("What is agreed?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "cols": False})
    )


class LiftForm(ReasonForm):
    """Where the matter goes, and why."""

    for_row = True
    forum = forms.ModelChoiceField(
        Forum.objects.all(), label=gettext_lazy("Management group"), required=False,
        empty_label=gettext_lazy("none: the responsible manager decides"),
    )  # fmt: skip
    field_order = ("forum", "reason")

    def __init__(self, *args: Any, row: ResourceRequest, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forum: Any = self.fields["forum"]
        forum.queryset = kit_access.of(Forum).visible(user, lifting.forums_for(row))
        forum.initial = forum.queryset.first()


class PriorityForm(forms.Form):
    """The decision, in words."""

    text = forms.CharField(
        label=gettext_lazy("Which process comes first, and what do the others get?"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": False}),
    )  # fmt: skip


def waiting_for_me(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Sent to the person, and not answered."""
    return rows.filter(resource_owner=standing(user).person, state__in=ResourceRequest.WAITING)


def in_conflict(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Lifted to a management group."""
    return rows.filter(state=State.LIFTED)


def closed(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Over."""
    return rows.filter(state=State.CLOSED)


@register
class RequestPages(Pages):
    model = ResourceRequest
    path = "resurser"
    api = "resource-requests"
    fields = ["process", "unit", "resource_owner", "background", "answer_by"]
    read_only = ["state", "requested_by", "sent_on", "answered_on", "oral_on", "oral_parties", "oral_content", "decision",
                 "reason", "closed_on"]  # fmt: skip
    columns = [
        Column("number", gettext_lazy("Number"), lambda row: row.label, "number", "nowrap"),
        "process", "unit", "resource_owner", "answer_by", "state",
    ]  # fmt: skip
    filters = ["process", "state", "unit", "resource_owner"]
    ordering = ["-number"]
    parent = "process"
    acts = ("list", "add", "detail", "edit", "history")
    access = RequestAccess()
    search = SearchFields("label", ["background"])
    transition_forms = {
        "agree": OralForm, "decline": ReasonForm, "lift": LiftForm, "prioritise": PriorityForm, "close": ReasonForm,
    }  # fmt: skip
    detail_template = "resources/request.html"
    list_template = "resources/list.html"
    view_classes = {"list": ResourceList, "detail": RequestDetail}
    views = [
        ("hos-mig", gettext_lazy("Waiting for my answer"), waiting_for_me),
        ("lyfta", gettext_lazy("Lifted"), in_conflict),
        ("avslutade", pgettext_lazy("resources", "Closed"), closed),
    ]
    rows = [
        Rows(
            ResourceNeed, "request", ["role", "competence", "task", "extent", "extent_unit", "valid_from", "valid_to", "wished"],
            "behov", gettext_lazy("What is needed"), after=lambda _request, row: keeping.request_changed(row),
        )
    ]  # fmt: skip

    def title(self, row: Any) -> str:
        return str(row)

    def listed(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.exclude(state=State.CLOSED)

    def empty(self) -> str:
        return _("No requests yet. A process asks a resource owner for people or equipment.")

    def create(self, row: Any, user: Any) -> Any:
        row.clean()  # who answers, where it is not said
        row.requested_by = standing(user).person
        return super().create(row, user)

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        keeping.request_changed(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        keeping.request_changed(row)

    def next_url(self, request: HttpRequest, row: Any, created: bool) -> str:
        # A new one asks for nothing until its needs are written.
        return f"{url_of(row)}behov/" if created else url_of(row)


@register
class NeedPages(Pages):
    model = ResourceNeed
    path = "resursbehov"
    api = "resource-needs"
    fieldsets = [
        (gettext_lazy("What is needed?"), "", ["request", "role", "competence", "task", "wished", "supply"]),
        (gettext_lazy("How much, and when?"), "", ["extent", "extent_unit", "valid_from", "valid_to"]),
    ]
    read_only = ["answer", "granted", "available", "conditions", "answered_on"]
    columns = [
        "competence",
        Column("request", gettext_lazy("Request"), lambda row: str(row.request), "request", related=("request__process",)),
        "role",
        Column("how_much", gettext_lazy("Extent"), lambda row: row.how_much, "extent", "nowrap"),
        "valid_from", "valid_to", "answer", "available",
    ]  # fmt: skip
    filters = ["role", "answer", "available"]
    ordering = ["-valid_from", "pk"]
    parent = "request"
    access = NeedAccess()
    list_template = "resources/list.html"
    view_classes = {"list": ResourceList}

    def empty(self) -> str:
        return _("No needs yet. They are written in a request.")

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        keeping.request_changed(row.request)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        keeping.request_changed(row.request)

    def next_url(self, request: HttpRequest, row: Any, created: bool) -> str:
        return url_of(row.request)


@register
class SupplyPages(Pages):
    model = ResourceSupply
    path = "resurstillgangar"
    api = "resource-supplies"
    fields = ["name", "unit", "kind", "available", "note"]
    columns = ["name", "unit", "kind", "available"]
    filters = ["unit", "kind"]
    access = SupplyAccess()
    search = SearchFields("name", ["note"])
    lookup = True
    list_template = "resources/list.html"
    view_classes = {"list": ResourceList}

    def empty(self) -> str:
        return _("Nothing is counted yet. A resource owner writes competences and equipment that several processes share.")


def mine(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """About the person who reads."""
    return rows.filter(person=standing(user).person)


@register
class FeedbackPages(Pages):
    model = PerformanceFeedback
    path = "prestationsaterkoppling"
    api = "performance-feedback"
    fieldsets = [
        (gettext_lazy("Who, and which work?"), gettext_lazy("Only you, the person and the resource owner read this."),
         ["process", "person", "resource_owner", "period_from", "period_to", "assignment"]),
        (gettext_lazy("How did it go?"), "", ["feedback", "competence_need"]),
    ]  # fmt: skip
    read_only = ["given_by", "given_on"]
    columns = ["person", "process", "period_from", "period_to", "given_by", "given_on"]
    ordering = ["-given_on", "-pk"]
    access = FeedbackAccess()
    list_template = "resources/list.html"
    view_classes = {"list": ResourceList}
    views = [("om-mig", gettext_lazy("About me"), mine)]

    @property
    def plural(self) -> str:
        return capfirst(str(PerformanceFeedback._meta.verbose_name))

    def title(self, row: Any) -> str:
        return _("Feedback to %(name)s") % {"name": row.person}

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("Read by the process owner who wrote it, the person and the resource owner, and by nobody else.")

    def empty(self) -> str:
        return _("No feedback that you may read. A process owner writes it when a period is over.")

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        found = super().initial(request)
        number = asked.whole(request.GET.get("need", ""))
        need = kit_pages.of(ResourceNeed).get(request.user, number) if number is not None else None
        if need is not None and need.available is not None:
            found |= {
                "process": need.request.process, "person": need.available, "resource_owner": need.request.resource_owner,
                "period_from": need.valid_from, "period_to": need.valid_to, "assignment": need.task or need.competence,
            }  # fmt: skip
        return found

    def create(self, row: Any, user: Any) -> Any:
        row.clean()  # who is told, where it is not said
        row.given_by = standing(user).person
        return super().create(row, user)

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        from processlots.apps.organisation import tasks

        needs = ResourceNeed.objects.filter(request__process=row.process, available=row.person)
        tasks.refresh_many(ResourceNeed, list(needs.select_related("request__process__owner", "available")[:50]))
