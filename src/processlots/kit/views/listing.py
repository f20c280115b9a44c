"""The register of a model with its export, and the suggestions for choosing one of its rows."""

from __future__ import annotations

import csv
import re
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from processlots.kit import access, documents, filters, forms, jobs, search, workbooks
from processlots.kit.swedish import sort_key
from processlots.kit.views.base import PagesView

PER_PAGE = 50
#: rows that a web worker writes into a workbook itself, and the most that anybody gets
SHORT, LONG = 1_000, 20_000
#: what a spreadsheet takes for the beginning of a formula; a minus is one too, unless all of it is a number
_RUNS = ("=", "+", "@", "\t", "\r", "\n")
_NEGATIVE = re.compile(r"-\d[\d\s.,]*(?: ?%)?")


class ListView(PagesView):
    """The register of a model: views, filters, sorting, pages, export."""

    def rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        """What the person may see of what the address asks for."""
        rows = self.pages.visible(request.user)
        self.view_key = request.GET.get("visa", "")
        chosen = next((one for one in self.pages.views if one[0] == self.view_key), None)
        rows = chosen[2](rows, request.user) if chosen else self.pages.listed(rows)
        self.filter = filters.FilterForm(self.pages, request.GET, user=request.user)
        rows = self.filter.apply(rows)
        self.sort = request.GET.get("sort", "")
        return rows.order_by(*(self.pages.table.order(self.sort) or self.pages.order))

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = self.rows(request)
        asked = request.GET.get("format")
        if asked == "csv":
            return self.csv(rows)
        if asked == "xlsx":
            return self.xlsx(request, rows)
        paginator = Paginator(rows, PER_PAGE)
        try:
            page = paginator.page(request.GET.get("sida", 1) or 1)
        except InvalidPage:
            page = paginator.page(1)
        keep = {name: value for name, value in request.GET.items() if name not in {"sort", "sida", "format"} and value}
        query = f"{urlencode(keep)}&" if keep else ""
        sorted_query = query + (f"{urlencode({'sort': self.sort})}&" if self.sort else "")
        shown: Any = page.object_list
        table = self.pages.table
        total = paginator.count
        context = {
            "title": self.pages.plural,
            "lead": self.pages.lead(request, total),
            "crumbs": [],
            "actions": self.actions(request),
            "views": self.views(request),
            "filter_form": self.filter if self.filter.fields else None,
            "chips": self.filter.chips(query),
            "clear_url": self.pages.url("list"),
            "table": table.html(
                self.pages.prepare(table.rows(shown), request.user),
                sort=self.sort,
                query=query,
                caption=self.pages.plural,
            ),
            "total": total,
            "first": page.start_index(),
            "last": page.end_index(),
            "pages": _page_links(paginator, page.number, sorted_query),
            "next_url": f"?{sorted_query}sida={page.next_page_number()}" if page.has_next() else "",
            "exports": [("CSV", f"?{sorted_query}format=csv"), ("Excel", f"?{sorted_query}format=xlsx")],
            "empty": self.empty(request),
            "slant": False,
        }
        return render(request, self.pages.list_template, {**context, **self.more(request, rows)})

    def more(self, request: HttpRequest, rows: models.QuerySet[Any]) -> dict[str, Any]:
        """More context, for a list of its own kind."""
        return {}

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        if "add" in self.pages.acts and access.may(request.user, "add", self.pages.model):
            return [(_("Add"), self.pages.url("add"), "primary")]
        return []

    def views(self, request: HttpRequest) -> list[tuple[Any, str, int | None, bool]]:
        if not self.pages.views:
            return []
        made: list[tuple[Any, str, int | None, bool]] = [(_("All"), self.pages.url("list"), None, not self.view_key)]
        return made + [(label, f"?visa={key}", None, key == self.view_key) for key, label, _rows in self.pages.views]

    def empty(self, request: HttpRequest) -> Any:
        if self.filter.active:
            return _("Nothing matches. Take away a filter, or try a shorter word.")
        if self.actions(request):
            return (self.pages.empty(), self.pages.url("add"), _("Add the first"))
        return self.pages.empty()

    def csv(self, rows: models.QuerySet[Any]) -> HttpResponse:
        """The list as CSV that Excel in Swedish opens right: semicolons, a byte order mark, no formulas."""
        table = self.pages.table
        header, lines = table.plain(self.pages.prepare(table.rows(rows)[:10_000], self.request.user))
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.pages.path}.csv"'
        response.write("\ufeff")
        writer = csv.writer(response, delimiter=";")
        writer.writerow(header)
        writer.writerows([[_harmless(cell) for cell in line] for line in lines])
        return response

    def xlsx(self, request: HttpRequest, rows: models.QuerySet[Any]) -> HttpResponse:
        """The list as a workbook: at once where it is short, by the worker where it is long."""
        if rows.count() > SHORT:
            query = request.GET.urlencode()
            made = jobs.start("kit.workbook", user=request.user, title=self.pages.plural, model=self.pages.name, query=query)
            return HttpResponseRedirect(made.get_absolute_url())
        return workbooks.handed_out(self.pages.plural, self.workbook(rows))

    def workbook(self, rows: models.QuerySet[Any]) -> bytes:
        """The rows' columns, numbers and dates as such."""
        table = self.pages.table
        header, lines = table.cells(self.pages.prepare(table.rows(rows)[:LONG], self.request.user))
        return documents.xlsx(header, lines, self.pages.plural)


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet will not run."""
    runs = cell[:1] in _RUNS or (cell[:1] == "-" and len(cell) > 1 and not _NEGATIVE.fullmatch(cell))
    return f"'{cell}" if runs else cell


def _page_links(paginator: Paginator, here: int, query: str) -> list[tuple[int | None, str, bool]]:
    if paginator.num_pages < 2:
        return []
    made: list[tuple[int | None, str, bool]] = []
    for number in paginator.get_elided_page_range(here, on_each_side=2, on_ends=1):
        if isinstance(number, int):
            made.append((number, f"?{query}sida={number}", number == here))
        else:
            made.append((None, "", False))
    return made


class LookupView(PagesView):
    """Suggestions for a choice that is made by typing: [{"value", "label"}]."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("q", "")[:100]
        rows = self.pages.listed(self.pages.visible(request.user))
        key = sort_key(text) if text.strip() else ""
        starts = rows.filter(sort__gte=key, sort__lt=key + "99").order_by("sort")[:12] if key else rows.order_by("sort")[:12]
        found = list(starts)
        if len(found) < 12 and key and self.pages.search is not None:
            more = rows.filter(pk__in=search.ids(self.pages.model, text)).exclude(pk__in=[row.pk for row in found])
            found += list(more.order_by("sort")[: 12 - len(found)])
        return JsonResponse({"results": [{"value": forms.choice_text(row), "label": str(row)} for row in found]})
