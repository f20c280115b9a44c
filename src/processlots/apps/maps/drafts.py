"""Who holds the pen on a line, and drawings that wait to be saved.

The lock tells: whoever comes second sees who draws and may take over. Nothing depends on it for safety; a save on top of
another's version is merged (`actions.drawn`). A window that has not been heard of for `HELD` holds nothing.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from processlots.apps.maps import access as maps_access
from processlots.apps.maps.models import Map, MapDraft, MapLock
from processlots.apps.organisation.models import Person
from processlots.kit import locking

#: the editor says every 20 seconds that it is there
HELD = datetime.timedelta(seconds=90)
#: a draft that nobody has gone on with
FORGOTTEN = datetime.timedelta(days=90)


def holder(a_map: Map, when: str) -> MapLock | None:
    """Whose pen it is; None where nobody has been heard of lately."""
    found = MapLock.objects.filter(map=a_map, when=when).select_related("person").first()
    return found if found is not None and timezone.now() - found.heard < HELD else None


def hold(user: Any, person: Person, a_map: Map, when: str, window: str, *, take: bool = False) -> MapLock:
    """The lock after this window has asked for it: its own, or that of whoever drew before. `take` takes it over.

    Raises PermissionDenied (V-40).
    """
    maps_access.demand_drawing(user, a_map)
    now = timezone.now()
    with transaction.atomic():
        # Two who ask at once are given one answer each.
        locking.hold(Map, a_map.pk, None)
        held = holder(a_map, when)
        if held is not None and held.window == window and held.person_id == person.pk:
            MapLock.objects.filter(pk=held.pk).update(heard=now)  # silent: that somebody is still there changes nothing
            return held
        if held is not None and not take:
            return held
        values = {"person": person, "window": window, "since": now, "heard": now}
        made, _new = MapLock.objects.update_or_create(map=a_map, when=when, defaults=values)
        return made


def leave(person: Person, a_map: Map, when: str, window: str) -> None:
    """The window is closed."""
    # silent: who draws just now is nobody's history
    MapLock.objects.filter(map=a_map, when=when, person=person, window=window).delete()


def draft_of(person: Person, a_map: Map, when: str) -> MapDraft | None:
    """The person's own drawing that waits."""
    return MapDraft.objects.filter(map=a_map, when=when, person=person).first()


def keep(user: Any, person: Person, a_map: Map, when: str, *, xml: str, base: int, touched: list[str]) -> MapDraft:
    """Keep a drawing until it is saved; the person's earlier one of the line makes room. Raises PermissionDenied (V-40)."""
    maps_access.demand_drawing(user, a_map)
    values = {"xml": xml, "base": base, "touched": touched, "drawn_at": timezone.now()}
    made, _new = MapDraft.objects.update_or_create(map=a_map, when=when, person=person, defaults=values)
    return made


def drop(person: Person, a_map: Map, when: str) -> None:
    """The drawing is saved, or thrown away by the one who made it."""
    # silent: what was never saved leaves no copy behind
    MapDraft.objects.filter(map=a_map, when=when, person=person).delete()


def forget() -> int:
    """Take away drafts that nobody went on with, and locks of windows that are long closed. How many drafts it was."""
    now = timezone.now()
    # silent: as above
    MapLock.objects.filter(heard__lt=now - datetime.timedelta(days=1)).delete()
    # silent: as above
    return MapDraft.objects.filter(drawn_at__lt=now - FORGOTTEN).delete()[0]
