"""The thread's links: registered relations, both directions in one query."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from processlots.kit.history import trail
from processlots.kit.models.links import Link

_relations: dict[str, tuple[Any, Any]] = {}


def relation(name: str, forth: Any, back: Any) -> None:
    """Register a relation with its words in both directions ("answers", "is answered by")."""
    if name in _relations:
        raise RuntimeError(f"The relation {name!r} is registered twice")
    _relations[name] = (forth, back)


def join(source: models.Model, name: str, target: models.Model) -> Link:
    """Link two rows; again is the same link."""
    if name not in _relations:
        raise KeyError(f"unknown relation {name!r}; registered: {', '.join(sorted(_relations))}")
    link, _made = Link.objects.get_or_create(
        relation=name,
        source_type=ContentType.objects.get_for_model(source),
        source_id=source.pk,
        target_type=ContentType.objects.get_for_model(target),
        target_id=target.pk,
        defaults={"process": trail(source)[0] or trail(target)[0]},
    )
    return link


def of_process(process: int) -> list[Link]:
    """Every link of a process, both directions, in one query."""
    return list(Link.objects.filter(process=process))
