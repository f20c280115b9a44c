"""A stale save never overwrites; it shows both values.

Rows are locked without their keys (FOR NO KEY UPDATE): another row may point at a locked one, or two that come to point
at each other would wait for each other for ever.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models, transaction

Row = TypeVar("Row", bound=models.Model)


class Stale(Exception):
    """Somebody saved the row after it was read. `theirs` is what is stored now."""

    def __init__(self, mine: Any, theirs: Any) -> None:
        super().__init__(f"{mine._meta.label} {mine.pk} was saved by somebody else")
        self.mine = mine
        self.theirs = theirs


def hold(model: type[Row], pk: int, expected: int | None) -> Row:
    """The row, locked until the transaction ends; Stale if its version is not the expected one.

    An expected version of None skips the comparison (a verb that does not depend on what was read).
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("hold() must be called inside a transaction")
    row: Any = model._default_manager.select_for_update(no_key=True).get(pk=pk)
    if expected is not None and row.version != expected:
        raise Stale(row, row)
    return row


def save(row: Any, expected: int) -> None:
    """Save a changed row if nobody saved it since version `expected`; else raise Stale and change nothing."""
    with transaction.atomic():
        stored: Any = type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)
        if stored.version != expected:
            raise Stale(row, stored)
        row.version = expected
        row.save()
