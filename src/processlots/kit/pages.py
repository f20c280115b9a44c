"""A page set is a declaration: what the web and the API show of a model.

    @register
    class GoalPages(Pages):
        model = Goal
        path = "mal"
        fields = ["process", "statement", "kind", "target", "unit", "due"]
        columns = ["process", "statement", "status", "due"]
        filters = ["process", "kind", "status"]

From it follow list, detail, add, edit, end, history and export pages, REST endpoints with OpenAPI, the search index
and the tests over every registered model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import URLPattern, path, register_converter
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from processlots.kit import access as kit_access
from processlots.kit import asked, panels, tables
from processlots.kit.access import Access
from processlots.kit.models.base import Numbered
from processlots.kit.search import SearchFields


class KeyConverter:
    """A number, and after a hyphen a name that is only decoration: 214-bedoma-bygglov."""

    regex = r"\d{1,18}(?:-[a-z0-9-]*)?"

    def to_python(self, value: str) -> int:
        return int(value.split("-", 1)[0])

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(KeyConverter, "key")


class Pages:
    """The declaration of one model's pages. Every attribute has a sensible default but `model` and `path`."""

    model: ClassVar[type[models.Model]]
    #: the Swedish first word of the address, "mal"; it never changes
    path: ClassVar[str]
    #: the resource's name in the API, English, plural, kebab-case; None keeps the model out of the API
    api: ClassVar[str | None] = None
    #: fields of form and API, in order; a fieldset is (title, help, [names])
    fields: ClassVar[Sequence[str]] = ()
    fieldsets: ClassVar[Sequence[tuple[Any, Any, Sequence[str]]]] = ()
    #: shown in the API and among facts but not written by a form
    read_only: ClassVar[Sequence[str]] = ()
    columns: ClassVar[Sequence[str | tables.Column]] = ()
    #: what the list reads of each row where it is much less than all; what is left out would cost a query a row
    only: ClassVar[Sequence[str]] = ()
    filters: ClassVar[Sequence[str]] = ()
    #: saved questions at the top of the list: (key, label, function from rows and user to rows)
    views: ClassVar[Sequence[tuple[str, Any, Any]]] = ()
    ordering: ClassVar[Sequence[str]] = ()
    access: ClassVar[Access | None] = None
    search: ClassVar[SearchFields | None] = None
    form: ClassVar[type[ModelForm] | None] = None
    #: the base of the form that is made of the fields; what it declares itself may stand among the fieldsets
    form_base: ClassVar[type[ModelForm] | None] = None
    #: forms asked for by transitions, by verb
    transition_forms: ClassVar[dict[str, Any]] = {}
    #: names that flow are written slanted
    slant: ClassVar[bool] = False
    #: True where there may be so many rows that choosing one is done by typing
    lookup: ClassVar[bool] = False
    #: which acts have pages
    acts: ClassVar[Sequence[str]] = ("list", "add", "detail", "edit", "end", "history")
    #: the field that holds the parent on whose page the row is made
    parent: ClassVar[str | None] = None
    list_template: ClassVar[str] = "kit/list.html"
    detail_template: ClassVar[str] = "kit/detail.html"
    form_template: ClassVar[str] = "kit/form.html"
    #: view classes that replace the stock ones, by act
    view_classes: ClassVar[dict[str, Any]] = {}
    #: child tables edited in place
    rows: ClassVar[Sequence[Any]] = ()

    # ---- Names ----------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        return self.model._meta.model_name or ""

    @property
    def label(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))

    @property
    def plural(self) -> str:
        return capfirst(str(self.model._meta.verbose_name_plural))

    def url(self, act: str, key: object = None) -> str:
        """The address of an act. Written here, not by reverse(), since lists need one per row."""
        return f"/{self.path}/{_ROUTES[act].replace('<key:key>', str(key))}"

    def found_url(self, row: Any, asked: str) -> str:
        """Where a hit of the site's search for `asked` leads."""
        return url_of(row)

    # ---- Rows -----------------------------------------------------------------------------------------------------

    def visible(self, user: Any) -> models.QuerySet[Any]:
        """The rows that the person may see."""
        return kit_access.visible(user, self.model)

    def listed(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The rows that the list shows when nothing else is asked for (not what has ended)."""
        if any(field.name == "ended_on" for field in self.model._meta.fields):
            return rows.filter(ended_on=None)
        return rows

    def narrow(self, rows: models.QuerySet[Any], name: str, value: Any) -> models.QuerySet[Any]:
        """The rows that match one choice of the filter (a unit may mean everything under it)."""
        return rows.filter(**{name: value})

    def prepare(self, rows: models.QuerySet[Any], user: Any) -> Iterable[Any]:
        """The rows of one page of the list, with what the columns need that is no join: a few queries for all of them."""
        return rows

    def related(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """What a detail page needs fetched along."""
        names = [f.name for f in self.model._meta.fields if f.is_relation and not f.null]
        return rows.select_related(*names) if names else rows

    def get(self, user: Any, number: int) -> Any:
        """The row of an address, or None where there is none that the person may see."""
        key = {"number": number} if issubclass(self.model, Numbered) else {"pk": number}
        return next(iter(self.related(self.visible(user)).filter(**key)), None)

    @cached_property
    def order(self) -> list[str]:
        if self.ordering:
            return list(self.ordering)
        names = {field.name for field in self.model._meta.fields}
        return ["sort", "pk"] if "sort" in names else ["pk"]

    @cached_property
    def table(self) -> tables.Table:
        """The compiled list."""
        return tables.Table(self, self.columns or self.fields)

    @cached_property
    def all_fields(self) -> list[str]:
        """Every field of the form, from `fields` or `fieldsets`."""
        own = {field.name for field in self.model._meta.get_fields()}
        return list(self.fields) or [name for _title, _help, names in self.fieldsets for name in names if name in own]

    # ---- What a page says -----------------------------------------------------------------------------------------

    def title(self, row: Any) -> str:
        return str(row)

    def kind(self, row: Any) -> str:
        """The small line over the title."""
        label = self.label
        return f"{label} {row.label}" if isinstance(row, Numbered) else label

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        """The way here: parents first. The row itself is left out."""
        parent = getattr(row, self.parent, None) if row is not None and self.parent else None
        if parent is not None:
            owner = of(type(parent))
            return [*owner.crumbs(request, parent), (owner.title(parent), url_of(parent))]
        return [(self.plural, self.url("list"))]

    def lead(self, request: HttpRequest, total: int) -> str:
        """The sentence under the list's heading."""
        return ""

    def empty(self) -> str:
        """What an empty list says."""
        return _("Nothing here yet.")

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        """Term and value pairs of the detail page; empty values are left out."""
        return tables.facts(row, [*self.all_fields, *self.read_only])

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        """Buttons that are this model's own: (label, address, kind)."""
        return []

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """More for an own detail template."""
        return {}

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        """What a new row's form begins with; by default the names in the address (?process=214)."""
        found: dict[str, Any] = {}
        for field_name in self.all_fields:
            value = request.GET.get(field_name)
            if not value:
                continue
            field = self.model._meta.get_field(field_name)
            if field.is_relation and field.related_model in _registry:
                target = of(field.related_model)
                number = asked.whole(value.split("-")[0])
                if number is not None:
                    found[field_name] = target.get(request.user, number)
            else:
                found[field_name] = value
        return found

    def saved(self, row: Any, created: bool) -> str:
        """What the person is told after saving."""
        return _("%(what)s is saved.") % {"what": self.title(row)}

    def create(self, row: Any, user: Any) -> Any:
        """Save a new row; for models where making one is more than that."""
        row.save()
        return row

    def after_form(self, request: HttpRequest, form: Any, created: bool) -> None:
        """What the form says beyond the row's own fields; within the save's transaction, before `after_save`."""

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        """More to do within the save's transaction."""

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        """More to do within a transition's transaction; also when a row has been ended or deleted (verb `end`)."""

    def next_url(self, request: HttpRequest, row: Any, created: bool) -> str:
        """Where the person goes after saving."""
        return url_of(row) if "detail" in self.acts else self.url("list")

    def urlpatterns(self) -> list[URLPattern]:
        """Addresses of the acts."""
        from processlots.kit import views

        classes = {**views.STOCK, **self.view_classes}
        acts = [*self.acts, "do"] if getattr(self.model, "transitions", None) else [*self.acts]
        made = [path(f"{self.path}/{_ROUTES[act]}", classes[act].as_view(pages=self), name=f"{self.name}-{act}") for act in acts]
        if panels.tabs_of(self.model):
            tab = classes["detail"].as_view(pages=self)
            made.append(path(f"{self.path}/<key:key>/flik/<slug:tab>/", tab, name=f"{self.name}-tab"))
        if self.lookup or "list" in self.acts:
            made.append(path(f"{self.path}/val/", views.LookupView.as_view(pages=self), name=f"{self.name}-lookup"))
        return made + [child.urlpattern(self) for child in self.rows]


_ROUTES = {
    "list": "",
    "add": "nytt/",
    "detail": "<key:key>/",
    "edit": "<key:key>/andra/",
    "end": "<key:key>/avsluta/",
    "history": "<key:key>/historik/",
    "do": "<key:key>/gor/<slug:verb>/",
}

_registry: dict[type[models.Model], Pages] = {}


def register(declared: type[Pages]) -> type[Pages]:
    """Put a page set into the product. A second one for the same model or path is refused with both names."""
    made = declared()
    for known in _registry.values():
        if known.model is made.model or known.path == made.path:
            raise RuntimeError(
                f"{declared.__name__} and {type(known).__name__} both claim {made.model.__name__} or /{made.path}/"
            )
    _registry[made.model] = made
    if made.access is not None:
        kit_access.policy(made.model, made.access)
    return declared


def registry() -> Iterator[Pages]:
    """Every page set."""
    yield from _registry.values()


def of(model: type[models.Model]) -> Pages:
    """The page set of a model."""
    return _registry[model]


def known(model: type[models.Model]) -> bool:
    """True if the model has pages."""
    return model in _registry


def url_of(row: Any) -> str:
    """The address of a row's page."""
    return of(type(row)).url("detail", row.key)


def mend_url(row: Any, field: str = "") -> str:
    """Where a finding about a row is mended: the form, at the field."""
    declared = of(type(row))
    if "edit" not in declared.acts:
        return url_of(row)
    address = declared.url("edit", row.key)
    return f"{address}#id_{field}" if field else address


def urls() -> list[URLPattern]:
    """The addresses of every page set."""
    return [pattern for declared in registry() for pattern in declared.urlpatterns()]
