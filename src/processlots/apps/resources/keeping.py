"""What follows from a change of a request: findings, tasks, and those of the requests that it shares people with."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType

from processlots.apps.organisation import tasks
from processlots.apps.resources import conflicts
from processlots.apps.resources.models import ResourceRequest
from processlots.kit import checks
from processlots.kit.models import StoredFinding


def in_conflict() -> set[int]:
    """Keys of the requests of which a conflict is told; there may be none any longer."""
    kind = ContentType.objects.get_for_model(ResourceRequest)
    return set(StoredFinding.objects.filter(check_id="V-41", content_type=kind).values_list("object_id", flat=True))


def request_changed(request: ResourceRequest) -> None:
    """Within the transaction of the change. Those that it now or before shares people with are told too."""
    fresh = ResourceRequest.objects.select_related("process", "resource_owner", "requested_by").get(pk=request.pk)
    beside = {one.pk for one in conflicts.requests_beside(fresh)} | in_conflict()
    for one in (fresh, *_read(beside - {fresh.pk})):
        checks.refresh(one)
        tasks.refresh(one)


def settle_all() -> int:
    """The night: conflicts begin and end by themselves. Returns how many requests were looked at."""
    keys = in_conflict() | {row.pk for one in conflicts.find(conflicts.granted()) for row in one.requests}
    rows = _read(keys)
    for one in rows:
        checks.refresh(one)
    return len(rows)


def _read(keys: set[int]) -> list[ResourceRequest]:
    return list(ResourceRequest.objects.filter(pk__in=keys).select_related("process", "resource_owner", "requested_by"))
