"""What a lower app shows of a higher one: registries that the app which knows fills.

A page works with every panel off. Each panel states its own query budget, which a test holds it to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string


@dataclass(frozen=True)
class Panel:
    """A part of another app's page. `content` gives the template's context, or None to stay away."""

    model: type[models.Model]
    key: str
    title: Any
    help: Any
    order: int
    template: str
    queries: int
    content: Callable[[HttpRequest, Any], dict[str, Any] | None]
    action: Callable[[HttpRequest, Any], tuple[Any, str] | None] | None = None
    tab: str = ""


@dataclass(frozen=True)
class Tab:
    """A page of its own for parts that not everyone needs each time; `key` stands in its address."""

    key: str
    title: Any
    order: int


@dataclass
class Section:
    """A panel made: what the detail page writes."""

    id: str
    title: Any
    help: Any
    html: str
    action: tuple[Any, str] | None = None


@dataclass(frozen=True)
class Criterion:
    """Whether a step is complete, and if not, what is missing with a link that mends it (S0-6)."""

    done: bool
    missing: tuple[tuple[Any, str], ...] = ()
    note: Any = ""


@dataclass(frozen=True)
class Station:
    """What stands at a station of the thread. Without text the thread is broken here, and `mend` (label, url) mends it.

    `mark` is one of the look's marks; `note` is a line under the text.
    """

    text: Any = ""
    url: str = ""
    note: Any = ""
    mark: str = "ok"
    mend: tuple[Any, str] | None = None


_panels: dict[type[models.Model], list[Panel]] = {}
_tabs: dict[type[models.Model], list[Tab]] = {}
_steps: dict[int, list[Callable[[Any], Criterion]]] = {}
_stations: list[tuple[int, str, Any, Callable[..., Any]]] = []
_fields: dict[str, dict[str, Callable[[Any], Any]]] = {}


def panel(
    model: type[models.Model], key: str, *, title: Any, order: int, template: str, queries: int, help: Any = "",
    action: Callable[[HttpRequest, Any], tuple[Any, str] | None] | None = None, tab: str = "",
) -> Callable[..., Any]:  # fmt: skip
    """Register a part of the model's page, or of one of its tabs."""

    def keep(content: Callable[[HttpRequest, Any], dict[str, Any] | None]) -> Any:
        _panels.setdefault(model, []).append(Panel(model, key, title, help, order, template, queries, content, action, tab))
        _panels[model].sort(key=lambda one: one.order)
        return content

    return keep


def panels_of(model: type[models.Model]) -> list[Panel]:
    """The panels of a model's page, in order."""
    return _panels.get(model, [])


def tab(model: type[models.Model], key: str, title: Any, order: int) -> None:
    """Give the model's page a tab; panels say by its key that they stand there."""
    _tabs.setdefault(model, []).append(Tab(key, title, order))
    _tabs[model].sort(key=lambda one: one.order)


def tabs_of(model: type[models.Model]) -> list[Tab]:
    """The tabs of a model's page, after the page itself."""
    return _tabs.get(model, [])


def place(row: models.Model, key: str) -> str:
    """The address of a panel, on the row's page or on one of its tabs."""
    from processlots.kit import pages

    tab = next((one.tab for one in panels_of(type(row)) if one.key == key), "")
    return f"{pages.url_of(row)}{f'flik/{tab}/' if tab else ''}#{key}"


def sections(request: HttpRequest, row: models.Model, tab: str = "") -> list[Section]:
    """The row's page, or one of its tabs, part by part."""
    made = []
    for one in panels_of(type(row)):
        if one.tab != tab:
            continue
        content = one.content(request, row)
        if content is not None:
            html = render_to_string(one.template, {**content, "obj": row, "panel": one}, request)
            made.append(Section(one.key, one.title, one.help, html, one.action(request, row) if one.action else None))
    return made


def step(number: int) -> Callable[[Callable[[Any], Criterion]], Callable[[Any], Criterion]]:
    """Register a criterion of a step; a step is complete when all its criteria are."""

    def keep(criterion: Callable[[Any], Criterion]) -> Callable[[Any], Criterion]:
        _steps.setdefault(number, []).append(criterion)
        return criterion

    return keep


def criteria(number: int) -> list[Callable[[Any], Criterion]]:
    """The criteria of a step."""
    return _steps.get(number, [])


def station(order: int, key: str, title: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a station of the thread: a function from (request, row) to its Station. Orders run from 10 to 60."""

    def keep(found: Callable[..., Any]) -> Callable[..., Any]:
        _stations.append((order, key, title, found))
        _stations.sort(key=lambda one: one[0])
        return found

    return keep


def stations() -> list[tuple[int, str, Any, Callable[..., Any]]]:
    """The stations of the thread in order."""
    return _stations


def field(document: str, name: str) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Register a value of a document template."""

    def keep(value: Callable[[Any], Any]) -> Callable[[Any], Any]:
        _fields.setdefault(document, {})[name] = value
        return value

    return keep


def fields_of(document: str) -> dict[str, Callable[[Any], Any]]:
    """The values that a document's template may name."""
    return _fields.get(document, {})
