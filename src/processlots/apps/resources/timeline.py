"""A conflict as a picture and as a table: the processes side by side over time (RES-4)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from processlots.apps.processes.models import Process
from processlots.apps.resources.conflicts import Conflict
from processlots.kit import access
from processlots.kit.pages import url_of

#: how wide the picture is, in units of its own
WIDE = 600
#: how far an open end is drawn beyond the last date known
AHEAD = datetime.timedelta(days=90)


@dataclass(frozen=True)
class Bar:
    """One need: its place in the picture, and what the table says of it."""

    name: str
    process_url: str
    request_url: str
    percent: Any
    start: datetime.date
    end: datetime.date | None
    x: float
    width: float


@dataclass(frozen=True)
class Shown:
    """The conflict as a page writes it; `zones` are the stretches with too much: (x, width)."""

    conflict: Conflict
    bars: list[Bar]
    zones: list[tuple[float, float]]
    first: datetime.date
    last: datetime.date


def shown(conflict: Conflict, user: Any) -> Shown:
    """The picture. Processes that the reader may not see are drawn without their names."""
    needs = conflict.needs
    seen = set(
        access.visible(user, Process).filter(pk__in=[need.request.process_id for need in needs]).values_list("pk", flat=True)
    )
    first = min(need.valid_from for need in needs)
    known = [day for need in needs for day in (need.valid_from, need.valid_to) if day is not None]
    last = max(known) if all(need.valid_to for need in needs) else max(known) + AHEAD
    days = max(1, (last - first).days + 1)

    def place(start: datetime.date, end: datetime.date | None) -> tuple[float, float]:
        """From where, and how wide."""
        begin = (start - first).days / days * WIDE
        stop = ((min(end, last) if end else last) - first).days + 1
        return round(begin, 1), round(max(2.0, stop / days * WIDE - begin), 1)

    bars = []
    for need in needs:
        x, width = place(need.valid_from, need.valid_to)
        may = need.request.process_id in seen
        bars.append(
            Bar(
                need.request.process.name if may else "", url_of(need.request.process) if may else "",
                url_of(need.request) if may else "", need.percent, need.valid_from, need.valid_to, x, width,
            )
        )  # fmt: skip
    zones = [place(one.start, one.end) for one in conflict.segments]
    return Shown(conflict, bars, zones, first, last)
