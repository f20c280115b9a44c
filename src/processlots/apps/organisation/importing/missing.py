"""What stands in the register and not in the file: told of always, ended only where somebody has asked for it."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processlots.apps.organisation import hanging
from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.kit.imports import RowResult
from processlots.kit.periods import today


def last_day(begins: datetime.date) -> datetime.date:
    """Yesterday, so that it is over now; the first day where that is later."""
    return max(begins, today() - datetime.timedelta(days=1))


def missing_units(units: list[Unit], named: set[int], *, end: bool) -> list[tuple[RowResult, Unit]]:
    """A result for each unit that no row names. What something hangs on is never ended by a list."""
    missing = [unit for unit in units if unit.pk not in named]
    held: dict[int, str] = _held(missing) if end else {}
    below: dict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.parent_id is not None:
            below[unit.parent_id].append(unit)
    found: list[tuple[RowResult, Unit]] = []
    stays: set[int] = set(named)
    for unit in sorted(missing, key=lambda one: -one.depth):
        said, status = [], "gone"
        if end:
            if unit.pk in held:
                said = [_("It stays: %(what)s. A re-organisation gives what hangs on it a new place.") % {"what": held[unit.pk]}]
            elif any(one.pk in stays for one in below[unit.pk]):
                said = [_("It stays, since there are units under it.")]
            else:
                said, status = [_("Last day: %(date)s.") % {"date": last_day(unit.valid_from).isoformat()}], "end"
        if status == "gone":
            stays.add(unit.pk)
        values = {
            "name": unit.name, "kind": str(unit.get_kind_display()), "parent": str(unit.parent or ""),
            "external_id": unit.external_id or "",
        }  # fmt: skip
        found.append((RowResult(0, status, said, values), unit))  # type: ignore[arg-type]
    return sorted(found, key=lambda one: one[1].path)


def _held(units: list[Unit]) -> dict[int, str]:
    """Unit → what hangs on it, in words; a query or a few for each kind of thing."""
    asked = hanging.Setting(frozenset(unit.pk for unit in units))
    found: dict[int, list[str]] = defaultdict(list)
    for kind in hanging.kinds():
        for pk, count in Counter(item.unit for item in kind.items(asked)).items():
            found[pk].append(f"{str(kind.label).lower()} {count}")
    return {pk: ", ".join(some) for pk, some in found.items()}


def missing_people(people: list[Person], named: set[int], *, end: bool) -> list[tuple[RowResult, Person]]:
    """A result for each person still here whom no row names. Administrators are never ended by a list."""
    missing = [one for one in people if one.pk not in named and (one.left is None or one.left >= today())]
    roles: dict[int, list[str]] = defaultdict(list)
    if end:
        rows = Appointment.objects.at().filter(state__in=Appointment.IN_FORCE)
        for person, role in rows.values_list("person_id", "role"):
            roles[person].append(role)
    found: list[tuple[RowResult, Person]] = []
    for one in missing:
        own, said, status = roles[one.pk], [], "gone"
        if end and Appointment.Role.ADMINISTRATOR in own:
            said = [_("An administrator stays until somebody ends the role by hand.")]
        elif end:
            status = "end"
            said = [_("Last day: %(date)s.") % {"date": last_day(datetime.date.min).isoformat()}]
            if own:
                told = ngettext(
                    "Has %(count)s role, which somebody else must be given.",
                    "Has %(count)s roles, which somebody else must be given.",
                    len(own),
                )  # fmt: skip
                said.append(told % {"count": len(own)})
        values = {
            "name": one.name, "title": one.title, "unit": str(one.unit or ""), "email": one.email,
            "external_id": one.external_id or "",
        }  # fmt: skip
        found.append((RowResult(0, status, said, values), one))  # type: ignore[arg-type]
    return found


def ended_people(some: list[Person]) -> list[Any]:
    """Give each a last day."""
    for one in some:
        one.left = last_day(datetime.date.min)
    return list(some)


def ended_units(some: list[Unit]) -> list[Any]:
    """Give each a last day."""
    for one in some:
        one.valid_to = last_day(one.valid_from)
    return list(some)
