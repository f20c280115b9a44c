"""Which forum leads on a level, and which is the next above it (F-1, F-2, S1-12, S6-6, V-52)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from processlots.apps.organisation.models import Forum, MatterKind, Unit

Level = MatterKind.Level


def top() -> Forum | None:
    """The director's steering group (F-2)."""
    return Forum.objects.filter(kind=Forum.Kind.STEERING, ended_on=None).select_related("unit").order_by("pk").first()


def group_of(unit: Unit | None) -> Forum | None:
    """The management group that a unit's matters belong to: its own, or the nearest on a unit above; else the top."""
    if unit is None:
        return top()
    return _nearest(unit.ancestor_ids()) or top()


def above(forum: Forum) -> Forum | None:
    """The next level: the nearest management group on a unit above, the steering group at the top; None above that.

    A forum that leads nothing (a network, a learning group) has the management group of its own unit above it.
    """
    if forum.kind == Forum.Kind.STEERING:
        return None
    ids = forum.unit.ancestor_ids()
    found = _nearest(ids[:-1] if forum.kind == Forum.Kind.MANAGEMENT else ids) or top()
    return found if found is not None and found.pk != forum.pk else None


def _nearest(ids: Sequence[int]) -> Forum | None:
    """The management group on the last of the units that has one."""
    groups = Forum.objects.filter(kind=Forum.Kind.MANAGEMENT, ended_on=None, unit__in=ids).select_related("unit")
    places = {pk: place for place, pk in enumerate(ids)}
    return max(groups.order_by("-pk"), key=lambda one: places[one.unit_id], default=None)


def high_enough(forum: Forum, level: str, units: Sequence[Unit]) -> bool:
    """True if a matter about these units may be decided in the forum, by the level that its kind asks for (V-52)."""
    if level == Level.ANY or forum.kind == Forum.Kind.STEERING:
        return True
    if forum.kind != Forum.Kind.MANAGEMENT or level == Level.TOP:
        return False
    if level == Level.COMMON:
        return all(unit.path.startswith(forum.unit.path) for unit in units)
    if level == Level.ABOVE:
        homes = [group for group in map(group_of, units) if group is not None]
        return all(_over(forum, home) for home in homes) if homes else False
    return True


def _over(forum: Forum, home: Forum) -> bool:
    """True if the forum leads a unit above the one that the other leads."""
    return forum.unit_id != home.unit_id and home.unit.path.startswith(forum.unit.path)


def wanted(level: str, units: Sequence[Unit], forum: Forum) -> Forum | None:
    """The nearest forum upwards from this one that is high enough; None where there is none."""
    here: Forum | None = forum
    seen: set[int] = set()
    while here is not None and here.pk not in seen:
        if high_enough(here, level, units):
            return here
        seen.add(here.pk)
        here = above(here)
    return None


def offices(forum: Forum) -> dict[str, list[Any]]:
    """Role → the people who have it in the forum today."""
    from processlots.apps.organisation.actions.roles import of_scope
    from processlots.apps.organisation.models import Appointment

    made: dict[str, list[Any]] = {}
    for row in of_scope(forum).at().filter(role__in=Appointment.IN_FORUM):  # type: ignore[attr-defined]
        made.setdefault(row.role, []).append(row.person)
    return made


def sitting(forum: Forum) -> list[Any]:
    """Everybody who sits in the forum today, chair and secretary first."""
    from processlots.apps.organisation.models import Appointment

    held = offices(forum)
    return list(dict.fromkeys(person for role in Appointment.IN_FORUM for person in held.get(role, ())))


def in_charge(forum: Forum) -> list[Any]:
    """Those who prepare the forum's meetings: secretary, else chair, else the unit's manager (R-28)."""
    from processlots.apps.organisation.models import Appointment

    held = offices(forum)
    found = held.get(Appointment.Role.SECRETARY) or held.get(Appointment.Role.CHAIR)
    return found or managers(forum)


def managers(forum: Forum) -> list[Any]:
    """The responsible managers of the forum's unit (R-28)."""
    from processlots.apps.organisation.actions.roles import of_scope
    from processlots.apps.organisation.models import Appointment

    rows = of_scope(forum.unit).at().filter(role=Appointment.Role.MANAGER)  # type: ignore[attr-defined]
    return [row.person for row in rows]
