"""Pages of the organisation."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest

from processlots.apps.organisation import frame
from processlots.apps.organisation.access import DecisionAccess, OrganisationAccess
from processlots.apps.organisation.models import Decision, Forum, Person, Unit
from processlots.kit.pages import Pages, register
from processlots.kit.periods import today
from processlots.kit.search import SearchFields

__all__ = ["frame"]

_access = OrganisationAccess()


@register
class UnitPages(Pages):
    model = Unit
    path = "enheter"
    api = "units"
    fields = ["name", "kind", "parent", "valid_from", "valid_to"]
    columns = ["name", "kind", "parent", "valid_from", "valid_to"]
    filters = ["kind", "parent"]
    ordering = ["path"]
    acts = ("list", "add", "detail", "edit", "history")
    access = _access
    search = SearchFields("name")
    lookup = True

    def listed(self, rows: Any) -> models.QuerySet[Any]:
        return rows.at(today())

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        if row is None or row.pk is None:
            return super().crumbs(request, row)
        return [(str(unit), self.url("detail", unit.key)) for unit in row.ancestors()]


@register
class PersonPages(Pages):
    model = Person
    path = "personer"
    api = "people"
    fields = ["name", "title", "unit", "email", "external_id"]
    columns = ["name", "title", "unit"]
    filters = ["unit"]
    acts = ("list", "add", "detail", "edit", "history")
    access = _access
    search = SearchFields("name", ["title"])
    lookup = True


@register
class ForumPages(Pages):
    model = Forum
    path = "forum"
    api = "forums"
    fields = ["name", "kind", "unit", "purpose", "yearly_meetings"]
    columns = ["name", "kind", "unit", "yearly_meetings"]
    filters = ["kind"]
    access = _access
    search = SearchFields("name", ["purpose"])
    lookup = True


@register
class DecisionPages(Pages):
    model = Decision
    path = "beslut"
    api = "decisions"
    read_only = ["text", "date", "by", "capacity", "forum", "paragraph", "diary_number", "corrects"]
    columns = ["text", "date", "by", "forum", "diary_number"]
    filters = ["forum"]
    ordering = ["-date", "-number"]
    acts = ("list", "detail")
    access = DecisionAccess()
    search = SearchFields("text", ["diary_number"])
