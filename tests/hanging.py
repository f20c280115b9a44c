"""A row of every registered model, hung on a process of one's choice: one that everybody sees and one that few do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from processlots.apps.maps.models import Line, Map, MapElement, Version
from processlots.apps.maps.tests.makers import Room
from processlots.apps.organisation.models import Forum
from processlots.apps.processes.models import Inventory, Process
from processlots.apps.processes.tests.makers import give_role, make_decided
from processlots.kit import pages
from processlots.kit.models import Comment
from tests.making import make

#: a word that stands in every text of what is hidden, and nowhere else
SECRET = "Zebrafinkhemlighet"
#: relations that may be empty, and yet the form asks for one
ASKED = {"processes.interface": ("unit",)}
#: fields by which a row shows itself
_SHOWN = ("name", "title", "statement", "text", "reason")


@dataclass
class Hung:
    """Rows by model; `process` is where they hang. What hangs on no process is the same in both."""

    process: Process
    rows: dict[type[models.Model], Any]
    hangs: set[type[models.Model]]


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is taken back."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def hang(cast: Any, process: Process, mark: str = "") -> Hung:
    """One row of every registered model, on the process where it can hang on one."""
    rows: dict[type[models.Model], Any] = {Process: process, Inventory: process.inventory}
    hangs: set[type[models.Model]] = {Process}
    a_map = Room(cast, process).map()
    a_map.title = f"Pröva bygglov som karta {mark}".strip()
    a_map.save()
    line = a_map.lines.get()
    version, element = line.versions.get(), line.elements.order_by("pk").first()
    MapElement.objects.filter(line=line).update(name=f"Handlägga {mark}".strip())
    element.refresh_from_db()
    # A forum of the process's own unit, so that somebody keeps its agenda and decides in it.
    rows |= {Map: a_map, Line: line, Version: version, MapElement: element, Forum: make(Forum, unit=process.unit)}
    said = make(Comment, object_id=element.pk, content_type=ContentType.objects.get_for_model(element), text=f"Om {mark}".strip())
    rows[Comment] = said
    hangs |= {Map, Line, Version, MapElement, Comment}
    for declared in pages.registry():
        _row(declared.model, rows, hangs, mark)
    return Hung(process, rows, hangs)


def _row(model: type[models.Model], rows: dict[type[models.Model], Any], hangs: set[type[models.Model]], mark: str) -> Any:
    if model in rows:
        return rows[model]
    given = {}
    for field in model._meta.concrete_fields:
        asked = field.name in ASKED.get(model._meta.label_lower, ())
        related = field.related_model if field.is_relation and (asked or not (field.null or field.blank)) else None
        if related is not None and pages.known(related) and related is not model:
            given[field.name] = _row(related, rows, hangs, mark)
            if related in hangs:
                hangs.add(model)
    if mark and model in hangs:
        given |= {
            field.name: f"{mark} {model._meta.model_name}"
            for field in model._meta.concrete_fields
            if field.name in _SHOWN and isinstance(field, (models.CharField, models.TextField))
        }
    rows[model] = make(model, **given)
    return rows[model]


def an_open_process(cast: Any) -> Process:
    """Decided, owned by Alva and led by Love."""
    inventory = Inventory.objects.create(unit=cast.unit, year=2026)
    process = make_decided(unit=cast.unit, by=cast.person("charlie"), inventory=inventory)
    give_role(process, cast.person("alva"))
    give_role(process, cast.person("love"), "leader")
    process.refresh_from_db()
    return process


def a_hidden_process(cast: Any, beside: Process) -> Process:
    """Found but not decided; the open one names it as its neighbour and as what it is part of."""
    inventory = Inventory.objects.create(unit=cast.unit, year=2027)
    hidden = Process.objects.create(
        name=f"Pröva {SECRET}", purpose=SECRET, unit=cast.unit, inventory=inventory, found_by=cast.person("moa")
    )
    beside.adjacent.add(hidden)
    beside.parent = hidden
    beside.save()
    for recipient in beside.recipients.all():
        hidden.recipients.add(recipient)
    return hidden
