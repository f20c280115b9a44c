"""The register of models, methods and tools (MOD-3)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.handbook import loading, shipped_views
from processlots.apps.handbook.access import EntryAccess
from processlots.apps.handbook.models import ModelEntry
from processlots.apps.handbook.prose import prose
from processlots.kit import tables
from processlots.kit.pages import Pages, known, register, url_of
from processlots.kit.search import SearchFields
from processlots.kit.swedish import slug


class RegisterShipped(shipped_views.ShippedView):
    ask = staticmethod(lambda row: loading.model_texts(row.identity))


def _kind(kind: str) -> Any:
    return lambda rows, user: rows.filter(kind=kind)


@register
class ModelEntryPages(Pages):
    model = ModelEntry
    path = "modeller"
    api = "models-and-methods"
    fieldsets = [
        (gettext_lazy("What it is"), "", ["name_sv", "name_en", "kind", "phase", "part_of", "description_sv", "description_en"]),
        (gettext_lazy("How one works with it"), "", ["roles", "workflow", "templates", "handbook", "handbook_version", "link"]),
        (gettext_lazy("Who helps and who answers for it"), "", ["support", "responsible_role", "responsible_unit", "origin",
            "status"]),
    ]  # fmt: skip
    read_only = ["mandatory", "identity"]
    columns = ["name_sv", "kind", "phase", "mandatory", "responsible_role", "status"]
    filters = ["kind", "phase", "status"]
    views = [
        ("modeller", gettext_lazy("Models"), _kind("model")),
        ("metoder", gettext_lazy("Methods"), _kind("method")),
        ("verktyg", gettext_lazy("Tools"), _kind("tool")),
    ]
    access = EntryAccess()
    detail_template = "handbook/told.html"
    search = SearchFields("name_sv", ["description_sv", "name_en", "description_en"])

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        return [(_("Handbook"), "/handbok/"), *super().crumbs(request, row)]

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("A model is shared by the whole municipality and shall be used. Methods and tools are used where they help.")

    def create(self, row: Any, user: Any) -> Any:
        wanted = slug(row.name_sv, 70) or "modell"
        taken = set(ModelEntry.objects.filter(identity__startswith=wanted).values_list("identity", flat=True))
        row.identity = next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
        row.save()
        return row

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        return shipped_views.buttons(request, row)

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        shown = tables.facts(row, ["kind", "phase", "status", "mandatory", "part_of"])
        parts = list(row.parts.filter(ended_on=None).order_by("sort"))
        if parts:
            linked = format_html_join(", ", '<a href="{}">{}</a>', ((url_of(one), str(one)) for one in parts))
            shown.append((_("Methods and tools that belong to it"), linked))
        shown += tables.facts(row, ["handbook", "handbook_version", "link"])
        helpers = list(row.support.select_related("unit"))
        if helpers:
            shown.append((_("Support resources"), format_html_join(", ", "{}", ((_helper(one),) for one in helpers))))
        return shown + tables.facts(row, ["responsible_role", "responsible_unit", "origin"])

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        told = [(_("What it is for"), prose(row.description))] if row.description else []
        more = [name for name in ("roles", "workflow", "templates") if getattr(row, name)]
        told += [(tables.facts(row, [name])[0][0], prose(getattr(row, name))) for name in more]
        return {"told": told}

    def urlpatterns(self) -> list[Any]:
        return [*super().urlpatterns(), path(f"{self.path}/{shipped_views.END}", RegisterShipped.as_view(pages=self))]


def _helper(one: Any) -> Any:
    """Whom to turn to (N-7): a role at a unit, never a person."""
    text = f"{one} ({one.role}, {one.unit})"
    if known(type(one)):
        return format_html_join("", '<a href="{}">{}</a>', [(url_of(one), text)])
    return text
