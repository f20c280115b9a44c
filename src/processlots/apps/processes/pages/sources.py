"""Pages of what an inventory starts from: regulation passages, strategies, and the areas that processes are sorted under."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes.inventory.access import SourceAccess
from processlots.apps.processes.models import Area, Process, RegulationPassage, Strategy
from processlots.apps.processes.pages.linked import ProcessesForm, listed, processes_column, with_processes
from processlots.kit import access, checks, tables, views
from processlots.kit.models.links import Link
from processlots.kit.pages import Pages, known, of, register, url_of
from processlots.kit.panels import panel
from processlots.kit.periods import covers, today
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column


def _orphans(model: type[models.Model], rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    through: Any = model._meta.get_field("processes").remote_field.through  # type: ignore[union-attr]
    living = Process.objects.filter(ended_on=None)
    linked = through.objects.filter(**{f"{model._meta.model_name}": OuterRef("pk"), "process__in": living})
    return rows.filter(~Exists(linked))


def passages_without(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Passages in force that no process carries out (V-49)."""
    return _orphans(RegulationPassage, rows.filter(covers(today())))


def passages_past(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Passages that no longer apply."""
    return rows.filter(valid_to__lt=today())


def strategies_without(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Initiatives and areas that no process has taken up."""
    return _orphans(Strategy, rows.filter(ended_on=None))


class PassageList(views.ListView):
    """The passages, with the way to reading them in and to how far they are covered."""

    def actions(self, request: HttpRequest) -> list[tuple[Any, str, str]]:
        made: list[tuple[Any, str, str]] = [(_("How far they are covered"), "/reglemente/tackning/", "plain")]
        if access.may(request.user, "add", RegulationPassage):
            made.append((_("Read in passages"), "/inlasning/passages/", "plain"))
        return [*made, *super().actions(request)]


class _Linked(Pages):
    """Rows that name processes: those that the reader may not see are not named."""

    form_base = ProcessesForm

    def prepare(self, rows: models.QuerySet[Any], user: Any) -> Sequence[Any]:
        return with_processes(rows, self.model, user)

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        return tables.facts(row, [name for name in self.all_fields if name not in ("processes", "text", "name")])

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        checks.refresh(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        checks.refresh(row)


@register
class PassagePages(_Linked):
    model = RegulationPassage
    path = "reglemente"
    api = "regulation-passages"
    fields = ["board", "number", "text", "valid_from", "valid_to", "processes"]
    columns = [
        Column("number", gettext_lazy("Passage"), lambda row: row.number, sort="sort"),
        Column("text", gettext_lazy("Text"), lambda row: row.text[:160] + ("…" if len(row.text) > 160 else "")),
        Column("board", gettext_lazy("Board"), lambda row: str(row.board), sort="board__sort", related=("board",), css="extra"),
        processes_column(),
        "valid_to",
    ]
    filters = ["board"]
    views = [
        ("utan-process", gettext_lazy("Without a process"), passages_without),
        ("tidigare", gettext_lazy("No longer in force"), passages_past),
    ]
    ordering = ["board__sort", "sort", "pk"]
    access = SourceAccess()
    search = SearchFields("text", ["number"])
    view_classes = {"list": PassageList}

    def listed(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.exclude(valid_to__lt=today())

    def title(self, row: Any) -> str:
        return f"{row.number}, {row.board}" if row.board_id else self.label

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("What the boards' regulations say that you shall do. It is the ground for the main processes.")

    def empty(self) -> str:
        return _("No passages yet. Paste the regulation, a passage a row, or write them one by one.")

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return {"promise": [("", _("Text"), row.text)]}


class StrategyForm(ProcessesForm):
    """An address without its scheme is taken to be a safe one."""

    link = forms.URLField(label=gettext_lazy("Link"), required=False, assume_scheme="https")


@register
class StrategyPages(_Linked):
    model = Strategy
    form_base = StrategyForm
    path = "osb"
    api = "strategies"
    fields = ["name", "kind", "year", "text", "link", "processes"]
    columns = ["name", "kind", "year", processes_column()]
    filters = ["kind", "year"]
    views = [("utan-process", gettext_lazy("Without a process"), strategies_without)]
    ordering = ["-year", "sort", "pk"]
    access = SourceAccess()
    search = SearchFields("name", ["text"])

    def lead(self, request: HttpRequest, total: int) -> str:
        return _(
            "From the overall strategies and budget. Most initiatives become projects or assignments; "
            "those that change what you do again and again belong to a process."
        )

    def empty(self) -> str:
        return _("No initiatives or strategic areas yet.")

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return {"promise": [("", _("Text"), row.text)]} if row.text else {}


def _processes_panel(model: type[models.Model], title: Any, help: Any) -> None:
    @panel(model, "processes", title=title, help=help, order=10, template="processes/panels/of_source.html", queries=1)
    def processes_of_it(request: HttpRequest, row: Any) -> dict[str, Any]:
        return listed(request, row.processes)


_processes_panel(RegulationPassage, gettext_lazy("Processes"), gettext_lazy("That carry out what it says"))
_processes_panel(Strategy, gettext_lazy("Processes"), gettext_lazy("That it affects, or that came of it"))
_processes_panel(Area, gettext_lazy("Processes"), gettext_lazy("Sorted under this heading"))


def _resting_panel(model: type[models.Model]) -> None:
    @panel(
        model, "resting", title=gettext_lazy("Goals that rest on it"), order=20, template="processes/panels/of_organisation.html",
        queries=3,
    )  # fmt: skip
    def resting_on_it(request: HttpRequest, row: Any) -> dict[str, Any] | None:
        """Goals, or whatever else says that it rests on this (X-1)."""
        links = Link.objects.filter(relation="rests_on", target_type=ContentType.objects.get_for_model(model), target_id=row.pk)
        found = _sources(request, list(links[:200]))
        return {"groups": [("", found)]} if found else None


def _sources(request: HttpRequest, links: list[Link]) -> list[tuple[str, str, str]]:
    kinds: dict[int, list[int]] = {}
    for one in links:
        kinds.setdefault(one.source_type_id, []).append(one.source_id)
    found = []
    for kind, keys in kinds.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None and known(model):
            rows = of(model).related(access.visible(request.user, model).filter(pk__in=keys)).order_by("pk")
            found += [(str(row), url_of(row), of(model).kind(row)) for row in rows]
    return found


_resting_panel(RegulationPassage)
_resting_panel(Strategy)


@register
class AreaPages(Pages):
    model = Area
    path = "omraden"
    api = "areas"
    fields = ["name", "description", "legacy"]
    columns = ["name", "legacy", "description"]
    access = SourceAccess()
    search = SearchFields("name", ["description"])
    lookup = True

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("Headings that processes are sorted under. An area is no process, so its name needs no verb.")

    def empty(self) -> str:
        return _("No areas yet. They are only needed where a house grows large.")
