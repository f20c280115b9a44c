"""Pages of courses, their occasions and records."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.learning import checks, facilitators, jobs, my_courses, occasion_panels, panels, reminders
from processlots.apps.learning.access import OccasionAccess, RecordAccess, TrainingAccess
from processlots.apps.learning.actions import keep_all, taken
from processlots.apps.learning.models import Course, Occasion, SignUp, TrainingRecord
from processlots.apps.organisation import frame, tasks
from processlots.apps.organisation.standing import standing
from processlots.kit import access, history
from processlots.kit.forms import ReasonForm, VisibleForm
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.periods import today
from processlots.kit.search import SearchFields

__all__ = [
    "checks",
    "facilitators",
    "jobs",
    "my_courses",
    "occasion_panels",
    "panels",
    "reminders",
]  # which register what they hold

history.follow(SignUp)
frame.room(50, gettext_lazy("Process facilitators"), facilitators.URL)
frame.room(60, gettext_lazy("Courses"), "/kurser/")
frame.room(61, gettext_lazy("Course occasions"), "/kurstillfallen/")


@register
class CoursePages(Pages):
    model = Course
    path = "kurser"
    api = "courses"
    fieldsets = [
        (gettext_lazy("The course"), "", ["name", "description", "audience", "valid_months"]),
        (
            gettext_lazy("Who needs it"),
            gettext_lazy("A facilitator needs the method, the documentation in both its parts and the risk analysis"),
            [
                "covers_method",
                "covers_theory",
                "covers_practice",
                "covers_risk",
                "for_facilitators",
                "for_owners",
                "for_groups",
            ],
        ),
    ]
    columns = ["name", "audience", "for_facilitators", "for_owners"]
    filters = ["for_facilitators", "for_owners", "for_groups"]
    access = TrainingAccess()
    search = SearchFields("name", ["description", "audience"])
    list_template = "organisation/list.html"
    view_classes = {"list": frame.RoomList}

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("Whoever has taken every course that facilitators need is a process facilitator.")

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        keep_all()

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        keep_all()


def coming(rows: Any, user: Any) -> models.QuerySet[Any]:
    """Those that one can sign up for."""
    return rows.filter(state=Occasion.State.PLANNED, date__gte=today())


def to_record(rows: Any, user: Any) -> models.QuerySet[Any]:
    """Those that have been, whose participants are not written down."""
    return rows.filter(state=Occasion.State.PLANNED, date__lt=today())


def mine(rows: Any, user: Any) -> models.QuerySet[Any]:
    """Those that one has signed up for."""
    return rows.filter(signups__person=standing(user).person)


@register
class OccasionPages(Pages):
    model = Occasion
    path = "kurstillfallen"
    api = "course-occasions"
    fields = ["course", "date", "last_date", "time", "place", "seats", "teacher", "forum"]
    read_only = ["state", "ended_reason"]
    columns = ["course", "date", "place", "seats", "state"]
    filters = ["course", "state"]
    ordering = ["-date", "-pk"]
    acts = ("list", "add", "detail", "edit", "history")
    parent = "course"
    access = OccasionAccess()
    list_template = "organisation/list.html"
    view_classes = {"list": frame.RoomList}
    transition_forms = {"cancel": ReasonForm}
    views = [
        ("kommande", gettext_lazy("Open for sign-up"), coming),
        ("mina", pgettext_lazy("occasions", "Mine"), mine),
        ("att-registrera", gettext_lazy("To be recorded"), to_record),
    ]

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.select_related("course", "forum")

    def empty(self) -> str:
        return _("No occasions yet. The model manager plans them.")

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        base = url_of(row)
        made: list[tuple[Any, str, str]] = []
        person = standing(request.user).person
        if person is not None and row.open and access.may(request.user, "sign_up", row):
            if row.signups.filter(person=person).exists():
                made.append((_("I cannot come"), f"{base}avanmalan/", "post"))
            else:
                made.append((_("Sign up"), f"{base}anmalan/", "post-primary"))
        if row.state != row.State.CANCELLED and access.may(request.user, "record", row):
            made.append((_("Write down the participants"), f"{base}deltagare/", "plain"))
        return made

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        tasks.refresh(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        tasks.refresh(row)


class RecordForm(VisibleForm):
    """A course taken is passed, unless something else is said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].required = False

    def clean_result(self) -> str:
        return self.cleaned_data["result"] or TrainingRecord.Result.PASSED


@register
class TrainingRecordPages(Pages):
    model = TrainingRecord
    path = "utbildning"
    api = "training-records"
    fields = ["person", "course", "date", "result", "valid_until"]
    columns = ["person", "course", "date", "result", "valid_until"]
    filters = ["course", "result"]
    ordering = ["person__sort", "pk"]
    acts = ("list", "add", "detail", "edit", "history")
    access = RecordAccess()
    form_base = RecordForm

    def after_form(self, request: HttpRequest, form: Any, created: bool) -> None:
        before = form.initial.get("person")
        if not created and isinstance(before, int) and before != form.instance.person_id:
            # The record was somebody else's: that person may be a facilitator no longer.
            keep_all([before])

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        taken(row.person)

    def next_url(self, request: HttpRequest, row: Any, created: bool) -> str:
        return url_of(row.course) if created else url_of(row)
