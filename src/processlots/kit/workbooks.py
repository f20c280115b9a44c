"""Workbooks as they are handed out: at once from a page, or by the worker where the list is too long for a web worker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import content_disposition_header

from processlots.kit import documents, files, jobs, pages
from processlots.kit.periods import today


def answer(title: Any, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A workbook of one sheet to save, called by its title and the day. A page that exports what it shows ends with this."""
    return handed_out(title, documents.xlsx(header, rows, str(title)))


def handed_out(title: Any, content: bytes) -> HttpResponse:
    """A workbook that is made, as an answer."""
    response = HttpResponse(content, content_type=files.KINDS["xlsx"].media)
    name = files.safe_name(f"{title} {today():%Y-%m-%d}.xlsx".replace("/", "-"), "xlsx")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@jobs.job("kit.workbook", retry=True)
def long_workbook(running: Any, model: str, query: str) -> dict[str, Any]:
    """The list of a page set as its address asks for it, of what the person may see when it is made."""
    from processlots.kit.views.listing import ListView

    declared = next(one for one in pages.registry() if one.name == model)
    asked = HttpRequest()
    asked.GET, asked.user = QueryDict(query), running.user
    view = declared.view_classes.get("list", ListView)(pages=declared)
    view.setup(asked)
    jobs.keep(running, view.workbook(view.rows(asked)), "xlsx", f"{declared.plural} {today():%Y-%m-%d}.xlsx")
    return {}
