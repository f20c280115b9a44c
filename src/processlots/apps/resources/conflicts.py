"""Where more is granted of a person or a resource than there is (RES-4, V-41). Sweeps periods; a few queries for all."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from processlots.apps.resources.models import ResourceNeed, ResourceRequest

FULL = Decimal(100)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Slice:
    """So much from a day to a day (both included, an open end null), for whoever counts it."""

    start: datetime.date
    end: datetime.date | None
    percent: Decimal
    row: Any = None


@dataclass(frozen=True)
class Segment:
    """Days on which the sum is over what there is."""

    start: datetime.date
    end: datetime.date | None
    total: Decimal
    rows: tuple[Any, ...]


def over(slices: Iterable[Slice], limit: Decimal = FULL) -> list[Segment]:
    """The stretches on which the slices together are more than the limit, in order; neighbours that are alike are one."""
    slices = [one for one in slices if one.percent > 0 and (one.end is None or one.end >= one.start)]
    changes: set[datetime.date] = set()
    for one in slices:
        changes.add(one.start)
        if one.end is not None:
            changes.add(one.end + DAY)
    days = sorted(changes)
    found: list[Segment] = []
    for place, start in enumerate(days):
        end = days[place + 1] - DAY if place + 1 < len(days) else None
        on = [one for one in slices if one.start <= start and (one.end is None or one.end >= start)]
        total = sum((one.percent for one in on), Decimal(0))
        if total <= limit:
            continue
        rows = tuple(one.row for one in on)
        last = found[-1] if found else None
        if last is not None and last.end is not None and last.end + DAY == start and last.rows == rows:
            found[-1] = Segment(last.start, end, total, rows)
        else:
            found.append(Segment(start, end, total, rows))
    return found


@dataclass
class Conflict:
    """A person or a resource of which too much is granted; `needs` are all that overlap, side by side."""

    what: Any
    limit: Decimal
    segments: list[Segment]

    @property
    def needs(self) -> list[ResourceNeed]:
        known = {need.pk: need for segment in self.segments for need in segment.rows}
        return sorted(known.values(), key=lambda need: (need.valid_from, need.pk))

    @property
    def start(self) -> datetime.date:
        return self.segments[0].start

    @property
    def end(self) -> datetime.date | None:
        return self.segments[-1].end

    @property
    def most(self) -> Decimal:
        """The highest sum."""
        return max(segment.total for segment in self.segments)

    @property
    def requests(self) -> list[ResourceRequest]:
        """The requests that it is between, each once."""
        return list({need.request_id: need.request for need in self.needs}.values())


def granted(rows: models.QuerySet[ResourceNeed] | None = None) -> models.QuerySet[ResourceNeed]:
    """Needs that hold somebody or something: granted, and the request not closed."""
    rows = ResourceNeed.objects.all() if rows is None else rows
    rows = rows.filter(answer__in=ResourceNeed.GIVEN).exclude(request__state=ResourceRequest.State.CLOSED)
    return rows.select_related("request__process", "request__resource_owner", "available", "supply")


def find(rows: Iterable[ResourceNeed], since: datetime.date | None = None) -> list[Conflict]:
    """The conflicts among granted needs; `since` leaves out what was over before that day."""
    people: dict[Any, list[ResourceNeed]] = defaultdict(list)
    supplies: dict[Any, list[ResourceNeed]] = defaultdict(list)
    for need in rows:
        if need.available is not None:
            people[need.available].append(need)
        if need.supply is not None:
            supplies[need.supply].append(need)
    found = []
    for group, limit_of in ((people, lambda _what: FULL), (supplies, lambda what: what.available)):
        for what, needs in group.items():
            segments = over([slice_of(need) for need in needs], limit_of(what))
            if since is not None:
                segments = [one for one in segments if one.end is None or one.end >= since]
            if segments:
                found.append(Conflict(what, limit_of(what), segments))
    return sorted(found, key=lambda one: (one.start, str(one.what)))


def slice_of(need: ResourceNeed) -> Slice:
    """A need as what is counted."""
    return Slice(need.valid_from, need.valid_to, need.percent, need)


def rivals(request: ResourceRequest) -> models.QuerySet[ResourceNeed]:
    """Every granted need of the people and resources that the request has been granted, its own among them."""
    own = list(granted(request.needs.all()).values_list("available", "supply"))
    people, supplies = {one for one, _supply in own if one}, {one for _person, one in own if one}
    return granted().filter(Q(available__in=people) | Q(supply__in=supplies))


def of_request(request: ResourceRequest) -> list[Conflict]:
    """The conflicts that the request takes part in: a fixed number of queries."""
    if request.pk is None:
        return []
    return [one for one in find(rivals(request)) if any(need.request_id == request.pk for need in one.needs)]


def requests_beside(request: ResourceRequest) -> Sequence[ResourceRequest]:
    """Other requests that share people or resources with this one; what the checks say of them may change with it."""
    keys = set(rivals(request).exclude(request=request).values_list("request", flat=True))
    return list(ResourceRequest.objects.filter(pk__in=keys))
