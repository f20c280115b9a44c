"""What time changes by itself: an appointment begins or ends, a year passes since the last review."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from processlots.apps.processes.actions import settle
from processlots.apps.processes.inventory import workbook
from processlots.apps.processes.models import Interface, Process
from processlots.apps.processes.release import version_views
from processlots.kit import checks, jobs

__all__ = ["settle_all", "version_views", "workbook"]


@jobs.nightly("processes.settle", title=_("How far every process has come"), at="02:10")
def settle_all(running: Any) -> dict[str, int]:
    """Compute step, owner, leader and findings of every process anew, and what is said of interfaces (V-26)."""
    rows = Process.objects.filter(ended_on=None).order_by("pk")
    total = rows.count()
    for done, process in enumerate(rows.iterator(chunk_size=200), start=1):
        settle(process)
        running.progress(done, total)
    interfaces = Interface.objects.filter(ended_on=None).select_related("process", "other_process").order_by("pk")
    for interface in interfaces.prefetch_related("confirmations").iterator(chunk_size=200):
        checks.refresh(interface)
    return {"processes": total}
