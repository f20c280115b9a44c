"""The processes beside a process that a reader may see, read at once: what it is part of, its parts, neighbours, starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q

from processlots.apps.processes.models import Process
from processlots.kit import access


@dataclass
class Near:
    """Lists of processes in order of their names."""

    parent: list[Process] = field(default_factory=list)
    parts: list[Process] = field(default_factory=list)
    adjacent: list[Process] = field(default_factory=list)
    starts: list[Process] = field(default_factory=list)
    started_by: list[Process] = field(default_factory=list)


def near(process: Process, user: Any = None) -> Near:
    """One query, remembered for as long as the row lives (a request). Without a user: all of them, whoever asks."""
    known = process.__dict__.get("near")
    if known is not None and known[0] is user:
        return known[1]
    beside: Any = Process.adjacent.through.objects
    begun: Any = Process.starts.through.objects
    seen = Process.objects.all() if user is None else access.visible(user, Process)
    rows = seen.annotate(
        is_adjacent=Exists(beside.filter(from_process_id=process.pk, to_process_id=OuterRef("pk"))),
        is_started=Exists(begun.filter(from_process_id=process.pk, to_process_id=OuterRef("pk"))),
        starts_it=Exists(begun.filter(from_process_id=OuterRef("pk"), to_process_id=process.pk)),
    )
    wanted = Q(parent=process) | Q(pk=process.parent_id) | Q(is_adjacent=True) | Q(is_started=True) | Q(starts_it=True)
    made = Near()
    for one in rows.filter(wanted, ended_on=None).order_by("sort", "pk"):
        for belongs, where in (
            (one.pk == process.parent_id, made.parent),
            (one.parent_id == process.pk, made.parts),
            (one.is_adjacent, made.adjacent),
            (one.is_started, made.starts),
            (one.starts_it, made.started_by),
        ):
            if belongs:
                where.append(one)
    process.__dict__["near"] = (user, made)
    return made
