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


@dataclass
class Copy:
    """What was made, and the rows of every table that it changed."""

    made: Any
    kinds: list[tuple[Any, ...]]
    tables: dict[str, tuple[list[str], list[tuple[Any, ...]]]]


_copies: dict[str, Copy] = {}


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
    with connection.cursor() as cursor:
        for table, (columns, rows) in known.tables.items():
            marks = f"({', '.join(['%s'] * len(columns))})"
            names = ", ".join(connection.ops.quote_name(column) for column in columns)
            said = f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES {', '.join([marks] * len(rows))}"
            cursor.execute(said, [value for row in rows for value in row])
    return copy.deepcopy(known.made)  # type: ignore[no-any-return]


def _any_in(tables: Iterable[str]) -> bool:
    asked = " OR ".join(f"EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return bool(cursor.fetchone()[0])


def _rows() -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """Every table of ours: its columns, and its rows."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in {"django_migrations", "django_content_type"}:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = ([column[0] for column in cursor.description], list(cursor.fetchall()))
    return found
