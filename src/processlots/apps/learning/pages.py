"""Pages of courses and records."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.learning import facilitators, panels
from processlots.apps.learning.access import TrainingAccess
from processlots.apps.learning.actions import keep_all, keep_status
from processlots.apps.learning.models import Course, TrainingRecord
from processlots.apps.organisation import frame
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.search import SearchFields

__all__ = ["facilitators", "panels"]

frame.room(50, gettext_lazy("Process facilitators"), facilitators.URL)
frame.room(60, gettext_lazy("Courses"), "/kurser/")


@register
class CoursePages(Pages):
    model = Course
    path = "kurser"
    api = "courses"
    fields = ["name", "for_facilitators", "description"]
    columns = ["name", "for_facilitators"]
    access = TrainingAccess()
    search = SearchFields("name", ["description"])
    list_template = "organisation/list.html"
    view_classes = {"list": frame.RoomList}

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("Whoever has taken every course that facilitators need is a process facilitator.")

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        keep_all()

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        keep_all()


@register
class TrainingRecordPages(Pages):
    model = TrainingRecord
    path = "utbildning"
    api = "training-records"
    fields = ["person", "course", "date"]
    columns = ["person", "course", "date"]
    filters = ["course"]
    ordering = ["person__sort", "pk"]
    acts = ("list", "add", "detail", "edit", "history")
    access = TrainingAccess()

    def after_form(self, request: HttpRequest, form: Any, created: bool) -> None:
        before = form.initial.get("person")
        if not created and isinstance(before, int) and before != form.instance.person_id:
            # The record was somebody else's: that person may be a facilitator no longer.
            keep_all([before])

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        keep_status(row.person)

    def next_url(self, request: HttpRequest, row: Any, created: bool) -> str:
        return url_of(row.course) if created else url_of(row)
