"""Pages of the handbook."""

from __future__ import annotations

from processlots.apps.handbook.models import Entry
from processlots.kit.pages import Pages, register
from processlots.kit.search import SearchFields


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
