"""The reading page (look 6): the map drawn by the server, the same as steps, its versions and what the checks say.

It needs no JavaScript and reads no BPMN: everything was kept when the version was saved (`readings`, `shown`).
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from processlots.apps.maps import access as maps_access
from processlots.apps.maps import checks, commenting, drilldown, printing, readings
from processlots.apps.maps import shown as shown_html
from processlots.apps.maps.introducing import buttons as mapping_buttons
from processlots.apps.maps.models import Line, Map, Version
from processlots.kit import access, files, pages, panels, states, views
from processlots.kit.pages import url_of
from processlots.kit.tables import written

MOST_VERSIONS = 12
#: what stops a map, what is to be mended, what is only said
SIGNS = {"F": "error", "V": "warn", "I": "none"}
#: hits of a search that are listed over the map
MOST_HITS = 12


def default_line(a_map: Map, lines: list[Line]) -> Line | None:
    """Today's line, else tomorrow's, else the archived one."""
    order = {"today": 0, "tomorrow": 1}
    return min(lines, key=lambda one: (one.state == Line.State.ARCHIVED, order[one.when], -one.pk), default=None)


class MapPage(views.DetailView):
    """The page of a map: its line for today."""

    def get(self, request: HttpRequest, key: int, tab: str = "") -> HttpResponse:
        row = self.row(key)
        lines = lines_of(row)
        return page(request, row, default_line(row, lines), None, lines)


class LinePage(views.DetailView):
    """The page of one line."""

    def get(self, request: HttpRequest, key: int, tab: str = "") -> HttpResponse:
        row = self.row(key)
        return page(request, row.map, row, None, lines_of(row.map))


class VersionPage(views.DetailView):
    """The page of one version, for ever."""

    def get(self, request: HttpRequest, key: int, tab: str = "") -> HttpResponse:
        row = self.row(key)
        return page(request, row.line.map, row.line, row, lines_of(row.line.map))


def lines_of(a_map: Map) -> list[Line]:
    """The map's lines with what the page says of them."""
    # Their map is this one, which came with its process and people.
    rows = a_map.lines.select_related("in_force")
    return list(rows.order_by("pk"))


def page(request: HttpRequest, a_map: Map, line: Line | None, version: Version | None, lines: list[Line]) -> HttpResponse:
    """One version of one line; by default the one in force, else the newest."""
    # The same object as in the list, which has what the access policy asks for.
    line = next((one for one in lines if line is not None and one.pk == line.pk), None)
    listed = line.versions.select_related("made_by").order_by("-number")[: MOST_VERSIONS + 1] if line is not None else []
    versions = list(listed)
    shown = version or (line.in_force if line is not None else None) or (versions[0] if versions else None)
    what = shown_html.of(shown, "en" if get_language() == "en" else "sv")
    confirmed = list(shown.confirmations.select_related("registered_by").order_by("pk")) if shown is not None else []
    context: dict[str, Any] = {
        "map": a_map,
        "title": a_map.title,
        "slant": True,
        "kind": kind(a_map, line),
        "crumbs": pages.of(Map).crumbs(request, a_map),
        "line": line,
        "version": shown,
        "standing": standing(line, shown, versions, confirmed),
        "versions": versions[:MOST_VERSIONS],
        "more_versions": len(versions) > MOST_VERSIONS,
        "newer": versions[0] if versions and shown is not None and versions[0].number > shown.number else None,
        "comparable": len(versions) > 1 or len(lines) > 1,
        "confirmed": confirmed,
        "others": [one for one in lines if line is not None and one.pk != line.pk],
        "actions": actions(request, a_map, line),
        "draws": access.may(request.user, "draw", a_map),
        "not_trained": "" if maps_access.draws(request.user) else maps_access.not_trained(),
        "refused": request.GET.get("stopp") == "1",
        "open_comments": commenting.open_total(a_map),
        "sections": [
            *(panels.sections(request, line) if line is not None and version is None else ()),
            *panels.sections(request, a_map),
        ],
    }
    if what is not None:
        context |= as_read(request, a_map, line, what)
    elif shown is not None:
        context["undrawn"] = readings.no_answer()
    if line is not None and version is None:
        context["gone"] = list(
            line.elements.exclude(gone_in=None)
            .select_related("gone_in")
            .only("name", "element_id", "gone_in__number")
            .order_by("-gone_in__number", "pk")[:50]
        )
    return render(request, "maps/map.html", context)


def as_read(request: HttpRequest, a_map: Map, line: Line | None, what: shown_html.Shown) -> dict[str, Any]:
    """Picture and steps with their links, the hits of a search (`?sok=`) and the size asked for (`?zoom=`)."""
    language = "en" if get_language() == "en" else "sv"
    asked = request.GET.get("sok", "").strip()[:200]
    zoom = shown_html.zoom_asked(request.GET.get("zoom", ""))
    links, found = drilldown.of(request.user, a_map, line), shown_html.hits(what, asked)
    smaller, larger = shown_html.zooms(zoom)
    findings = checks.as_set(what.findings.get(a_map.kind, []))
    return {
        "svg": shown_html.picture(what, links.down, found, zoom),
        "twin": shown_html.twin(what, links.down, found),
        "up": links.up,
        "count": what.count,
        "drawings": what.drawings,
        "asked": asked,
        "hits": found[:MOST_HITS],
        "hits_more": max(len(found) - MOST_HITS, 0),
        "zoom": zoom,
        "smaller": _zoom_url(request, smaller),
        "larger": _zoom_url(request, larger),
        "whole": _zoom_url(request, "fit"),
        "plain": _zoom_url(request, "100"),
        "findings": [(SIGNS[one["severity"]], one[language], one["id"], one["element"]) for one in findings],
    }


def _zoom_url(request: HttpRequest, zoom: str) -> str:
    asked = request.GET.copy()
    asked["zoom"] = zoom
    return f"?{asked.urlencode()}#kartan" if zoom else ""


def kind(a_map: Map, line: Line | None) -> str:
    """ "K-3, detailed map, as we do it today" """
    words = [a_map.label, a_map.get_kind_display()]
    if line is not None:
        words.append(_("how we do it today") if line.when == Line.When.TODAY else _("how we want to do it"))
    if a_map.ended_on is not None:
        words.append(_("ended %(date)s") % {"date": written(a_map.ended_on)})
    return ", ".join(str(word) for word in words)


def standing(
    line: Line | None, shown: Version | None, versions: list[Version], confirmed: list[Any]
) -> tuple[str, str, str] | None:
    """(mark, words, more words): how the version that is shown stands."""
    if line is None or shown is None:
        return None
    number = {"number": shown.number}
    by = _("confirmed by %(count)s") % {"count": len(confirmed)} if confirmed else ""
    if shown.pk == line.in_force_id:
        since = _("since %(date)s") % {"date": written(line.in_force_since)} if line.in_force_since else ""
        return "ok", _("Version %(number)s is in force") % number, ", ".join(part for part in (since, by) if part)
    if line.state == Line.State.ARCHIVED:
        return "none", _("Version %(number)s, archived") % number, ""
    if versions and shown.pk != versions[0].pk:
        return "none", _("Version %(number)s, an earlier one") % number, by
    words = {
        Line.State.DRAFT: _("Version %(number)s is a draft"),
        Line.State.REVIEWED: _("Version %(number)s is with the group"),
        Line.State.CONFIRMED: _("Version %(number)s is confirmed"),
        Line.State.IN_FORCE: _("Version %(number)s is in force"),
        Line.State.DECIDED: _("Version %(number)s is decided: this is how we want to do it"),
    }
    return "begun", words[Line.State(line.state)] % number, by


def actions(request: HttpRequest, a_map: Map, line: Line | None) -> list[tuple[Any, str, str]]:
    """Buttons: drawing for those who are trained, and what may be done with the line as it stands."""
    made: list[tuple[Any, str, str]] = []
    base = url_of(a_map)
    which = f"?visar={line.when}" if line is not None and line.state != Line.State.ARCHIVED else ""
    walkable = states.open_to(line, request.user) if line is not None else []
    primary = any(one.kind == "primary" for one in walkable)
    walk_base = url_of(line) if line is not None else ""
    for one in walkable:
        asks = one.verb in pages.of(Line).transition_forms
        how = "plain" if asks else "post-primary" if one.kind == "primary" else "post"
        made.append((one.label, f"{walk_base}gor/{one.verb}/", how))
    if a_map.ended_on is None and access.may(request.user, "draw", a_map):
        made.insert(0, (_("Draw"), f"{base}rita/{which}", "plain" if primary else "primary"))
        made.append((_("New version from a file"), f"{base}ladda-upp/{which}", "plain"))
    made += mapping_buttons.of_line(request, a_map, line)
    if access.may(request.user, "change", a_map):
        made.append((_("Name and kind"), pages.of(Map).url("edit", a_map.key), "plain"))
        if a_map.ended_on is None:
            made.append((_("End"), pages.of(Map).url("end", a_map.key), "plain"))
    made.append((_("History"), pages.of(Map).url("history", a_map.key), "plain"))
    return made


class Download(LoginRequiredMixin, View):
    """A version's file, picture or steps, as an attachment."""

    def get(self, request: HttpRequest, key: int, what: str) -> HttpResponseBase:
        version: Any = pages.of(Version).get(request.user, key)
        if version is None:
            raise Http404
        return served(request, version, what)


class Print(LoginRequiredMixin, View):
    """A version as PDF, Word or PNG: the worker makes it, the job's page gives it."""

    def post(self, request: HttpRequest, key: int) -> HttpResponseBase:
        version: Any = pages.of(Version).get(request.user, key)
        form, paper = printing.asked(request)
        if version is None or form not in printing.FORMS or paper not in printing.PAPERS:
            raise Http404
        return HttpResponseRedirect(printing.start(version, request.user, form, paper).get_absolute_url())


def served(request: HttpRequest, version: Version, what: str) -> HttpResponseBase:
    """The attachment; the caller has asked Access."""
    name = f"{version.line.map.title} {version.line.get_when_display()} {version.number}"
    if what == "bpmn":
        return files.serve(request, version.blob, name)
    reading = readings.of(version)
    if reading is None:
        raise Http404
    english = get_language() == "en"
    if what == "svg":
        return files.serve(request, reading.svg_en if english else reading.svg_sv, name)
    response = HttpResponse(reading.told("text", "en" if english else "sv"), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{files.safe_name(name, "txt").encode("ascii", "ignore").decode()}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
