"""The house of a unit, an area, a recipient or a process's parts as an SVG file (C-22)."""

from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View

from processlots.apps.organisation.standing import standing
from processlots.apps.processes.overview import house as houses
from processlots.apps.processes.overview.house_picture import Band, Drawn, house_svg
from processlots.kit.models import Installation
from processlots.kit.swedish import slug


class HouseFileView(LoginRequiredMixin, View):
    """The same choices as the start page: ?enhet=, ?omrade=, ?mottagare=, ?process=."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if standing(request.user).person is None:
            raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
        chosen = houses.chosen(request)
        house = houses.build(request.user, chosen.unit, chosen)
        title = chosen.title(Installation.current()[0])
        bands = [
            Band(pgettext("house", "Governing"), [_drawn(room) for room in house.governing]),
            Band(pgettext("house", "Main"), [_drawn(room) for room in house.main]),
            Band(pgettext("house", "Support"), [_drawn(room) for room in house.support]),
            Band(_("Type not chosen"), [_drawn(room) for room in house.untyped]),
        ]
        response = HttpResponse(house_svg(title, bands), content_type="image/svg+xml; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{slug(title) or "hus"}.svg"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


def _drawn(room: houses.Room) -> Drawn:
    sign = room.sign
    said = str(room.process.get_status_display())
    return Drawn(room.process.name, f"{said}. {sign.text}" if sign else said, bool(sign and sign.mark in {"warn", "error"}))
