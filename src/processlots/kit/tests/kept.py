"""What many tests begin with is made once, and laid out from a copy for each test after the first.

Making the cast takes some hundred statements, since each row has its history and its place in the index; laying it
out takes one statement a table. Only what is made in an empty database can be laid out again: the same rows come
back with the same keys.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import connection

Made = TypeVar("Made")
Base = TypeVar("Base")


@dataclass
class Copy:
    """What was made, and the rows of every table that it changed."""

    made: Any
    kinds: list[tuple[Any, ...]]
    tables: dict[str, tuple[list[str], list[tuple[Any, ...]]]]


@dataclass
class Layer:
    """What was made on top of something else: both, what the tables held before, and what to lay out."""

    base: Any
    made: Any
    kinds: list[tuple[Any, ...]]
    before: dict[str, list[str]]
    #: table → (columns, whether it is emptied first, rows)
    tables: dict[str, tuple[list[str], bool, list[tuple[Any, ...]]]]


_copies: dict[str, Copy] = {}
_layers: dict[str, list[Layer]] = {}
#: so many different grounds are remembered for one maker
MOST_LAYERS = 3


def kept(make: Callable[[], Made]) -> Made:
    """What `make` makes in an empty database: made the first time, laid out from the copy afterwards.

    Outside a transaction it is made as it is, since what a test leaves behind there is emptied in ways of its own.
    """
    if not connection.in_atomic_block:
        return make()
    name = f"{make.__module__}.{make.__qualname__}"
    # Keys of content types stand in the rows; a test that emptied every table has given them new ones.
    kinds = list(ContentType.objects.order_by("pk").values_list("pk", "app_label", "model"))
    known = _copies.get(name)
    if known is None or known.kinds != kinds:
        before = _rows()
        made = make()
        after = _rows()
        changed = {table: rows for table, rows in after.items() if rows != before[table]}
        if not any(before[table][1] for table in changed):
            _copies[name] = Copy(copy.deepcopy(made), kinds, changed)
        return made
    if _any_in(known.tables):
        return make()  # the test has made something of its own first
    for table, (columns, rows) in known.tables.items():
        _lay_out(table, columns, rows)
    return copy.deepcopy(known.made)  # type: ignore[no-any-return]


def kept_upon(base: Base, make: Callable[[Base], Made]) -> Made:
    """What `make` makes of `base`, itself kept: laid out from the copy where the tables hold what they held the first time.

    What it says of `base` and of the rows that `base` names is said of those given, as if it had been made.
    """
    if not connection.in_atomic_block:
        return make(base)
    name = f"{make.__module__}.{make.__qualname__}"
    kinds = list(ContentType.objects.order_by("pk").values_list("pk", "app_label", "model"))
    layers = [one for one in _layers.get(name, []) if one.kinds == kinds]
    known = next((one for one in layers if _told(_rows(one.before)) == one.before), None)
    if known is not None:
        for table, (columns, emptied, rows) in known.tables.items():
            if emptied:
                with connection.cursor() as cursor:
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
            _lay_out(table, columns, rows)
        return copy.deepcopy(known.made, _the_same(known.base, base))
    if len(layers) >= MOST_LAYERS:
        return make(base)
    before = _rows()
    made = make(base)
    changed = {table: (columns, rows) for table, (columns, rows) in _rows().items() if rows != before[table][1]}
    tables = {}
    for table, (columns, rows) in changed.items():
        stood = set(map(repr, before[table][1]))
        left = [row for row in rows if repr(row) not in stood]
        only_more = len(left) + len(stood) == len(rows)
        tables[table] = (columns, not only_more, left if only_more else rows)
    looked_at = _told({table: before[table] for table in before if before[table][1] or table in changed})
    first, second = copy.deepcopy((base, made))
    _layers[name] = [*layers, Layer(first, second, kinds, looked_at, tables)]
    return made


def _the_same(known: Any, given: Any) -> dict[int, Any]:
    """The memory of a copying that takes the given for the known, and what the one names for what the other names."""
    memory = {id(known): given}
    for name, value in vars(known).items():
        other = vars(given)[name]
        memory[id(value)] = other
        if isinstance(value, dict):
            memory.update({id(one): other[key] for key, one in value.items()})
    return memory


def _told(tables: dict[str, tuple[list[str], list[tuple[Any, ...]]]]) -> dict[str, list[str]]:
    """The rows in words, in an order of their own, since a table has none."""
    return {table: sorted(map(repr, rows)) for table, (_columns, rows) in tables.items()}


def _lay_out(table: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    marks = f"({', '.join(['%s'] * len(columns))})"
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    said = f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES {', '.join([marks] * len(rows))}"
    with connection.cursor() as cursor:
        cursor.execute(said, [value for row in rows for value in row])


def _any_in(tables: Iterable[str]) -> bool:
    asked = " OR ".join(f"EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return bool(cursor.fetchone()[0])


def _rows(tables: Iterable[str] | None = None) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """Every table of ours, or these: its columns, and its rows."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor) if tables is None else tables:
            if table in {"django_migrations", "django_content_type"}:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = ([column[0] for column in cursor.description], list(cursor.fetchall()))
    return found
