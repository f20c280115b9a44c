"""Pages of the handbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from processlots.apps.handbook.models import Entry
from processlots.apps.handbook.reading import GlossaryView
from processlots.apps.organisation.access import HandbookAccess
from processlots.kit import tables
from processlots.kit.pages import Pages, register
from processlots.kit.search import SearchFields
from processlots.kit.swedish import slug


@register
class EntryPages(Pages):
    """Read by everyone, changed by the model manager (4.4)."""

    model = Entry
    path = "handbok"
    api = "handbook-entries"
    fields = ["title_sv", "title_en", "text_sv", "text_en"]
    read_only = ["identity", "kind"]
    columns = ["title_sv", "title_en", "kind"]
    filters = ["kind"]
    ordering = ["sort", "pk"]
    access = HandbookAccess()
    search = SearchFields("title_sv", ["text_sv", "title_en"])
    view_classes = {"list": GlossaryView}

    def create(self, row: Any, user: Any) -> Any:
        """A new entry is a word; its identity is made of the Swedish title, once and for all."""
        row.kind = Entry.Kind.TERM
        wanted = slug(row.title_sv, 70) or "term"
        taken = set(Entry.objects.filter(identity__startswith=wanted).values_list("identity", flat=True))
        row.identity = next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
        row.save()
        return row

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        shown = tables.facts(row, ["title_sv", "title_en", "kind"])
        texts = [(_("In Swedish"), row.text_sv), (_("In English"), row.text_en)]
        # linebreaks escapes what people wrote
        return shown + [(label, mark_safe(linebreaks(text, autoescape=True))) for label, text in texts if text]
