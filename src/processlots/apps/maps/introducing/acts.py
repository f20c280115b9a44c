"""Tomorrow's map: begun as a copy of today's or anew (S6-11), decided, and introduced so that it is today's (C-28, S6-14)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from processlots.apps.maps import access as maps_access
from processlots.apps.maps import actions, readings
from processlots.apps.maps.introducing import repointing
from processlots.apps.maps.models import Introduction, Line, Map, MapElement
from processlots.apps.organisation.models import Decision
from processlots.kit import history, locking
from processlots.kit.periods import today
from processlots.kit.states import Refused
from processlots.kit.swedish import normal


def begin_tomorrow(user: Any, a_map: Map, copy: bool) -> Line:
    """The line for tomorrow, empty or with a copy of today's map in which every element has its id (S6-11).

    Raises PermissionDenied (V-40), and Refused where tomorrow is drawn already or there is nothing to copy.
    """
    maps_access.demand_drawing(user, a_map)
    with transaction.atomic():
        locking.hold(Map, a_map.pk, None)
        known = actions.open_line(a_map, Line.When.TOMORROW)
        if known is not None and known.newest is not None:
            raise Refused(_("How we want to do it is drawn already. Draw on in that map, or archive it first."))
        now = actions.open_line(a_map)
        version = (now.in_force or now.newest) if now is not None else None
        reading = readings.of(version)
        if copy and (version is None or reading is None):
            raise Refused(_("There is nothing drawn of today to copy. Begin anew instead."))
        words = _("Began the map of how we want to do it: %(map)s") % {"map": a_map}
        with history.act(words, user=user, process=a_map.process):
            line = known or actions.begin_line(a_map, Line.When.TOMORROW)
            if copy and version is not None and reading is not None:
                new = [one["id"] for one in reading.content["elements"]]
                said = _("Copy of version %(number)s of how we do it today") % {"number": version.number}
                match = {"pairs": [], "gone": [], "new": new}
                actions.save_version(line, reading, match, user=user, expected=0, comment=said)
    return line


def decided(line: Line, user: Any, text: str = "", **data: Any) -> Decision:
    """The owner's decision about a line."""
    said = text or _("This is how we want to do it: %(map)s.") % {"map": line.map}
    return Decision.take(
        line, line.map.process, text=said, by=user.person, capacity=pgettext("capacity", "process owner"),
        diary_number=str(data.get("diary_number", ""))[:60],
    )  # fmt: skip


def introduce(line: Line, user: Any, text: str = "", **data: Any) -> None:
    """Make tomorrow's line today's, and archive the old one. What pointed at an element of the old map points at the same
    step of the new one. The state itself is the transition's.
    """
    said = text or _("The new way is introduced: %(map)s.") % {"map": line.map}
    locking.hold(Map, line.map_id, None)
    newest = line.newest
    if newest is None:
        raise Refused(_("There is nothing drawn to introduce yet."))
    line.decision = decided(line, user, text=said, **data)
    old = actions.open_line(line.map)
    if old is not None:
        pairs = same_steps(old, line)
        old.state, old.in_force = Line.State.ARCHIVED, None
        old.save()
        repointing.follow(pairs)
    line.when, line.in_force, line.in_force_since = Line.When.TODAY, newest, today()
    prepared = Introduction.objects.filter(line=line).first()
    if prepared is not None:
        prepared.introduced_on, prepared.decision = today(), line.decision
        prepared.line = line  # whose state the checks ask for is this one's
        prepared.save()


def same_steps(old: Line, new: Line) -> list[tuple[MapElement, MapElement]]:
    """Elements of the old line with theirs in the new: by id, else by a type and a name that each has once.

    What is not in the new map is not among them; it stays with the old map.
    """
    before = list(old.elements.filter(gone_in=None).order_by("pk"))
    after = {one.element_id: one for one in new.elements.filter(gone_in=None).order_by("pk")}
    pairs = [(one, after.pop(one.element_id)) for one in before if one.element_id in after]
    paired = {one.pk for one, _other in pairs}
    left = [one for one in before if one.pk not in paired]
    mine, theirs = Counter(map(_named, left)), Counter(map(_named, after.values()))
    by_name = {_named(one): one for one in after.values()}
    for one in left:
        key = _named(one)
        if one.name and mine[key] == 1 and theirs[key] == 1:
            pairs.append((one, by_name[key]))
    return pairs


def _named(one: MapElement) -> tuple[str, str]:
    return one.type, normal(one.name)


def foreseen(line: Line) -> dict[str, list[str]]:
    """What an introduction would do to the steps: {stay, gone, new} by name, for who prepares it."""
    old = actions.open_line(line.map)
    if old is None:
        return {}
    pairs = same_steps(old, line)
    stay, came = {one.pk for one, _other in pairs}, {other.pk for _one, other in pairs}
    named = {"gone_in": None}
    return {
        "stay": [str(other) for _one, other in pairs if other.name],
        "gone": [one.name for one in old.elements.filter(**named).exclude(name="").order_by("pk") if one.pk not in stay],
        "new": [one.name for one in line.elements.filter(**named).exclude(name="").order_by("pk") if one.pk not in came],
    }
