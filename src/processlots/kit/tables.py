"""Lists: columns compiled once to getters and escaped writers, then one pass over the rows.

A cell is written without a template; measured against a bare page that draws the same table (DESIGN 4).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats, timezone
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from processlots.kit.pages import Pages


@dataclass(frozen=True)
class Column:
    """A column that is more than a field. `value` gives text (escaped) or safe HTML; `plain` gives the export's text."""

    name: str
    label: Any
    value: Callable[[Any], Any]
    sort: str = ""
    css: str = ""
    related: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()
    plain: Callable[[Any], Any] | None = None
    #: a number or a date as it is, for a spreadsheet to count with
    raw: Callable[[Any], Any] | None = None


@lru_cache(maxsize=2048)
def _date(value: datetime.date, language: str | None) -> str:
    return formats.date_format(value, "DATE_FORMAT")


@lru_cache(maxsize=2048)
def _number(value: Decimal | int | float, language: str | None) -> str:
    text = formats.localize(value.normalize() if isinstance(value, Decimal) else value, use_l10n=True)
    return str(text)


def written(value: Any) -> str:
    """A value as text in the reader's language: dates in words, decimals with the language's sign."""
    if value is None or value == "":
        return ""
    if value is True or value is False:
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return _date(value, get_language())
    if isinstance(value, Decimal):
        # normalize() writes 100 as 1E+2
        return _number(value.quantize(Decimal(1)) if value == value.to_integral() else value, get_language())
    if isinstance(value, float):
        return _number(value, get_language())
    return str(value)


def field_column(model: type[models.Model], name: str) -> Column:
    """The column of a model's field or property."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        described = getattr(model, name)
        label = getattr(described, "short_description", None) or getattr(
            getattr(described, "fget", None), "short_description", name
        )
        return Column(name, label, lambda row: written(getattr(row, name)))
    if field.many_to_many:
        return Column(name, _label(field), lambda row: ", ".join(str(one) for one in getattr(row, name).all()), prefetch=(name,))
    if field.is_relation:
        return Column(name, _label(field), lambda row: str(getattr(row, name) or ""), _sort_of(field), "who", (name,))
    if getattr(field, "choices", None):
        return Column(name, _label(field), lambda row: str(getattr(row, f"get_{name}_display")()), name)
    if isinstance(field, models.DateField):
        return Column(name, _label(field), lambda row: written(getattr(row, name)), name, "nowrap", raw=attrgetter(name))
    if isinstance(field, (models.DecimalField, models.IntegerField, models.FloatField)):
        return Column(name, _label(field), lambda row: written(getattr(row, name)), name, "num", raw=attrgetter(name))
    sort = "sort" if name == "name" and any(f.name == "sort" for f in model._meta.fields) else name
    return Column(name, _label(field), lambda row: written(getattr(row, name)), sort)


class _label:  # noqa: N801  a lazy word, not a thing
    """The field's label in the reader's language, asked for when it is written."""

    def __init__(self, field: Any) -> None:
        self.field = field

    def __str__(self) -> str:
        return capfirst(str(self.field.verbose_name))


def _sort_of(field: Any) -> str:
    names = {one.name for one in field.related_model._meta.fields}
    return f"{field.name}__sort" if "sort" in names else field.name


class Table:
    """A compiled list of one model."""

    def __init__(self, pages: Pages, columns: Sequence[str | Column]) -> None:
        self.pages = pages
        self.columns = [one if isinstance(one, Column) else field_column(pages.model, one) for one in columns]
        self.related = sorted({name for column in self.columns for name in column.related})
        self.prefetch = sorted({name for column in self.columns for name in column.prefetch})

    def rows(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The rows with what the columns need."""
        rows = rows.select_related(*self.related) if self.related else rows
        rows = rows.only(*self.pages.only) if self.pages.only else rows
        return rows.prefetch_related(*self.prefetch) if self.prefetch else rows

    def order(self, asked: str) -> list[str] | None:
        """The ordering of a column's heading ("-due"), or None if there is none such."""
        name = asked.lstrip("-")
        for column in self.columns:
            if column.name == name and column.sort:
                sign = "-" if asked.startswith("-") else ""
                return [f"{sign}{column.sort}", f"{sign}pk"]
        return None

    def html(self, rows: Iterable[Any], *, sort: str = "", query: str = "", caption: str = "") -> SafeString:
        """The table. `query` is the rest of the address for the headings' links."""
        out = ['<table class="register fold">']
        if caption:
            out.append(f'<caption class="visually-hidden">{escape(caption)}</caption>')
        out.append("<thead><tr>")
        labels = [str(escape(column.label)) for column in self.columns]
        for column, label in zip(self.columns, labels, strict=True):
            css = f' class="{column.css}"' if column.css else ""
            if not column.sort:
                out.append(f'<th scope="col"{css}>{label}</th>')
                continue
            down = sort == column.name
            state = ' aria-sort="ascending"' if down else ' aria-sort="descending"' if sort == f"-{column.name}" else ""
            arrow = ' <span aria-hidden="true">↑</span>' if down else ' <span aria-hidden="true">↓</span>' if state else ""
            target = f"-{column.name}" if down else column.name
            out.append(f'<th scope="col"{css}{state}><a href="?{query}sort={target}">{label}{arrow}</a></th>')
        out.append("</tr></thead><tbody>")
        slant = ' class="slant"' if self.pages.slant else ""
        first, rest = self.columns[0], list(zip(self.columns[1:], labels[1:], strict=True))
        linked = "detail" in self.pages.acts
        base = f"/{self.pages.path}/"
        heads = [
            (column.value, f'<td class="{column.css}" data-l="{label}:">' if column.css else f'<td data-l="{label}:">')
            for column, label in rest
        ]
        for row in rows:
            name = conditional_escape(first.value(row)) or "–"
            link = f'<a{slant} href="{base}{row.key}/">{name}</a>' if linked else name
            out.append(f'<tr><th scope="row" class="name">{link}</th>')
            for value, head in heads:
                out.append(f"{head}{conditional_escape(value(row))}</td>")
            out.append("</tr>")
        out.append("</tbody></table>")
        return mark_safe("".join(out))

    def cells(self, rows: Iterable[Any]) -> tuple[list[str], list[list[Any]]]:
        """Header and rows for a workbook: numbers and dates as they are, the rest as text."""
        header = [str(column.label) for column in self.columns]
        return header, [
            [column.raw(row) if column.raw else str((column.plain or column.value)(row) or "") for column in self.columns]
            for row in rows
        ]

    def plain(self, rows: Iterable[Any]) -> tuple[list[str], list[list[str]]]:
        """Header and rows as text, for CSV and documents."""
        header = [str(column.label) for column in self.columns]
        return header, [[str((column.plain or column.value)(row) or "") for column in self.columns] for row in rows]


class Term(str):  # noqa: SLOT000  it carries its address
    """A label; `url` is where its word is explained, "" where it needs no explaining."""

    url: str = ""

    @classmethod
    def of(cls, model: type[models.Model], name: str, label: Any) -> Term:
        """The label of a field."""
        from processlots.kit import meaning

        made = cls(label)
        said = meaning.of(model, name)
        made.url = said.url if said is not None else ""
        return made


def facts(row: models.Model, names: Sequence[str]) -> list[tuple[str, Any]]:
    """Label and value of the row's fields that hold something; relations are links where the target has pages."""
    from processlots.kit import pages

    made: list[tuple[str, Any]] = []
    for name in names:
        column = field_column(type(row), name)
        label = Term.of(type(row), name, column.label)
        try:
            field: Any = type(row)._meta.get_field(name)
        except FieldDoesNotExist:
            field = None
        if field is not None and field.is_relation and not field.many_to_many:
            target = getattr(row, name)
            if target is None:
                continue
            text: str = escape(str(target))
            if pages.known(type(target)) and "detail" in pages.of(type(target)).acts:
                text = f'<a href="{pages.url_of(target)}">{text}</a>'
            made.append((label, mark_safe(text)))
            continue
        value = column.value(row)
        if value not in ("", None):
            made.append((label, value))
    return made
