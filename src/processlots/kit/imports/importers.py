"""What an importer is: columns, how rows are looked at, and how they are read in.

@importer("processes")
class ProcessImporter(Importer):
    title = _("Processes")
    model = Process
    columns = [Column("name", _("Name"), required=True, synonyms=("namn", "process", "processnamn", "name"))]

    def preview(self, rows, mapping, user):
        return [RowResult(row.line, "new", values={"name": self.value(row, mapping, "name")}) for row in rows]

    def apply(self, rows, mapping, user, act):
        history.bulk_create(Process, [Process(name=self.value(row, mapping, "name")) for row in rows])
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, Literal

from django.db import models
from django.http import QueryDict

from processlots.kit import access
from processlots.kit.imports.reading import Row
from processlots.kit.models.history import Act
from processlots.kit.swedish import normal

Status = Literal["new", "change", "same", "warning", "error", "end", "gone"]
STATUSES: tuple[Status, ...] = ("new", "change", "same", "warning", "error", "end", "gone")
#: what reading in does something with
ACTS = ("new", "change", "warning", "end")

Mapping = dict[str, int]
_NOT_LETTERS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_SPACES = re.compile("[\\s\u00a0\u202f\u2009']")


@dataclass(frozen=True)
class Column:
    """What a row may hold. `synonyms`: other headings it is known by, Swedish and English, in any case."""

    key: str
    label: Any
    required: bool = False
    synonyms: Sequence[str] = ()


@dataclass(frozen=True)
class Option:
    """Something that may be asked for besides: a box to tick, off to begin with. It stands in `params` when it is on."""

    key: str
    label: Any
    help: Any = ""


@dataclass(frozen=True)
class RowResult:
    """What would become of one row. Rows with status "error" stop the whole import; "warning" rows are read in.

    `values`: column key → the text to show. `messages`: sentences about this row, each with its way out. `was`: column
    key → what stands now, for the columns that would change. What stands in the register and not in the file has line 0
    and the status "end" (it would end) or "gone" (it is told of and left alone).
    """

    line: int
    status: Status
    messages: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)


class Importer:
    """One kind of import. Made anew for each batch; `params` are what the start page was opened with.

    `model` and `verb` say what Access is asked: by default, may the person add rows of the model.
    """

    key: ClassVar[str]
    title: ClassVar[Any] = ""
    help: ClassVar[Any] = ""
    example: ClassVar[str] = ""
    columns: ClassVar[Sequence[Column]] = ()
    model: ClassVar[type[models.Model]]
    verb: ClassVar[str] = "add"
    # Names of query parameters of the start page that belong to the batch ("inventory").
    takes: ClassVar[Sequence[str]] = ()
    options: ClassVar[Sequence[Option]] = ()
    #: True for a form about one thing, in Word: its labels are the columns, and it is shown with a line for each
    upright: ClassVar[bool] = False
    # Where one goes afterwards; None for the list of the model.
    back: ClassVar[str | None] = None

    def __init__(self, params: dict[str, str] | None = None) -> None:
        self.params = params or {}
        #: told how far a long preview has come (rows done, rows in all)
        self.progress: Callable[[int, int], object] = lambda done, total: None

    def wants(self, option: str) -> bool:
        """True if the person has ticked the option."""
        return self.params.get(option) == "1"

    # What an importer says itself.

    def preview(self, rows: list[Row], mapping: Mapping, user: Any) -> list[RowResult]:
        """What each row would become, changing nothing. Asks Access for rows that would be changed."""
        raise NotImplementedError

    def apply(self, rows: list[Row], mapping: Mapping, user: Any, act: Act) -> None:
        """Read all rows in, inside a transaction and an act that are already open. No row has an error.

        Raises BadFile for what only now can be seen; then nothing is kept.
        """
        raise NotImplementedError

    def after_undo(self, user: Any) -> None:
        """What follows from the rows is computed anew, inside the transaction in which the import was taken back."""

    def may(self, user: Any) -> bool:
        """True if the person may import here."""
        return access.may(user, self.verb, self.model)

    def lead(self) -> str:
        """A sentence on the start page about where the rows go, from `params`."""
        return ""

    def crumbs(self) -> list[tuple[str, str]]:
        """The way to the page (label, url)."""
        return []

    def url_back(self) -> str:
        """Where the rows are seen afterwards."""
        from processlots.kit import pages

        return self.back or pages.of(self.model).url("list")

    def act_text(self, counts: dict[str, int]) -> str:
        """What the history calls the import."""
        return str(self.title)

    # What importers use.

    def value(self, row: Row, mapping: Mapping, key: str) -> str:
        """The row's text in the column, empty where the column is not in the file."""
        place = mapping.get(key)
        return "" if place is None or place >= len(row.values) else row.values[place]

    def guess(self, header: list[str]) -> Mapping:
        """Which column of the file is which, by label, key and synonyms. Each column of the file is used once."""
        found: Mapping = {}
        known = [plain(name) for name in header]
        for column in self.columns:
            names = {plain(name) for name in (column.key, str(column.label), *column.synonyms)}
            for place, name in enumerate(known):
                if name and name in names and place not in found.values():
                    found[column.key] = place
                    break
        return found

    def guess_headless(self, width: int) -> Mapping:
        """Which column is which where there are no headings: a list is the first column, else nothing is known."""
        return {self.columns[0].key: 0} if width == 1 and self.columns else {}


def plain(name: str) -> str:
    """A heading without what may differ: case, accents, spaces and marks."""
    return _NOT_LETTERS.sub("", normal(name))


_importers: dict[str, type[Importer]] = {}


def importer(key: str) -> Callable[[type[Importer]], type[Importer]]:
    """Register an importer under the name that stands in its address."""

    def keep(made: type[Importer]) -> type[Importer]:
        known = _importers.get(key)
        if known is not None and known.__qualname__ != made.__qualname__:
            raise RuntimeError(f"two importers are named {key}: {known.__qualname__} and {made.__qualname__}")
        made.key = key
        _importers[key] = made
        return made

    return keep


def get(key: str, params: dict[str, str] | None = None) -> Importer:
    """An importer by its name. Raises LookupError where there is none."""
    if key not in _importers:
        raise LookupError(f"no importer is named {key}; known: {', '.join(sorted(_importers))}")
    return _importers[key](params)


def params_from(made: type[Importer] | Importer, query: QueryDict) -> dict[str, str]:
    """The parameters that the importer takes, from an address."""
    return {name: str(query.get(name))[:200] for name in made.takes if query.get(name)}


def number(text: str) -> Decimal:
    """A number as people and Excel write it: "1 234,5", "1234.5", "−3", "85 %" (which is 85). A point is a decimal point.

    Raises ValueError for what is no number.
    """
    plain = _SPACES.sub("", text).replace("−", "-").removesuffix("%")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain) or len(plain) > 40:
        raise ValueError(f"no number: {text[:40]}")
    return Decimal(plain)
