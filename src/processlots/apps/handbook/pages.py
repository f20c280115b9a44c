"""Pages of the handbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from processlots.apps.handbook.models import Entry
from processlots.kit import shell
from processlots.kit.pages import Pages, register
from processlots.kit.search import SearchFields


@shell.part
def foot(request: HttpRequest) -> dict[str, Any]:
    """The way to the handbook at the bottom of every page."""
    return {"foot_links": [(_("Handbook"), "/handbok/")] if request.user.is_authenticated else []}


@register
class EntryPages(Pages):
    model = Entry
    path = "handbok"
    api = "handbook-entries"
    read_only = ["identity", "kind", "title_sv", "title_en", "text_sv", "text_en"]
    columns = ["title_sv", "title_en", "kind"]
    filters = ["kind"]
    ordering = ["sort", "pk"]
    acts = ("list", "detail")
    search = SearchFields("title_sv", ["text_sv", "title_en"])
