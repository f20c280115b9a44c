"""The processes beside a process that a reader may see, read at once: what it is part of, its parts, neighbours, starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from processlots.apps.processes.models import Process
from processlots.kit import access


@dataclass
class Near:
    """Lists of processes in order of their names."""

    parts: list[Process] = field(default_factory=list)
    adjacent: list[Process] = field(default_factory=list)
    starts: list[Process] = field(default_factory=list)
    started_by: list[Process] = field(default_factory=list)


def near(request: HttpRequest, process: Process) -> Near:
    """One query, remembered for as long as the row lives (a request)."""
    known = process.__dict__.get("near")
    if known is not None:
        return known
    beside: Any = Process.adjacent.through.objects
    begun: Any = Process.starts.through.objects
    rows = access.visible(request.user, Process).annotate(
        is_adjacent=Exists(beside.filter(from_process_id=process.pk, to_process_id=OuterRef("pk"))),
        is_started=Exists(begun.filter(from_process_id=process.pk, to_process_id=OuterRef("pk"))),
        starts_it=Exists(begun.filter(from_process_id=OuterRef("pk"), to_process_id=process.pk)),
    )
    rows = rows.filter(Q(parent=process) | Q(is_adjacent=True) | Q(is_started=True) | Q(starts_it=True), ended_on=None)
    made = Near()
    for one in rows.order_by("sort", "pk"):
        for wanted, where in (
            (one.parent_id == process.pk, made.parts),
            (one.is_adjacent, made.adjacent),
            (one.is_started, made.starts),
            (one.starts_it, made.started_by),
        ):
            if wanted:
                where.append(one)
    process.__dict__["near"] = made
    return made
