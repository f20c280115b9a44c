"""What the process page shows of its maps: the way from need to result, and a station of the thread (X-1)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.maps.access import not_trained
from processlots.apps.maps.models import Line, Map
from processlots.apps.maps.shown import strip
from processlots.apps.processes.models import Process
from processlots.kit import access, panels
from processlots.kit.pages import url_of
from processlots.kit.panels import Station, panel, station
from processlots.kit.tables import written

#: the tab of the process page with what mapping it has brought
TAB = "kartlaggning"
panels.tab(Process, TAB, pgettext_lazy("work", "Mapping"), 15)
#: boxes of the strip, so that a word fits in one; a longer way is read on the map's own page
SHOWN = 5


def lines_of(process: Process) -> list[Line]:
    """The process's lines for today and tomorrow, the overview first; read once for panel and station."""
    known = process.__dict__.get("map_lines")
    if known is None:
        rows = Line.objects.filter(map__process=process, map__ended_on=None).exclude(state=Line.State.ARCHIVED)
        rows = rows.select_related("map", "in_force")
        known = sorted(rows, key=lambda one: (one.when != Line.When.TODAY, one.map.kind != Map.Kind.OVERVIEW, one.map.number))
        process.__dict__["map_lines"] = known
    return known


def _action(request: HttpRequest, process: Process) -> tuple[Any, str] | None:
    if process.ended_on is None and access.may(request.user, "add", Map(process=process)):
        return _("New map from a file"), f"/kartor/ladda-upp/?process={process.number}"
    return None


@panel(
    Process,
    "map",
    title=gettext_lazy("Map"),
    help=gettext_lazy("How it runs, from need to result"),
    order=25,
    template="maps/panels/of_process.html",
    queries=2,
    action=_action,
)
def the_map(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """The steps of the map in force as a strip, with links to the map and its text twin."""
    if process.status == Process.Status.DISCOVERED and not lines_of(process):
        return None
    lines = lines_of(process)
    if not lines:
        may = _action(request, process) is not None
        return {
            "lines": [],
            "process": process,
            "draw_url": f"/kartor/nytt/?process={process.number}" if may else "",
            "not_trained": "" if may else not_trained(),
        }
    first = next((one for one in lines if one.in_force_id is not None), lines[0])
    found = strip(first, getattr(request, "LANGUAGE_CODE", "sv"))
    told = found.steps
    return {
        "lines": [(one, url_of(one.map) if one.when == Line.When.TODAY else url_of(one)) for one in lines],
        "first": first,
        "url": url_of(first.map) if first.when == Line.When.TODAY else url_of(first),
        "start": found.start,
        "end": found.end,
        "steps": told if len(told) <= SHOWN else told[: SHOWN - 1],
        "more": len(told) - SHOWN + 1 if len(told) > SHOWN else 0,
        "count": found.count,
    }


@station(20, "map", gettext_lazy("Map"))
def on_the_thread(request: HttpRequest, process: Process) -> Station:
    """The map in force, or that there is none."""
    lines = lines_of(process)
    applies = [one for one in lines if one.in_force is not None and one.when == Line.When.TODAY]
    if applies:
        one = applies[0]
        assert one.in_force is not None
        since = _("since %(date)s") % {"date": written(one.in_force_since)} if one.in_force_since else ""
        return Station(_("Map, version %(number)s, in force") % {"number": one.in_force.number}, url_of(one.map), since)
    if lines:
        return Station(_("Map, %(state)s") % {"state": lines[0].get_state_display()}, url_of(lines[0].map), mark="begun")
    if process.map_decision == Process.MapDecision.NOT_SUITABLE:
        return Station(_("Not suitable"), note=process.map_reason)
    if _action(request, process) is not None:
        return Station(mend=(_("Draw the map"), f"/kartor/nytt/?process={process.number}"))
    return Station(note=_("no map yet"))
