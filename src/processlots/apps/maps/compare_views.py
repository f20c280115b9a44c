"""The page of what differs between two versions: of one map, of today and tomorrow (D-10), or of two maps."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views import View

from processlots.apps.maps import comparing, readings
from processlots.apps.maps.models import Map, Version
from processlots.kit import asked, pages
from processlots.kit.pages import url_of

#: `?vy=` of the two ways to draw it
TOGETHER, BESIDE = "tillsammans", "bredvid"


class CompareMaps(LoginRequiredMixin, View):
    """`?fran=` and `?till=` are keys of versions or hashes of their files; `?till=` alone is that one and the one before.

    `?karta=K-12` is another map to choose from, `?vy=bredvid` draws them side by side.
    """

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        a_map: Any = pages.of(Map).get(request.user, key)
        if a_map is None:
            raise Http404
        typed = request.GET.get("karta", "").strip()[:20]
        other = comparing.another(request.user, typed) if typed else None
        own = comparing.versions_of(a_map)
        others = comparing.versions_of(other) if other is not None and other.pk != a_map.pk else []
        old, new = self._chosen(request, own, others)
        context: dict[str, Any] = {
            "title": _("What differs"),
            "kind": f"{a_map.label}, {a_map.title}" + (f" – {other.label}, {other.title}" if others and other else ""),
            "crumbs": [*pages.of(Map).crumbs(request, a_map), (a_map.title, url_of(a_map))],
            "map": a_map,
            "groups": [
                (one.title, [(version, comparing.called(version)) for version in rows])
                for one, rows in ((a_map, own), (other, others))
                if rows and one is not None
            ],
            "old": old,
            "new": new,
            "typed": typed,
            "not_found": bool(typed) and other is None,
            "view": BESIDE if request.GET.get("vy") == BESIDE else TOGETHER,
            "few": len(own) < 2 and not others,
        }
        if old is not None and new is not None:
            context |= self._compared(old, new, context["view"])
        return render(request, "maps/compare.html", context)

    def _chosen(self, request: HttpRequest, own: list[Version], others: list[Version]) -> tuple[Version | None, Version | None]:
        """The two that are asked for, else the usual ones. What one may not see is as if it were not asked for."""
        found: list[Version | None] = []
        for name in ("fran", "till"):
            text = request.GET.get(name, "")
            number = asked.whole(text)
            known = next((one for one in [*own, *others] if one.pk == number or one.blob.sha256 == text), None)
            found.append(known or (pages.of(Version).get(request.user, number) if number is not None else None))
        if found[0] is None and found[1] is not None:
            # What that version changed.
            found[0] = comparing.before(found[1], own)
        if found[0] is not None and found[1] is not None:
            return found[0], found[1]
        if others and own:
            return (comparing.usual(own) or (None, own[0]))[1], (comparing.usual(others) or (None, others[0]))[1]
        return comparing.usual(own) or (None, None)

    def _compared(self, old: Version, new: Version, view: str) -> dict[str, Any]:
        from processlots.apps.maps.bpmn.draw import SIGNS, legend  # with it comes the XML library

        language = "en" if get_language() == "en" else "sv"
        base = f"?fran={old.pk}&till={new.pk}"
        try:
            found = comparing.difference(old, new, language)
        except readings.Refusal as refusal:
            return {"refused": refusal.message(language)}
        keys = {sign: mark_safe(legend(sign)) for sign in SIGNS}
        changes = [
            {
                "number": number,
                "key": keys[one["sign"]],
                "sentence": one["sentence"],
                "places": _places(one["places"], view),
            }
            for number, one in enumerate(found["changes"], 1)
        ]
        return {
            "lead": found["summary"],
            "alike": found["alike"],
            "same": found["same"],
            "changes": changes,
            "only_drawn": found["only_drawn"],
            "svg": {name: mark_safe(text) for name, text in found["svg"].items()},
            "keys": list(zip(keys.values(), _kinds(), strict=True)),
            "old_name": _named(old, new),
            "new_name": _named(new, old),
            "turned": f"?fran={new.pk}&till={old.pk}",
            "tabs": [
                (_("In one picture"), f"{base}&vy={TOGETHER}", view == TOGETHER),
                (_("Side by side"), f"{base}&vy={BESIDE}", view == BESIDE),
            ],
        }


def _named(version: Version, other: Version) -> str:
    """What a version is called; with its map where the other is of another map."""
    told = comparing.called(version, when=False)
    return told if version.line.map_id == other.line.map_id else f"{version.line.map.title}: {told}"


def _kinds() -> tuple[str, str, str]:
    """The words of the legend, in the order of `SIGNS`."""
    return pgettext("comparison", "new"), pgettext("comparison", "gone"), pgettext("comparison", "changed")


def _places(places: dict[str, str], view: str) -> list[tuple[str, str]]:
    """Links from a sentence into the pictures that are shown: (id, word)."""
    if view == TOGETHER:
        return [(places["both"], _("show in the picture"))] if places["both"] else []
    words = (("old", _("before")), ("new", _("after")))
    return [(places[name], word) for name, word in words if places[name]]
