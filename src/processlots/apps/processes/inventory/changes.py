"""What changed since the inventory before, as a page (S1-11)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from processlots.apps.processes.actions import reviewing
from processlots.apps.processes.models import Inventory
from processlots.kit import access, pages
from processlots.kit.views import PagesView


class ChangesView(PagesView):
    """New, gone and changed rows. The page is for those who may see the rows, decided or not."""

    @property
    def pages(self) -> pages.Pages:  # type: ignore[override]  # registered after this class is made
        return pages.of(Inventory)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        inventory = self.row(key)
        if inventory.previous_id is None:
            raise Http404
        found = reviewing.changes(inventory)
        assert found is not None
        context: dict[str, Any] = {
            "obj": inventory,
            "title": _("What changed since %(year)s") % {"year": inventory.previous.year},
            "kind": str(inventory),
            "crumbs": [*self.pages.crumbs(request, inventory), (self.pages.title(inventory), inventory.get_absolute_url())],
            "changes": visible_to(request.user, found),
            "before": inventory.previous,
        }
        return render(request, "processes/changes.html", context)


def visible_to(user: Any, found: reviewing.Changes) -> reviewing.Changes:
    """Without the rows that the person may not see (found, not yet decided); one query."""
    from processlots.apps.processes.models import Process

    keys = (
        {row.process_id for row in found.new}
        | {one.process.pk for one in found.changed}
        | {row.process_id for row, _why in found.gone}
    )
    seen = set(access.visible(user, Process).filter(pk__in=keys).values_list("pk", flat=True))
    return reviewing.Changes(
        [row for row in found.new if row.process_id in seen],
        [(row, why) for row, why in found.gone if row.process_id in seen],
        [one for one in found.changed if one.process.pk in seen],
        found.same,
    )
