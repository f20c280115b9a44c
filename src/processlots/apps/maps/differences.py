"""What differs between two BPMN files, in words and pictures, as plain data. Free of Django; run where files are read."""

from __future__ import annotations

import base64
from typing import Any

from processlots.apps.maps import bpmn
from processlots.apps.maps.bpmn.diff import Difference, diff, drawn_otherwise, sheets

LANGUAGES = ("sv", "en")


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Compare `old` and `drawn` (files, base64), called `titles` [old, new].

    Answered in `language`: `same`, `alike` (0–100), `related`, `summary`, `changes` [{kind, sign, sentence, places {both, old,
    new}}] of the work (places are ids in the pictures), `only_drawn` ("" where nothing is), `svg` {both, old, new}. Or
    `refused` {sv, en, element, name, line}.
    """
    try:
        old, new = (bpmn.read(base64.b64decode(asked[name])) for name in ("old", "drawn"))
    except bpmn.BpmnError as error:
        said = {language: error.message(language) for language in LANGUAGES}
        return {"refused": {**said, "element": error.element_id, "name": error.name, "line": error.line}}
    found = diff(old, new)
    titles = asked.get("titles") or ["", ""]
    language = asked.get("language", "sv")
    at = LANGUAGES.index(language)
    drawn = sheets(old, new, found, language, (titles[0], titles[1]))
    return {
        "same": found.same,
        "alike": found.alike,
        "related": found.related,
        "summary": found.headline(language),
        "changes": [
            {"kind": one.kind, "sign": _sign(one.old, one.new), "sentence": one.sentence[at], "places": place}
            for one, place in zip(found.changes, drawn.places, strict=True)
            if one.kind != "picture"
        ],
        "only_drawn": _only_drawn(found, language),
        "svg": {"both": drawn.both, "old": drawn.old, "new": drawn.new},
    }


def _sign(old: str, new: str) -> str:
    return "changed" if bool(old) == bool(new) else "added" if new else "removed"


def _only_drawn(found: Difference, language: str) -> str:
    return drawn_otherwise(len(found.in_picture), language) if found.in_picture else ""
