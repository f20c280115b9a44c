"""Pages of the organisation."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.organisation import frame, panels
from processlots.apps.organisation.access import OrganisationAccess
from processlots.apps.organisation.forums import checks as forum_checks
from processlots.apps.organisation.forums import decision_pages, matter_pages
from processlots.apps.organisation.forums import pages as forum_pages
from processlots.apps.organisation.forums import reports as forum_reports
from processlots.apps.organisation.forums import tasks as forum_tasks
from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.apps.organisation.reorganising import pages as reorganise_pages
from processlots.apps.organisation.roles import panels as role_panels
from processlots.kit import access, history, tables
from processlots.kit.pages import Pages, register
from processlots.kit.periods import today
from processlots.kit.search import SearchFields

__all__ = [
    "decision_pages",
    "forum_checks",
    "forum_pages",
    "forum_reports",
    "forum_tasks",
    "frame",
    "matter_pages",
    "panels",
    "reorganise_pages",
    "role_panels",
]

_access = OrganisationAccess()
# Roles have no pages of their own; who had which is part of the history all the same.
history.follow(Appointment)
frame.room(10, pgettext_lazy("organisation", "Units"), "/enheter/")
frame.room(20, gettext_lazy("People"), "/personer/")
frame.room(30, gettext_lazy("Forums"), "/forum/")


class Titled(Pages):
    """The name stands over the page and is no fact besides."""

    list_template = "organisation/list.html"
    view_classes = {"list": frame.RoomList}

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        return tables.facts(row, [name for name in self.all_fields if name != "name"])


class WithImport(frame.RoomList):
    """A list that is also filled from a file or a paste."""

    importer = ""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        made = super().actions(request)
        if made and access.may(request.user, "add", self.pages.model):
            made.append((_("Read in from a list"), f"/inlasning/{self.importer}/", "plain"))
        return made


class UnitList(WithImport):
    importer = "units"


class PersonList(WithImport):
    importer = "people"


def ended_units(rows: Any, user: Any) -> models.QuerySet[Any]:
    """Units whose period is over."""
    return rows.filter(valid_to__lt=today())


def people_who_left(rows: Any, user: Any) -> models.QuerySet[Any]:
    """Those who are no longer here."""
    return rows.filter(left__lt=today())


@register
class UnitPages(Titled):
    model = Unit
    path = "enheter"
    api = "units"
    fields = ["name", "kind", "parent", "external_id", "allocation_model", "valid_from", "valid_to"]
    columns = ["name", "kind", "parent", "valid_from", "valid_to"]
    filters = ["kind", "parent"]
    ordering = ["path"]
    acts = ("list", "add", "detail", "edit", "history")
    access = _access
    search = SearchFields("name")
    lookup = True
    views = [("upphorda", gettext_lazy("No longer there"), ended_units)]
    view_classes = {"list": UnitList}

    def listed(self, rows: Any) -> models.QuerySet[Any]:
        return rows.at(today())

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        return [*super().facts(request, row), (_("Led by"), row.led_by)]

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        if row is None or row.pk is None:
            return super().crumbs(request, row)
        return [(str(unit), self.url("detail", unit.key)) for unit in row.ancestors()]


@register
class PersonPages(Titled):
    model = Person
    path = "personer"
    api = "people"
    fields = ["name", "title", "unit", "email", "external_id", "left"]
    columns = ["name", "title", "unit"]
    filters = ["unit"]
    acts = ("list", "add", "detail", "edit", "history")
    access = _access
    search = SearchFields("name", ["title"])
    lookup = True
    views = [("slutat", gettext_lazy("Has left"), people_who_left)]
    view_classes = {"list": PersonList}

    def listed(self, rows: Any) -> models.QuerySet[Any]:
        return rows.filter(models.Q(left=None) | models.Q(left__gte=today()))
