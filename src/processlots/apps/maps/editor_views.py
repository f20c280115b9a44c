"""The drawing page and what the editor asks of the server: the map's XML, and saving it (web/editor/server.js).

Answers are JSON; a refusal is a problem (RFC 9457) whose `detail` the editor shows, with the `element` it is about.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from processlots.apps.maps import access, actions, checks, drafts, readings
from processlots.apps.maps.models import Line, Map, Version
from processlots.kit import files, pages
from processlots.kit.pages import url_of

#: of the XML in a save, in bytes; the largest map we know is half a megabyte
MAX_XML = 5 * files.MEGABYTE
MAX_NAMED = 20_000
#: told to the editor at once; who has more begins with these
MOST_FINDINGS = 100


def problem(status: int, detail: str, **more: Any) -> JsonResponse:
    """A refusal as the editor reads it."""
    body = {"type": "about:blank", "title": "", "status": status, "detail": detail, **more}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def unreadable() -> str:
    """The sentence for what no editor sends."""
    return _("The server could not read what the drawing page sent. Load the page again; your drawing is kept in the browser.")


def too_big() -> str:
    """The sentence for a file that is larger than any map."""
    return _("The map is bigger than 5 MB. Divide it into several maps.")


def moved(moved_by: Version) -> str:
    """Who saved, when, and that nothing is overwritten."""
    when = date_format(timezone.localtime(moved_by.made_at), "TIME_FORMAT")
    said = _(
        "%(person)s saved version %(number)s at %(time)s while you were drawing. Nothing is overwritten; your drawing is here."
    )
    return said % {"person": moved_by.made_by, "number": moved_by.number, "time": when}


def clashing(clash: actions.Clashing) -> JsonResponse:
    """Who saved meanwhile, that both have changed the same things, and the questions."""
    newest = clash.newest
    said = _("%(person)s saved version %(number)s at %(time)s, and you have both changed the same things.")
    when = date_format(timezone.localtime(newest.made_at), "TIME_FORMAT")
    told = said % {"person": newest.made_by, "number": newest.number, "time": when}
    return problem(409, told, url=url_of(newest), by=newest.made_by.name, clashes=clash.told(get_language()))


def merged_with(other: Version, made: Version) -> str:
    """Whose version the drawing was merged with, and what came of it."""
    said = _("%(person)s had saved version %(number)s while you were drawing. Both your changes are in version %(made)s.")
    return said % {"person": other.made_by, "number": other.number, "made": made.number}


class DrawingView(LoginRequiredMixin, View):
    """What concerns one map of which one draws a line (`?visar=tomorrow`, else today's)."""

    def prepare(self, request: HttpRequest, key: int) -> tuple[Map, str, Line | None, Version | None]:
        found: Any = pages.of(Map).get(request.user, key)
        if found is None:
            raise Http404
        access.demand_drawing(request.user, found)
        when = request.GET.get("visar", "")
        when = when if when in Line.When.values else Line.When.TODAY
        line = actions.open_line(found, when)
        return found, when, line, line.newest if line is not None else None


class DrawPage(DrawingView):
    """The page with the editor on it. Needs JavaScript, the only page that does (DESIGN 4)."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        a_map, when, _line, newest = self.prepare(request, key)
        base = f"{url_of(a_map)}rita/"
        context = {
            "map": a_map,
            "title": _("Draw: %(map)s") % {"map": a_map.title},
            "crumbs": [*pages.of(Map).crumbs(request, a_map)[-2:], (a_map.title, url_of(a_map))],
            "load": f"{base}karta.bpmn?visar={when}",
            "save": f"{base}spara/?visar={when}",
            "check": f"{base}kontrollera/?visar={when}",
            "pen": f"{base}penna/?visar={when}",
            "draft": f"{base}utkast/?visar={when}",
            "links": f"{base}lankar/?visar={when}",
            "about": f"{base}element/?visar={when}",
            "number": newest.number if newest is not None else "",
            "uid": f"{a_map.uid}-{when}",
            "drawer": actions.drawer(request.user).uid,
            "when": _("how we do it today") if when == Line.When.TODAY else _("how we want to do it"),
            "element": request.GET.get("element", "")[:200],
        }
        return render(request, "maps/draw.html", context)


class DrawLoad(DrawingView):
    """The newest version's XML; 204 where nothing is drawn yet."""

    def get(self, request: HttpRequest, key: int) -> HttpResponseBase:
        try:
            a_map, _when, _line, newest = self.prepare(request, key)
        except PermissionDenied as denied:
            return problem(403, str(denied))
        if newest is None:
            return HttpResponse(status=204)
        return files.serve(request, newest.blob, a_map.title)


class DrawSave(DrawingView):
    """Save what is drawn as a new version."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        try:
            a_map, when, _line, _newest = self.prepare(request, key)
        except PermissionDenied as denied:
            return problem(403, str(denied))
        try:
            asked = _asked(request)
        except ValueError as error:
            return problem(413 if isinstance(error, TooBig) else 400, str(error))
        try:
            version, new, other = actions.drawn(request.user, a_map, when, merging=True, **asked)
            drafts.drop(actions.drawer(request.user), a_map, when)
        except actions.Clashing as clash:
            return clashing(clash)
        except actions.Moved as stale:
            return problem(409, moved(stale.newest), url=url_of(stale.newest))
        except readings.Refusal as refusal:
            return problem(422, refusal.message(get_language()), element=refusal.element)
        except files.BadFile as bad:
            return problem(422, bad.message)
        reading = readings.of(version)
        language = "en" if get_language() == "en" else "sv"
        told = reading.content["findings"][a_map.kind] if reading is not None else []
        answer: dict[str, Any] = {"version": version.number, "findings": _findings(told, language)}
        if other is not None:
            answer["merged"] = True
            answer["message"] = merged_with(other, version)
        elif not new:
            answer["message"] = _("Nothing in the map has changed since version %(number)s.") % {"number": version.number}
        return JsonResponse(answer)


class DrawCheck(DrawingView):
    """What the checks say of a drawing as it is now; nothing is saved. Asked now and then while one draws."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        try:
            a_map, _when, _line, _newest = self.prepare(request, key)
        except PermissionDenied as denied:
            return problem(403, str(denied))
        try:
            xml = _asked(request)["xml"]
        except ValueError as error:
            return problem(413 if isinstance(error, TooBig) else 400, str(error))
        process = a_map.process
        try:
            answer = readings.read_aside(xml, only="findings", kind=a_map.kind, start=process.start_event, end=process.end_event)
        except readings.Refusal as refusal:
            return problem(422, refusal.message(get_language()), element=refusal.element)
        return JsonResponse({"findings": _findings(answer["findings"], "en" if get_language() == "en" else "sv")})


def _findings(told: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """Findings as the editor lists them."""
    return [
        {"id": one["id"], "code": one["code"], "severity": one["severity"], "element": one["element"], "message": one[language]}
        for one in checks.as_set(told)[:MOST_FINDINGS]
    ]


class TooBig(ValueError):
    """More was sent than a map can be."""


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The arguments of `actions.drawn` out of a save's JSON. Raises ValueError with a sentence."""
    try:
        body = json.loads(request.body)
    except RequestDataTooBig as error:
        raise TooBig(too_big()) from error
    except (ValueError, RecursionError) as error:
        raise ValueError(unreadable()) from error
    if not isinstance(body, dict) or not isinstance(body.get("xml"), str) or not body["xml"].strip():
        raise ValueError(unreadable())
    xml = body["xml"].encode("utf-8", "replace")
    if len(xml) > MAX_XML:
        raise TooBig(too_big())
    number = str(body.get("version", "") or "0")
    lists = {name: body.get(name) for name in ("changed", "removed")}
    for value in lists.values():
        if value is not None and not (
            isinstance(value, list) and len(value) <= MAX_NAMED and all(isinstance(one, str) for one in value)
        ):
            raise ValueError(unreadable())
    choices = body.get("choices") or {}
    if not isinstance(choices, dict) or len(choices) > MAX_NAMED or not all(isinstance(one, str) for one in choices.values()):
        raise ValueError(unreadable())
    return {
        "xml": xml,
        "choices": choices,
        "expected": int(number) if number.isdecimal() and len(number) < 9 else -1,
        # JSON may hold half a character, which no database takes.
        "comment": str(body.get("comment") or "")[:300].replace("\x00", "").encode("utf-8", "replace").decode(),
        **lists,
    }
