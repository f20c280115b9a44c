"""Lists too long for a web worker, written into a workbook by the worker."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict

from processlots.kit import jobs, pages
from processlots.kit.periods import today


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
