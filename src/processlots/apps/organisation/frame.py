"""What the frame of every page shows of the organisation: who has signed in, and the way to one's own page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from processlots.apps.organisation.standing import standing
from processlots.kit import shell


@shell.part
def person(request: HttpRequest) -> dict[str, Any]:
    """The name at the top; it leads to the person's own page, where the password is changed."""
    who = standing(request.user)
    if who.person is None:
        return {"person": request.user.get_username() or None}
    return {"person": who.person.name, "person_url": who.person.get_absolute_url()}
