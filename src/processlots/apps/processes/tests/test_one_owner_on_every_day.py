"""V-11, R-2 (a): whatever is appointed, ended, replaced or dated, no day has two owners; and what is refused changes nothing."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processlots.apps.organisation.models import Appointment
from processlots.apps.processes import actions
from processlots.apps.processes.tests.makers import make_decided
from processlots.kit import states
from processlots.kit.periods import today
from tests.hanging import undone

DAYS = range(-40, 60)
day = st.integers(min(DAYS), max(DAYS))
appointing = st.tuples(
    st.just("appoint"), st.sampled_from(["alva", "love", "maj"]), day, st.none() | st.integers(0, 40), st.booleans()
)
ending = st.tuples(st.just("end"), st.none() | day)
proposing = st.tuples(st.just("propose"), st.sampled_from(["alva", "love"]), day, st.none() | st.integers(0, 40), st.booleans())


def at(offset: int) -> datetime.date:
    return today() + datetime.timedelta(days=offset)


def owners(process: Any) -> list[tuple[Any, ...]]:
    rows = Appointment.objects.filter(role="owner", scope_id=process.pk).order_by("pk")
    return list(rows.values_list("pk", "state", "valid_from", "valid_to"))


def walk(cast: Any, process: Any, step: Any) -> None:
    verb, *rest = step
    if verb == "end":
        actions.end_appointment(process, "owner", cast.charlie, last=None if rest[0] is None else at(rest[0]), reason="Slutar")
        return
    name, begins, length, ends_present = rest
    period = {"valid_from": at(begins), "valid_to": None if length is None else at(begins + length)}
    if verb == "appoint":
        actions.appoint(process, "owner", cast.person(name), cast.charlie, ends_present=ends_present, **period)
        return
    row = actions.propose(process, "owner", cast.person(name), cast.charlie, resource_owner=cast.person("charlie"), **period)
    for act in ("anchor_noted", "decide"):
        row = states.go(row, act, cast.charlie, **({"ends_present": ends_present} if act == "decide" else {}))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(appointing | ending | proposing, min_size=2, max_size=5))
def test_no_day_has_two_owners(cast: Any, steps: list[Any]) -> None:
    with undone():
        process = make_decided(unit=cast.unit, by=cast.person("charlie"))
        for step in steps:
            before = owners(process)
            process.refresh_from_db()
            try:
                walk(cast, process, step)
            except states.Refused:
                in_force = [one for one in owners(process) if one[1] in Appointment.IN_FORCE]
                assert in_force == [one for one in before if one[1] in Appointment.IN_FORCE]
            held = [one for one in owners(process) if one[1] in Appointment.IN_FORCE]
            for offset in DAYS:
                now = [pk for pk, _state, begins, ends in held if begins <= at(offset) and (ends is None or at(offset) <= ends)]
                assert len(now) <= 1, (offset, held, steps)
            process.refresh_from_db()
            present = [one for one in held if one[2] <= today() and (one[3] is None or one[3] >= today())]
            owner = Appointment.objects.get(pk=present[0][0]).person_id if present else None
            assert process.owner_id == owner
