"""What the tests of resources are about: a request with its needs, at any state."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from processlots.apps.organisation.models import Appointment, Unit
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import give_role, make_decided
from processlots.apps.resources import keeping
from processlots.apps.resources.models import ResourceNeed, ResourceRequest
from processlots.kit import states
from processlots.kit.periods import today

FAR = today() + datetime.timedelta(days=180)


def make_owned(cast: Any, name: str = "Pröva ansökan om bygglov", owner: str = "alva", leader: str = "love") -> Process:
    """A decided process with an owner, and a leader where one is named."""
    process = make_decided(name, cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person(owner))
    if leader:
        give_role(process, cast.person(leader), "leader")
    process.refresh_from_db()
    return process


def lender(cast: Any, name: str = "moa") -> Unit:
    """A unit of its own whose manager, the resource owner, is this person."""
    unit = Unit.objects.create(name=f"Kartenheten {name}", parent=cast.administration)
    Appointment.objects.create(
        role="manager", person=cast.person(name), scope=unit, state=Appointment.State.DECIDED, valid_from=today()
    )
    from processlots.apps.organisation.standing import forget

    forget(cast.users[name])
    return unit


def make_request(cast: Any, process: Process, unit: Unit, *needs: dict[str, Any], **fields: Any) -> ResourceRequest:
    """A draft with its needs; 40 % for half a year where nothing is said."""
    request = ResourceRequest(process=process, unit=unit, requested_by=process.owner, **fields)
    request.clean()
    request.save()
    for said in needs or ({},):
        values: dict[str, Any] = {"competence": "Kartkunskap", "extent": Decimal(40), "valid_from": today(), "valid_to": FAR}
        ResourceNeed.objects.create(request=request, **values | said)
    keeping.request_changed(request)
    return request


def sent(cast: Any, process: Process, unit: Unit, *needs: dict[str, Any], **fields: Any) -> ResourceRequest:
    """The same, sent by the process's owner."""
    request = make_request(cast, process, unit, *needs, **fields)
    return states.go(request, "send", process.owner.user)  # type: ignore[union-attr]


def granted(cast: Any, process: Process, unit: Unit, *needs: dict[str, Any], **fields: Any) -> ResourceRequest:
    """The same, granted as asked by its resource owner."""
    request = sent(cast, process, unit, *needs, **fields)
    return states.go(request, "grant", request.resource_owner.user)
