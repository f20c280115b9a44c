"""What a BPMN file says, as plain data: its elements, steps, text, receipt, findings, and its picture in two languages.

Free of Django. Run by the worker for uploads and by `reader` in a process of its own for what the editor saves, never in
a web worker (DESIGN 3, docs/decisions/0020).
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Iterable
from typing import Any

from processlots.apps.maps import bpmn
from processlots.apps.maps.bpmn import names
from processlots.apps.maps.bpmn.merge import merge as merged
from processlots.apps.maps.bpmn.words import kind as word
from processlots.apps.maps.bpmn.words import say
from processlots.apps.maps.merging import merge
from processlots.apps.processes.naming import is_doing

#: counted up when pictures or texts change, so that the night draws the old ones again
EDITION = 3
LANGUAGES = ("sv", "en")
Answer = dict[str, Any]
#: characters of a description that are kept beside the file
MOST_TEXT = 4000


def answer(asked: dict[str, Any]) -> Answer:
    """Read a file and tell everything about it; all of question and answer fits in JSON.

    Asked: `drawn` (the file, base64), `title`; with `stored` (base64) only the elements `changed` and `removed` are taken
    from the drawn file (see `merging`); with `before` (elements of an earlier version) the same ones are found again. With
    `theirs` (base64), saved since `base` was, both are merged, and `choices` {key: "mine" or "theirs"} answers what clashes.

    Answered: `written` (the file by our own writer, base64), `svg` {sv, en}, `told` (see `tell`), `match` {pairs [[old id,
    new id, 0–1, kept its id]], gone [id], new [id]}. Or `refused`: {sv, en, element, name, line}.
    """
    drawn = base64.b64decode(asked["drawn"])
    try:
        if asked.get("stored"):
            drawn = merge(base64.b64decode(asked["stored"]), drawn, asked.get("changed", []), asked.get("removed", []))
        a_map = bpmn.read(drawn)
        if asked.get("theirs"):
            both = merged(_read(asked["base"]), a_map, _read(asked["theirs"]), asked.get("choices") or {})
            if unanswered := [one for one in both.clashes if one.key not in (asked.get("choices") or {})]:
                return {"clashes": {language: [one.told(language) for one in unanswered] for language in LANGUAGES}}
            a_map = bpmn.read(bpmn.save(both.map))
        told = tell(a_map)
        written = bpmn.save(a_map)
        svg = {language: _picture(a_map, language, asked.get("title", "")) for language in LANGUAGES}
    except bpmn.BpmnError as error:
        return {"refused": _refused(error)}
    return {
        "edition": EDITION,
        "written": base64.b64encode(written).decode(),
        "svg": svg,
        "told": told,
        "match": _matched(asked.get("before") or [], told["elements"]),
    }


def _refused(error: bpmn.BpmnError) -> dict[str, Any]:
    said = {language: error.message(language) for language in LANGUAGES}
    return {**said, "element": error.element_id, "name": error.name, "line": error.line}


def _read(wrapped: str) -> bpmn.Map:
    return bpmn.read(base64.b64decode(wrapped))


def _picture(a_map: bpmn.Map, language: str, title: str) -> str:
    return bpmn.to_svg(a_map, language=language, name=title)


def tell(a_map: bpmn.Map) -> dict[str, Any]:
    """What a map says.

    elements [{id, type, name, lane, neighbours, number, facts}], lanes, starts and ends [name], drawings (how many), receipt
    [{kind, what {sv, en}, why {sv, en}}], findings {kind of map: [{id, code, severity, element, sv, en}]}, steps {sv, en},
    text {sv, en}.
    """
    outer = [one for one in a_map.elements.values() if one.scope in a_map.processes]
    return {
        "elements": _elements(a_map),
        "lanes": [name for lane in a_map.lanes.values() if (name := a_map.lane_name(lane.id))],
        "starts": [one.label for one in outer if one.type in names.STARTS],
        "ends": [one.label for one in outer if one.type in names.ENDS],
        "drawings": sum(1 for one in a_map.diagrams if one.shapes),
        "receipt": [{"kind": note.kind, "what": _both(note.what), "why": _both(note.why)} for note in a_map.notes],
        "findings": {kind: _findings(a_map, kind) for kind in ("overview", "detailed")},
        "steps": {language: steps(a_map, language) for language in LANGUAGES},
        "text": {language: bpmn.to_text(a_map, language) for language in LANGUAGES},
    }


def _both(pair: tuple[str, str]) -> dict[str, str]:
    return dict(zip(LANGUAGES, pair, strict=True))


def _elements(a_map: bpmn.Map) -> list[dict[str, Any]]:
    numbers = bpmn.numbers(a_map)
    return [
        {
            "facts": told_facts(a_map, row.id),
            "id": row.id[:200],
            "type": row.type,
            "name": row.name[:500],
            "lane": row.lane[:300] if row.type in names.FLOW_NODES else "",
            "neighbours": list(row.neighbours),
            "number": numbers.get(row.id),
        }
        for row in bpmn.extract(a_map)
    ]


def told_facts(a_map: bpmn.Map, element_id: str) -> dict[str, Any]:
    """What is known of an element (bpmn.marks) under the names of `MapElement`'s columns; what is empty is left out."""
    element = a_map.elements[element_id]
    known = bpmn.facts_of(element)
    made: dict[str, Any] = {"description": element.documentation[:MOST_TEXT]}
    for name, time in (("work", known.work), ("wait", known.wait)):
        if time:
            parts = {"min": time.low, "typical": time.typical, "max": time.high, "unit": time.unit, "source": time.source}
            made |= {f"{name}_{part}": str(value) for part, value in parts.items() if value is not None}
    if known.volume is not None:
        made |= {"volume": str(known.volume), "volume_per": known.per}
    for name in ("system", "information_in", "information_out", "start_kind", "map", "process"):
        made[name] = getattr(known, name)
    shares = bpmn.shares(a_map, element_id)
    if any(one.percent is not None for one in shares):
        made["shares"] = [
            {"flow": one.flow, "name": one.name, "to": one.to, "percent": None if one.percent is None else str(one.percent)}
            for one in shares
        ]
    return {name: value for name, value in made.items() if value}


def _matched(before: Iterable[dict[str, Any]], after: Iterable[dict[str, Any]]) -> dict[str, Any]:
    found = bpmn.match([_row(one) for one in before], [_row(one) for one in after])
    return {
        "pairs": [[pair.old.id, pair.new.id, pair.confidence, pair.by_id] for pair in found.pairs],
        "gone": [row.id for row in found.gone],
        "new": [row.id for row in found.new],
    }


def _row(one: dict[str, Any]) -> bpmn.Row:
    return bpmn.Row(one["id"], one["type"], one["name"], one["lane"], tuple(one["neighbours"]))


def steps(a_map: bpmn.Map, language: str) -> list[dict[str, Any]]:
    """The text twin as a page writes it: sentences are lists of [text, number of the step it names or None]."""
    made = []
    pool = None
    walked = bpmn.walk(a_map, language)
    several = len({step.pool for step in walked}) > 1
    ways, arrivals = bpmn.along(walked), bpmn.arrivals(walked, language)
    for step in walked:
        neighbours = ways.get(step.no or 0)
        plain = step.start or step.name == step.kind or step.type in ("task", "userTask", "manualTask")
        made.append(
            {
                "no": step.no,
                "anchor": step.anchor,
                "element": step.element_id,
                "pool": step.pool if several and step.pool != pool else "",
                "actor": "" if several and step.actor == step.pool else step.actor,
                "turn": step.turn,
                "level": min(step.level, 4),
                "start": step.start,
                "name": step.name,
                "headline": bpmn.headline(step, language),
                "kind": "" if plain else step.kind,
                "about": step.documentation,
                # Documents with an address are links of their own.
                # Numbers along the flow, for those who walk it by keyboard.
                "before": list(neighbours.before) if neighbours else [],
                "after": list(neighbours.after) if neighbours else [],
                "from": [_sentence(one) for one in arrivals.get(step.no or 0, [])],
                "facts": [_sentence(one) for one in bpmn.facts(_without_linked(step), language)],
                "question": step.question,
                "how": bpmn.how_told(step, language),
                "ways": [_sentence(one) for one in bpmn.ways(step, language)],
                "documents": [
                    [one.title, one.href] for one in step.documents if one.href.startswith(("http://", "https://", "/"))
                ],
            }
        )
        pool = step.pool
    return made


def _is_linked(document: bpmn.Document) -> bool:
    """An address that a page may lead to; "javascript:" is none."""
    return document.href.startswith(("http://", "https://", "/")) and not document.href.startswith("//")


def _without_linked(step: bpmn.Step) -> bpmn.Step:
    return dataclasses.replace(step, documents=tuple(one for one in step.documents if not _is_linked(one)))


def _sentence(pieces: Iterable[bpmn.Piece]) -> list[list[Any]]:
    return [[piece.text, piece.no] for piece in pieces]


def _findings(a_map: bpmn.Map, kind: str, start: str = "", end: str = "") -> list[dict[str, Any]]:
    numbers = bpmn.numbers(a_map)
    made = []
    for one in bpmn.check(a_map, kind, bpmn.Known(start, end, is_doing)):
        element = a_map.elements.get(one.element)
        said = {}
        for language in LANGUAGES:
            name = one.name
            if element is not None and name == element.id:
                # An id tells a reader nothing; the number in the picture does.
                number = numbers.get(element.id)
                name = say("step", language, no=number).lower() if number else word(element, language).lower()
            said[language] = dataclasses.replace(one, name=name).message(language)
        made.append({"id": one.id, "code": one.code, "severity": one.severity, "element": one.element, **said})
    return made


def findings(asked: dict[str, Any]) -> Answer:
    """Only what the checks say of a drawing that is not saved; nothing is drawn, told or written.

    Asked: `drawn` (the file, base64), `kind` of map, `start` and `end` as the specification has them ("" where it has not).
    Answered: `findings` [{id, code, severity, element, sv, en}], or `refused` as by `answer`.
    """
    try:
        a_map = bpmn.read(base64.b64decode(asked["drawn"]))
    except bpmn.BpmnError as error:
        return {"refused": _refused(error)}
    return {"findings": _findings(a_map, asked["kind"], asked.get("start", ""), asked.get("end", ""))}
