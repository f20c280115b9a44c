"""How far a process has come: owner, leader, step and status, computed by one function and stored with the change."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from processlots.apps.organisation.models import Appointment
from processlots.apps.processes.models import Process
from processlots.kit import panels

STEPS = range(1, 7)
_FIXED = (Process.Status.ENDED, Process.Status.NOT_A_PROCESS)


def criteria(process: Process) -> dict[int, list[panels.Criterion]]:
    """The criteria of each step, as they stand (S0-6)."""
    return {step: [criterion(process) for criterion in panels.criteria(step)] for step in STEPS}


def compute(process: Process) -> dict[str, object]:
    """Owner, leader, step and status as they follow from appointments and criteria."""
    process.__dict__.pop("held", None)  # appointments may have changed since they were read
    kind = ContentType.objects.get_for_model(Process)
    held = dict(
        Appointment.objects.at()
        .filter(scope_type=kind, scope_id=process.pk, state__in=Appointment.IN_FORCE, role__in=("owner", "leader"))
        .values_list("role", "person")
    )
    process.owner_id, process.leader_id = held.get("owner"), held.get("leader")
    done = {step: all(one.done for one in found) for step, found in criteria(process).items()}
    # Steps need not be done in order (S0-4); where one stands is the first that is not complete.
    step = next((number for number in STEPS if not done[number]), 6)
    status = process.status
    if status not in _FIXED:
        status = Process.Status.DISCOVERED
        if process.inventory_decision_id:
            reached = {1: "inventoried", 2: "inventoried", 3: "owner", 4: "leader", 5: "described", 6: "goals"}[step]
            status = Process.Status.MANAGED if step == 6 and done[6] else Process.Status(reached)
    return {"owner_id": process.owner_id, "leader_id": process.leader_id, "step": step, "status": status}


def refresh(process: Process) -> Process:
    """Compute and store; called in the transaction of whatever it follows from."""
    with transaction.atomic():
        fresh = Process.objects.select_for_update().get(pk=process.pk)
        before = {name: getattr(fresh, name) for name in ("owner_id", "leader_id", "step", "status")}
        found = compute(fresh)
        if before != found:
            for name, value in found.items():
                setattr(fresh, name, value)
                setattr(process, name, value)
            # silent: the cause is in the history; what follows from it is not an act of anybody's
            Process.objects.filter(pk=fresh.pk).update(**found)
    return process
