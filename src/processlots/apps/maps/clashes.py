"""What clashes when somebody saves on top of what another has saved: the questions and a picture of where they are.

Free of Django: run where files are read (`content`, `reader`). The page's side is `clash_form`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from processlots.apps.maps import bpmn

LANGUAGES = ("sv", "en")
#: before every id of the picture, which may stand on a page with another
PREFIX = "krock-"


def clashes_shown(found: bpmn.Merged, choices: Mapping[str, str] | None = None, title: str = "") -> dict[str, Any]:
    """The clashes of a merge that nobody has answered, as JSON.

    clashes {sv, en: [{key, kind, element, property, choice, gone, what, named, before, mine, theirs, number, anchor}]} (see
    `bpmn.Clash`; `anchor` is the id in the picture), svg {sv, en}: the merged map as it would be, with a sign on what clashes.
    """
    open_ = [one for one in found.clashes if one.key not in (choices or {})]
    signs = {one.element: "clash" for one in open_}
    numbers: dict[str, int] = {}
    for number, one in enumerate(open_, 1):
        numbers.setdefault(one.element, number)

    def address(element: bpmn.Element, _number: int | None) -> str | None:
        return f"#fraga-{numbers[element.id]}" if element.id in numbers else None

    told = {
        language: [
            {**one.told(language), "number": number, "anchor": f"{PREFIX}e-{one.element}"} for number, one in enumerate(open_, 1)
        ]
        for language in LANGUAGES
    }
    svg = {
        language: bpmn.to_svg(found.map, language=language, href=address, signed=signs, prefix=PREFIX, name=title)
        for language in LANGUAGES
    }
    return {"clashes": told, "svg": svg}
