"""What a map's page offers besides drawing: tomorrow's map begun, and its introduction prepared."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from processlots.apps.maps.models import Introduction, Line, Map
from processlots.kit import access, pages
from processlots.kit.pages import url_of

READY = (Line.State.REVIEWED, Line.State.CONFIRMED, Line.State.DECIDED)


def of_line(request: HttpRequest, a_map: Map, line: Line | None) -> list[tuple[Any, str, str]]:
    """Buttons of a line's page."""
    made: list[tuple[Any, str, str]] = []
    if line is None or a_map.ended_on is not None:
        return made
    if line.when == Line.When.TODAY and line.state != Line.State.ARCHIVED and access.may(request.user, "draw", a_map):
        others = a_map.lines.filter(when=Line.When.TOMORROW).exclude(state=Line.State.ARCHIVED)
        if not others.exists():
            made.append((_("Begin how we want to do it"), f"{url_of(a_map)}imorgon/", "plain"))
    if line.when == Line.When.TOMORROW and line.state in READY:
        prepared = Introduction.objects.filter(line=line).select_related("line__map__process").first()
        if prepared is not None:
            made.append((_("The introduction"), url_of(prepared), "plain"))
        elif access.may(request.user, "add", Introduction(line=line)):
            made.append((_("Prepare the introduction"), f"{pages.of(Introduction).url('add')}?line={line.pk}", "plain"))
    return made
