"""The sentences of a comparison, each as (Swedish, English)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import names
from ..model import Document, Flow, Map
from ..property_words import Words, end_of, quoted, what

LANGUAGES = ("sv", "en")


def _cap(words: Words) -> Words:
    """With a capital, and one full stop where what is quoted ends with its own."""
    first, second = (one[:1].upper() + one[1:] for one in words)
    return first.replace(".”.", ".”"), second.replace(".”.", ".”")


def map_name(old: str, new: str) -> Words:
    if not new.strip():
        return "Kartan har inget namn längre.", "The map has no name any more."
    return f"Kartan heter nu {quoted(new, 'sv')}.", f"The map is now called {quoted(new, 'en')}."


def come(what: Words) -> Words:
    return f"Nytt: {what[0]}.", f"New: {what[1]}."


def gone(what: Words) -> Words:
    return f"Borttaget: {what[0]}.", f"Removed: {what[1]}."


def added(what: Words, actor: str, beside: Words) -> Words:
    who = (f", hos {actor}", f", by {actor}") if actor else ("", "")
    return f"Nytt: {what[0]}{who[0]}{beside[0]}.", f"New: {what[1]}{who[1]}{beside[1]}."


def removed(what: Words, actor: str, beside: Words) -> Words:
    who = (f", hos {actor}", f", by {actor}") if actor else ("", "")
    return f"Borttaget: {what[0]}{who[0]}{beside[0]}.", f"Removed: {what[1]}{who[1]}{beside[1]}."


def beside(a_map: Map, item_id: str) -> Words:
    """Where it stands: after what, or before what; nothing where it has no name beside it."""
    element = a_map.elements[item_id]
    if element.type not in names.FLOW_NODES or not element.label:
        return "", ""
    before = [f.source for f in a_map.sequence() if f.target == item_id and _named(a_map, f.source)]
    after = [f.target for f in a_map.sequence() if f.source == item_id and _named(a_map, f.target)]
    if before:
        sv, en = (quoted(a_map.elements[before[0]].label, one) for one in LANGUAGES)
        return f", efter {sv}", f", after {en}"
    if after:
        sv, en = (quoted(a_map.elements[after[0]].label, one) for one in LANGUAGES)
        return f", före {sv}", f", before {en}"
    return "", ""


def _named(a_map: Map, item_id: str) -> bool:
    return item_id in a_map.elements and bool(a_map.elements[item_id].label)


def renamed(what: Words, name: str) -> Words:
    if not name.strip():
        return _cap((f"{what[0]} har inget namn längre.", f"{what[1]} has no name any more."))
    return _cap((f"{what[0]} heter nu {quoted(name, 'sv')}.", f"{what[1]} is now called {quoted(name, 'en')}."))


def moved(what: Words, old: str, new: str) -> Words:
    """ "Beslutet har flyttats från enhetschef till handläggare." """
    if not old:
        return _cap((f"{what[0]} görs nu av {new}.", f"{what[1]} is now done by {new}."))
    if not new:
        return _cap((f"{what[0]} har ingen aktör längre, förut {old}.", f"{what[1]} has no actor any more, before {old}."))
    return _cap((f"{what[0]} har flyttats från {old} till {new}.", f"{what[1]} has moved from {old} to {new}."))


def lies(what: Words, field: str, to: Words) -> Words:
    """Another sub-process around it, or another step that an event sits on."""
    if field == "host":
        return _cap((f"{what[0]} sitter nu på {to[0]}.", f"{what[1]} now sits on {to[1]}."))
    return _cap((f"{what[0]} ligger nu i {to[0]}.", f"{what[1]} now lies in {to[1]}."))


def order(what: Words, other: Words, first: bool) -> Words:
    if first:
        return _cap((f"{what[0]} görs nu före {other[0]}.", f"{what[1]} is now done before {other[1]}."))
    return _cap((f"{what[0]} görs nu efter {other[0]}.", f"{what[1]} is now done after {other[1]}."))


def leads(new: Map, source: str, name: str, target: str, told: Callable[[Map, str, str], str], old: Map, before: str) -> Words:
    """An arrow that goes somewhere else."""
    made = []
    for language in LANGUAGES:
        start, now, was = told(new, source, language), told(new, target, language), told(old, before, language)
        label = f" ({quoted(name, language)})" if name.strip() else ""
        if language == "en":
            made.append(f"From {start}{label} it now goes to {now} instead of {was}.")
        else:
            made.append(f"Från {start}{label} går det nu till {now} i stället för {was}.")
    return made[0], made[1]


def way_come(a_map: Map, flow_id: str, *, branch: bool) -> Words:
    flow = a_map.flows[flow_id]
    return _way(a_map, flow, branch, ("Ny väg", "New way"), ("Det går nu", "It now goes"))


def way_gone(a_map: Map, flow_id: str, *, branch: bool) -> Words:
    flow = a_map.flows[flow_id]
    return _way(a_map, flow, branch, ("Borttagen väg", "Way removed"), ("Det går inte längre", "It no longer goes"))


def _way(a_map: Map, flow: Flow, branch: bool, head: Words, plain: Words) -> Words:
    made = []
    for at, language in enumerate(LANGUAGES):
        start, end = end_of(a_map, flow.source, language), end_of(a_map, flow.target, language)
        to, out_of = (" to ", "out of") if language == "en" else (" till ", "ut ur")
        name = f" {quoted(flow.name, language)}" if flow.name.strip() else ""
        if branch:
            made.append(f"{head[at]} {out_of} {what(a_map, flow.source)[at]}:{name}{to}{end}.")
        else:
            made.append(f"{plain[at]} {'from' if language == 'en' else 'från'} {start}{name}{to}{end}.")
    return made[0], made[1]


def changed(what: Words, named: Words, was: Words, now: Words) -> Words:
    return _cap(
        (
            f"{what[0]}: {named[0]} har ändrats från {was[0]} till {now[0]}.",
            f"{what[1]}: {named[1]} went from {was[1]} to {now[1]}.",
        )
    )


def value(what: Words, named: Words, old: Any, new: Any, was: Words, now: Words) -> Words:
    """One value that was set, taken away or changed."""
    if old in (None, "", ()):
        return _cap((f"{what[0]} har fått {named[0]} {now[0]}.", f"{what[1]} was given {named[1]} {now[1]}."))
    if new in (None, "", ()):
        return _cap((f"{what[0]} har inte längre {named[0]} {was[0]}.", f"{what[1]} no longer has {named[1]} {was[1]}."))
    return changed(what, named, was, now)


def documents(what: Words, old: tuple[Document, ...], new: tuple[Document, ...]) -> list[Words]:
    """What hangs on it now and did not, and the other way round; a link or title that changed."""
    made: list[Words] = []
    by_title = {one.title: one for one in old}
    by_href = {one.href: one for one in old if one.href}
    kept = []
    for one in new:
        if one in old:
            kept.append(one)
            continue
        before = by_title.get(one.title) or by_href.get(one.href)
        sv, en = (quoted(one.title or one.href, language) for language in LANGUAGES)
        if before is None or before in new:
            made.append(_cap((f"{what[0]} har fått dokumentet {sv}.", f"{what[1]} was given the document {en}.")))
        elif before.title == one.title:
            kept.append(before)
            made.append(
                (f"Dokumentet {sv} vid {what[0]} leder nu någon annanstans.", f"The document {en} at {what[1]} has another link.")
            )
        else:
            kept.append(before)
            made.append((f"Ett dokument vid {what[0]} heter nu {sv}.", f"A document at {what[1]} is now called {en}."))
    for one in old:
        if one not in kept:
            sv, en = (quoted(one.title or one.href, language) for language in LANGUAGES)
            made.append(_cap((f"{what[0]} har inte längre dokumentet {sv}.", f"{what[1]} no longer has the document {en}.")))
    if not made:
        made.append(_cap((f"{what[0]} har dokumenten i en annan ordning.", f"{what[1]} has the documents in another order.")))
    return made


def drawn(what: Words, fields: set[str]) -> Words:
    """Only the picture."""
    if fields <= {"fill", "stroke"}:
        return _cap((f"{what[0]} har fått en annan färg.", f"{what[1]} has another colour."))
    if fields <= {"label"}:
        return _cap((f"Texten vid {what[0]} står på en annan plats.", f"The text at {what[1]} stands elsewhere."))
    return _cap((f"{what[0]} är ritat på ett annat sätt.", f"{what[1]} is drawn otherwise."))


def drawing() -> Words:
    return "En ritning har tillkommit, tagits bort eller bytt namn.", "A drawing was added, removed or renamed."
