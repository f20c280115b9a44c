"""What the editor asks while somebody draws: whose the pen is, and keeping the drawing until it is saved (web/editor/pen.js)."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse

from processlots.apps.maps import actions, drafts
from processlots.apps.maps.editor_views import MAX_NAMED, MAX_XML, DrawingView, problem, too_big, unreadable


class AskedByTheEditor(DrawingView):
    """Answers in JSON, refusals too."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied as denied:
            return problem(403, str(denied))
        except RequestDataTooBig:
            return problem(413, too_big())


class DrawPen(AskedByTheEditor):
    """Who draws. POST {"window", "act": "hold" | "take" | "leave"}; asked every 20 seconds by each open editor.

    Answers {"mine", "holder", "self" (oneself in another window), "since", "version" (number saved last), "by" (who saved it)}.
    """

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        a_map, when, _line, newest = self.prepare(request, key)
        body = _body(request)
        window, act = body.get("window"), body.get("act", "hold")
        if not isinstance(window, str) or not 8 <= len(window) <= 40 or act not in ("hold", "take", "leave"):
            return problem(400, unreadable())
        if not window.isalnum() or not window.isascii():
            return problem(400, unreadable())
        person = actions.drawer(request.user)
        if act == "leave":
            drafts.leave(person, a_map, when, window)
            return HttpResponse(status=204)
        held = drafts.hold(request.user, person, a_map, when, window, take=act == "take")
        return JsonResponse(
            {
                "mine": held.window == window and held.person_id == person.pk,
                "holder": held.person.name,
                "self": held.person_id == person.pk,
                "since": held.since.isoformat(),
                "version": newest.number if newest is not None else "",
                "by": newest.made_by.name if newest is not None else "",
            }
        )


class DrawDraft(AskedByTheEditor):
    """One's own drawing that is not saved: GET it (204: none), POST {"xml", "version", "touched"} to keep it, DELETE it."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        a_map, when, _line, _newest = self.prepare(request, key)
        found = drafts.draft_of(actions.drawer(request.user), a_map, when)
        if found is None:
            return HttpResponse(status=204)
        at = int(found.drawn_at.timestamp() * 1000)
        return JsonResponse({"xml": found.xml, "version": found.base or "", "touched": found.touched, "at": at})

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        a_map, when, _line, _newest = self.prepare(request, key)
        body = _body(request)
        xml, touched, base = body.get("xml"), body.get("touched", []), str(body.get("version") or "0")
        if not isinstance(xml, str) or not xml.strip() or not _ids(touched) or not base.isdecimal() or len(base) > 8:
            return problem(400, unreadable())
        if len(xml.encode("utf-8", "replace")) > MAX_XML:
            return problem(413, too_big())
        person = actions.drawer(request.user)
        drafts.keep(request.user, person, a_map, when, xml=_whole(xml), base=int(base), touched=[_whole(one) for one in touched])
        return HttpResponse(status=204)

    def delete(self, request: HttpRequest, key: int) -> HttpResponse:
        a_map, when, _line, _newest = self.prepare(request, key)
        drafts.drop(actions.drawer(request.user), a_map, when)
        return HttpResponse(status=204)


def _body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent; an empty one where it is none."""
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _ids(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MAX_NAMED and all(isinstance(one, str) and len(one) <= 200 for one in value)


def _whole(text: str) -> str:
    """Without what JSON may hold and no database takes: half characters and zeros."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
