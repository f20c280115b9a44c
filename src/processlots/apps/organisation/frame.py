"""What the frame of every page shows of the organisation: who has signed in, and the way to "Min sida"."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from processlots.apps.organisation.standing import standing
from processlots.kit import shell
from processlots.kit.views import ListView


@shell.part
def person(request: HttpRequest) -> dict[str, Any]:
    """The name at the top; it leads to "Min sida", what waits for the person."""
    who = standing(request.user)
    if who.person is None:
        return {"person": request.user.get_username() or None}
    return {"person": who.person.name, "person_url": "/min-sida/"}


_rooms: list[tuple[int, Any, str]] = []


def room(order: int, label: Any, url: str) -> None:
    """Put a list into the row of links over every list of the organisation; other apps add theirs."""
    _rooms.append((order, label, url))
    _rooms.sort(key=lambda one: one[0])


def rooms(here: str) -> list[tuple[Any, str, bool]]:
    """(label, address, whether one is there)."""
    return [(label, url, url == here) for _order, label, url in _rooms]


class RoomList(ListView):
    """A list of the organisation, with the way to the others."""

    def more(self, request: HttpRequest, rows: Any) -> dict[str, Any]:
        return {"rooms": rooms(request.path_info)}
