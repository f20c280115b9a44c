"""How it stands in the manager's units (X-8): late tasks and what has not been looked at, per unit and below.

    @stale("processes", _("Processes not looked at for a year"))
    def not_looked_at(units):
        return {unit.pk: 3}

A source counts in a fixed number of queries, by the unit it belongs to; the page sums up what lies under each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation import tasks
from processlots.apps.organisation.mine.page import ADDRESS, OfMe
from processlots.apps.organisation.models import Task, Unit
from processlots.apps.organisation.standing import standing
from processlots.kit import asked, pages, workbooks
from processlots.kit.periods import today

SHOWN = 50


@dataclass(frozen=True)
class Source:
    """Something that grows old: `count` gives how much of it each of the units has; `url` the list of one unit's."""

    key: str
    title: Any
    count: Callable[[set[int]], dict[int, int]]
    url: Callable[[int], str] | None = None


_sources: list[Source] = []


def stale(key: str, title: Any, url: Callable[[int], str] | None = None) -> Callable[..., Any]:
    """Register a source: a function from keys of units to unit → how many."""

    def keep(count: Callable[[set[int]], dict[int, int]]) -> Callable[[set[int]], dict[int, int]]:
        _sources.append(Source(key, title, count, url))
        return count

    return keep


def late_tasks(units: set[int]) -> dict[int, int]:
    """Tasks past their day, by the unit of the person responsible."""
    rows = Task.objects.open().filter(due__lt=today(), person__unit__in=units)
    return dict(rows.values_list("person__unit").annotate(count=Count("pk")))


LATE = Source("late", gettext_lazy("Late tasks"), late_tasks)


@dataclass
class Row:
    """A unit with its sums, everything under it included; `own` is the unit itself without what lies under."""

    unit: Unit
    counts: list[int]
    url: str = ""
    own: bool = False


def summed(units: Iterable[Unit], counted: dict[int, int]) -> Counter[int]:
    """Unit → how many in it and under it."""
    found: Counter[int] = Counter()
    for unit in units:
        if count := counted.get(unit.pk):
            for pk in unit.ancestor_ids():
                found[pk] += count
    return found


class MyUnits(OfMe):
    """The units under one, each with its sums; the way down; the same as Excel."""

    def get(self, request: HttpRequest) -> HttpResponse:
        unit = self.unit(request)
        rows = self.rows(unit)
        if request.GET.get("format") == "xlsx":
            return self.xlsx(unit, rows)
        late = Task.objects.open().filter(due__lt=today(), person__unit=unit).select_related("person")
        found = tasks.seen_by(request.user, late.order_by("due", "pk")[:SHOWN])
        manages = standing(request.user).manages
        above = [(one.name, f"{ADDRESS}enheter/?enhet={one.pk}") for one in unit.ancestors() if one.pk in manages]
        context = {
            "title": _("How it stands in %(unit)s") % {"unit": unit},
            "lead": self.lead(rows),
            "crumbs": [(_("My page"), ADDRESS), *above],
            "actions": [("Excel", f"?enhet={unit.pk}&format=xlsx", "plain")],
            "columns": [source.title for source in self.sources()],
            "rows": [self.shown(row) for row in rows],
            "unit": unit,
            "late": found,
            "links": [(source.title, source.url(unit.pk)) for source in _sources if source.url is not None],
        }
        return render(request, "organisation/my_units.html", context)

    def shown(self, row: Row) -> dict[str, Any]:
        """A row as the page writes it: each count beside its heading."""
        titles = [source.title for source in self.sources()]
        return {"unit": row.unit, "url": row.url, "own": row.own, "cells": list(zip(row.counts, titles, strict=True))}

    def sources(self) -> list[Source]:
        return [LATE, *_sources]

    def unit(self, request: HttpRequest) -> Unit:
        """The unit of the address, if the person manages it; else the highest that the person manages."""
        who = standing(request.user)
        if not who.is_manager:
            raise PermissionDenied(_("Managers see how it stands in their units. You manage none."))
        wanted = request.GET.get("enhet", "")
        rows = Unit.objects.filter(pk__in=who.manages)
        found = rows.filter(pk=asked.whole(wanted) or 0).first() if wanted else rows.order_by("path").first()
        if found is None:
            raise Http404
        return found

    def rows(self, unit: Unit) -> list[Row]:
        """The unit itself, and the units right under it that are there today."""
        units = list(Unit.objects.filter(path__startswith=unit.path).order_by("sort", "pk"))
        keys = {one.pk for one in units}
        counted = [source.count(keys) for source in self.sources()]
        sums = [summed(units, one) for one in counted]
        below = [one for one in units if one.parent_id == unit.pk and one.holds(today())]
        rows = [Row(unit, [one.get(unit.pk, 0) for one in counted], own=True)] if below else []
        way = f"{ADDRESS}enheter/?enhet=" if below else ""
        return rows + [Row(one, [found[one.pk] for found in sums], f"{way}{one.pk}" if way else "") for one in below or [unit]]

    def lead(self, rows: list[Row]) -> str:
        late = sum(row.counts[0] for row in rows)
        if not late:
            return _("No task is late.")
        return _("%(count)s tasks are late.") % {"count": late}

    def xlsx(self, unit: Unit, rows: list[Row]) -> HttpResponse:
        """The table as Excel."""
        header = [pages.of(Unit).label, *(source.title for source in self.sources())]
        return workbooks.answer(unit.name, header, [[row.unit.name, *row.counts] for row in rows])
