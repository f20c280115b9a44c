"""What of a process may hold documents of its own: an activity in a map, an interface (D-4, D-9).

    holder("kartelement", MapElement, lambda row: row.line.map.process)

The key stands in addresses ("?pa=kartelement-17"), so it never changes. Apps that know more register theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from processlots.kit import access, asked


@dataclass(frozen=True)
class Holder:
    """A kind of row that documents hang on, and the process that it belongs to."""

    key: str
    model: type[models.Model]
    process: Callable[[Any], Any]


_holders: dict[str, Holder] = {}


def holder(key: str, model: type[models.Model], process: Callable[[Any], Any]) -> None:
    """Register a kind."""
    _holders[key] = Holder(key, model, process)


def reference(row: models.Model) -> str:
    """How an address names the row: "kartelement-17"; "" for what holds no documents."""
    return next((f"{one.key}-{row.pk}" for one in _holders.values() if isinstance(row, one.model)), "")


def found(user: Any, text: str) -> tuple[Any, Any] | None:
    """(row, its process) of a reference, where the person may see both; else None."""
    key, _hyphen, number = text.partition("-")
    kind, pk = _holders.get(key), asked.whole(number)
    if kind is None or pk is None:
        return None
    row = access.visible(user, kind.model).filter(pk=pk).first()
    process = kind.process(row) if row is not None else None
    return (row, process) if process is not None and access.may(user, "view", process) else None
