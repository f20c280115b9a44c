"""Terms and guidance."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from processlots.apps.handbook import library, loading, shipped_views
from processlots.apps.handbook.access import EntryAccess
from processlots.apps.handbook.models import Entry, Proposal, Shipped
from processlots.apps.handbook.prose import prose
from processlots.apps.handbook.reading import GlossaryView
from processlots.kit import access as kit_access
from processlots.kit import tables
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.search import SearchFields
from processlots.kit.swedish import slug


class EntryShipped(shipped_views.ShippedView):
    ask = staticmethod(lambda row: loading.entry_texts(row.identity))


def _newer(rows: Any, user: Any) -> Any:
    return rows.filter(standing=Shipped.Standing.NEWER)


def _edited(rows: Any, user: Any) -> Any:
    return rows.exclude(standing=Shipped.Standing.AS_SHIPPED)


@register
class EntryPages(Pages):
    """Read by everyone, changed by the model manager (4.4)."""

    model = Entry
    path = "handbok"
    api = "handbook-entries"
    fields = ["title_sv", "title_en", "text_sv", "text_en", "synonyms_sv", "synonyms_en", "see_also"]
    read_only = ["identity", "kind", "standing"]
    columns = ["title_sv", "title_en", "kind", "standing"]
    filters = ["kind", "standing"]
    views = [("andrade", gettext_lazy("Edited here"), _edited), ("nyare", gettext_lazy("Shipped text has changed"), _newer)]
    ordering = ["sort", "pk"]
    access = EntryAccess()
    search = SearchFields("title_sv", ["text_sv", "title_en", "synonyms_sv", "synonyms_en", "text_en"])
    detail_template = "handbook/told.html"
    view_classes = {"list": GlossaryView}

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        return [(_("Handbook"), "/handbok/")]

    def create(self, row: Any, user: Any) -> Any:
        """A new entry is a word; its identity is made of the Swedish title, once and for all."""
        row.kind = Entry.Kind.TERM
        wanted = slug(row.title_sv, 70) or "term"
        taken = set(Entry.objects.filter(identity__startswith=wanted).values_list("identity", flat=True))
        row.identity = next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
        row.save()
        return row

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        made = shipped_views.buttons(request, row)
        if kit_access.may(request.user, "add", Proposal) and not kit_access.may(request.user, "change", row):
            made.append((_("Propose another text"), f"/handboksforslag/nytt/?entry={row.pk}", "plain"))
        return made

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        shown = tables.facts(row, ["title_sv", "title_en", "kind", "synonyms_sv", "synonyms_en"])
        others = row.others()
        if others:
            linked = format_html_join(", ", '<a href="{}">{}</a>', ((url_of(one), str(one)) for one in others))
            shown.append((_("See also"), linked))
        chapters = row.chapters.exclude(edition__handbook__ended_on__isnull=False).select_related("edition__handbook")
        told = list(chapters.order_by("-edition__pk", "position")[:3])
        if told:
            linked = format_html_join(
                ", ", '<a href="{}">{} ({})</a>', ((url_of(one), str(one), str(one.edition)) for one in told)
            )
            shown.append((_("In the handbooks"), linked))
        where = [name for name, term in library.terms_of_fields().items() if term == row.identity]
        if where:
            shown.append((_("Explains the fields"), ", ".join(_field_names(where))))
        return shown + (tables.facts(row, ["standing"]) if kit_access.may(request.user, "change", row) else [])

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        texts = [(_("In Swedish"), row.text_sv, "sv"), (_("In English"), row.text_en, "en")]
        texts = texts[::-1] if get_language() == "en" else texts
        return {
            "told": [(label, format_html('<div lang="{}">{}</div>', code, prose(text))) for label, text, code in texts if text]
        }

    def urlpatterns(self) -> list[Any]:
        return [*super().urlpatterns(), path(f"{self.path}/{shipped_views.END}", EntryShipped.as_view(pages=self))]


def _field_names(where: list[str]) -> list[str]:
    """Fields as the forms name them."""
    from django.apps import apps
    from django.utils.text import capfirst

    made = []
    for name in where:
        label, _dot, field = name.rpartition(".")
        try:
            model = apps.get_model(label)
            made.append(f"{capfirst(str(model._meta.verbose_name))}: {model._meta.get_field(field).verbose_name}")
        except LookupError:
            continue
    return made
