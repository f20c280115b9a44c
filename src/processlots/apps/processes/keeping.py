"""What follows when something that hangs on a process changes: its checks, its tasks, and the process itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from processlots.apps.organisation import tasks
from processlots.apps.processes.actions import settle
from processlots.apps.processes.models import Interface, InterfaceIssue, Process
from processlots.kit import checks


def interface_changed(interface: Interface) -> None:
    """The interface, and the processes on both sides (V-26)."""
    checks.refresh(interface)
    tasks.refresh(interface)
    settle(interface.process)
    if interface.other_process is not None:
        settle(interface.other_process)


def issue_changed(issue: InterfaceIssue) -> None:
    """A problem waits for those who lead."""
    tasks.refresh(issue)


def process_changed(process: Process) -> None:
    """The process's steps, checks and reminders."""
    settle(process)
    tasks.refresh(process)


def neighbours_changed(processes: Iterable[Any]) -> None:
    """Processes that have become adjacent, or are so no longer: what the checks say of each."""
    for one in processes:
        checks.refresh(Process.objects.select_related("owner", "leader", "unit", "inventory").get(pk=one.pk))
