"""What a manager's overview of units counts of processes: those whose documents have not been looked over (V-20, X-8)."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.mine.units import stale
from processlots.apps.processes.models import Process
from processlots.kit.models import StoredFinding


@stale("processes", gettext_lazy("Processes with old documents"), lambda unit: f"/processer/?visa=ej-sedda&unit={unit}")
def processes_with_old_documents(units: set[int]) -> dict[int, int]:
    """By the process's own unit: those that V-20 says something of, which nobody has accepted."""
    kind = ContentType.objects.get_for_model(Process)
    said = StoredFinding.objects.filter(check_id="V-20", content_type=kind, accepted_by=None).values("object_id")
    rows = Process.objects.filter(pk__in=said, unit__in=units, ended_on=None)
    return dict(rows.values_list("unit").annotate(count=Count("pk")))
