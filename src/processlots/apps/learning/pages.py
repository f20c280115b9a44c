"""Pages of courses and records."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from processlots.apps.learning.access import TrainingAccess
from processlots.apps.learning.actions import keep_status
from processlots.apps.learning.models import Course, TrainingRecord
from processlots.kit.pages import Pages, register
from processlots.kit.search import SearchFields


@register
class CoursePages(Pages):
    model = Course
    path = "kurser"
    api = "courses"
    fields = ["name", "for_facilitators", "description"]
    columns = ["name", "for_facilitators"]
    access = TrainingAccess()
    search = SearchFields("name", ["description"])


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

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        keep_status(row.person)
