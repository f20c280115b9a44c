"""What the properties of a map are called, and their values, in words for those who do not draw: (Swedish, English)."""

from __future__ import annotations

from typing import Any

from . import marks as known
from . import marks_told, names
from .model import Element, Flow, Map
from .words import WORDS, kind, listed

Words = tuple[str, str]
LANGUAGES = ("sv", "en")

#: field of a part → what it is called
NAMES: dict[str, Words] = {
    "name": ("namnet", "the name"),
    "type": ("sorten", "the kind"),
    "text": ("texten", "the text"),
    "documentation": ("beskrivningen", "the description"),
    "documents": ("dokumenten", "the documents"),
    "lane": ("aktören", "the actor"),
    "scope": ("vad det ligger i", "what it lies in"),
    "host": ("steget det sitter på", "the step it sits on"),
    "source": ("var pilen börjar", "where the arrow begins"),
    "target": ("vart pilen går", "where the arrow goes"),
    "condition": ("villkoret", "the condition"),
    "direction": ("pilens riktning", "the direction of the arrow"),
    "default": ("vägen som gäller annars", "the way that applies otherwise"),
    "events": ("sorten av händelse", "the kind of event"),
    "detail": ("uppgiften om händelsen", "what is said of the event"),
    "interrupting": ("om steget avbryts", "whether the step is interrupted"),
    "repeats": ("om steget upprepas", "whether the step is repeated"),
    "compensates": ("om steget ångrar något", "whether the step undoes something"),
    "parallel_multiple": ("om alla händelser krävs", "whether all events are needed"),
    "by_event": ("om delprocessen börjar av en händelse", "whether the sub-process begins by an event"),
    "ad_hoc": ("om stegen görs i valfri ordning", "whether the steps are done in any order"),
    "instantiates": ("om processen börjar här", "whether the process begins here"),
    "throws": ("om händelsen sänder", "whether the event sends"),
    "collection": ("om det är flera dokument", "whether there are several documents"),
    "called": ("processen som anropas", "the process that is called"),
    "process": ("processen", "the process"),
    "parent": ("aktören den hör till", "the actor it belongs to"),
    "many": ("om deltagarna är flera", "whether there are several participants"),
    "others": ("vad aktören omfattar", "what the actor embraces"),
    "bounds": ("platsen i bilden", "the place in the picture"),
    "waypoints": ("pilens väg i bilden", "the way of the arrow in the picture"),
    "label": ("textens plats i bilden", "the place of the text in the picture"),
    "expanded": ("om delprocessen visas öppen", "whether the sub-process is shown open"),
    "horizontal": ("om bilden går vågrätt", "whether the picture runs across"),
    "fill": ("färgen", "the colour"),
    "stroke": ("kantens färg", "the colour of the edge"),
    "plane": ("vad bilden visar", "what the picture shows"),
    "properties.work": ("arbetstiden", "the working time"),
    "properties.wait": ("väntetiden", "the waiting time"),
    "properties.volume": ("antalet", "the number of cases"),
    "properties.share": ("andelen", "the share"),
    "properties.system": ("it-systemet", "the IT system"),
    "properties.information.in": ("informationen in", "the information in"),
    "properties.information.out": ("informationen ut", "the information out"),
    "properties.start_kind": ("vad som sätter igång", "what sets it off"),
    "properties.map": ("länken till den detaljerade kartan", "the link to the detailed map"),
    "properties.process": ("länken till processen", "the link to the process"),
}
#: with these the name of what is compared differs by kind of item
LANE_NAME: Words = ("namnet på aktören", "the name of the actor")
ARROW_NAME: Words = ("texten vid pilen", "the text at the arrow")

NOTHING: Words = ("inget", "nothing")
TAKEN_AWAY: Words = ("har tagit bort det", "took it away")
CHANGED: Words = ("har ändrat det", "changed it")
_REPEATS = {
    "loop": ("upprepas tills det är klart", "repeated until done"),
    "parallel": ("för flera samtidigt", "for several at the same time"),
    "sequential": ("för flera, en i taget", "for several, one at a time"),
}
_DIRECTIONS = {"None": ("ingen pil", "no arrow"), "One": ("åt ett håll", "one way"), "Both": ("åt båda håll", "both ways")}
_STARTS = {"need": ("ett behov", "a need"), "event": ("en händelse", "an event")}


def named(name: str, type: str = "") -> Words:
    """What a field is called; of a property that we do not know, its own key."""
    if name == "name" and type == "lane":
        return LANE_NAME
    if name == "name" and type in names.FLOWS | names.ASSOCIATIONS:
        return ARROW_NAME
    if name in NAMES:
        return NAMES[name]
    key = name.split(".", 1)[-1]
    return (f"uppgiften ”{key}”", f"the fact “{key}”")


def quoted(text: str, language: str) -> str:
    """A name in the language's quotation marks, on one line and not too long."""
    short = " ".join(text.split())
    short = short if len(short) <= 120 else f"{short[:119].rstrip()}…"
    return f"“{short}”" if language == "en" else f"”{short}”"


def what(a_map: Map, item_id: str, *, bare: bool = False) -> Words:
    """What an item is called: the step ”Granska ansökan”. `bare`: without the word before a name of its own."""
    said = [_what(a_map, item_id, language, bare) for language in LANGUAGES]
    return said[0], said[1]


def _what(a_map: Map, item_id: str, language: str, bare: bool) -> str:
    item = a_map.item(item_id)
    if item is None:
        return quoted(item_id, language)
    if isinstance(item, Flow):
        return _arrow(a_map, item, language)
    name = item.label if isinstance(item, Element) else item.name
    word = kind_of(a_map, item_id, language)
    if not name.strip():
        return _unnamed(a_map, item_id, language) or word
    return quoted(name, language) if bare else f"{word} {quoted(name, language)}"


_KINDS: tuple[tuple[frozenset[str], Words], ...] = (
    (names.TASKS, ("steget", "the step")),
    (names.ACTIVITIES, ("delprocessen", "the sub-process")),
    (names.STARTS, ("starten", "the start")),
    (names.ENDS, ("slutet", "the end")),
    (names.EVENTS, ("händelsen", "the event")),
    (frozenset({"parallelGateway"}), ("det som görs samtidigt", "what is done at the same time")),
    (names.GATEWAYS, ("valet", "the choice")),
    (frozenset({"dataStoreReference", "dataStore"}), ("registret", "the data store")),
    (names.DATA | names.DATA_IF_DRAWN, ("dokumentet", "the document")),
    (frozenset({"textAnnotation"}), ("anteckningen", "the note")),
    (frozenset({"group"}), ("gruppen", "the group")),
)


def kind_of(a_map: Map, item_id: str, language: str) -> str:
    """ "steget", "valet", "aktören", "deltagaren", "pilen" """
    at = 1 if language == "en" else 0
    if item_id in a_map.lanes:
        return ("aktören", "the actor")[at]
    if item_id in a_map.pools:
        return ("deltagaren", "the participant")[at]
    if item_id in a_map.processes:
        return ("processen", "the process")[at]
    if item_id in a_map.flows:
        return ("pilen", "the arrow")[at]
    sort = a_map.elements[item_id].type
    return next((word[at] for kinds, word in _KINDS if sort in kinds), ("delen", "the part")[at])


def _unnamed(a_map: Map, item_id: str, language: str) -> str:
    """What has no name is told by what stands before it, else after it."""
    element = a_map.elements.get(item_id)
    if element is None:
        return ""
    word = kind_of(a_map, item_id, language)
    flows = list(a_map.flows.values())
    before = next((a_map.elements[f.source] for f in flows if f.target == item_id and _has_name(a_map, f.source)), None)
    after = next((a_map.elements[f.target] for f in flows if f.source == item_id and _has_name(a_map, f.target)), None)
    if before is not None:
        return f"{word} {'after' if language == 'en' else 'efter'} {quoted(before.label, language)}"
    if after is not None:
        return f"{word} {'before' if language == 'en' else 'före'} {quoted(after.label, language)}"
    return f"{word} ({kind(element, language).lower()})"


def _has_name(a_map: Map, item_id: str) -> bool:
    element = a_map.elements.get(item_id)
    return element is not None and bool(element.label)


def _arrow(a_map: Map, flow: Flow, language: str) -> str:
    ends = [end_of(a_map, end, language) for end in (flow.source, flow.target)]
    name = f" {quoted(flow.name, language)}" if flow.name.strip() else ""
    words = ("the arrow", "from", "to") if language == "en" else ("pilen", "från", "till")
    if not all(ends):
        return f"{words[0]}{name}"
    return f"{words[0]}{name} {words[1]} {ends[0]} {words[2]} {ends[1]}"


def end_of(a_map: Map, item_id: str, language: str) -> str:
    """An arrow's end: its name in quotes, else what it is."""
    item = a_map.item(item_id)
    if item is None:
        return ""
    name = item.label if isinstance(item, Element) else item.name
    if name.strip():
        return quoted(name, language)
    if isinstance(item, Flow):
        return ("pilen", "the arrow")[language == "en"]
    return _unnamed(a_map, item_id, language) or kind_of(a_map, item_id, language)


def value(a_map: Map, name: str, value: Any) -> Words:
    """A field's value in words; `a_map` is the map it stands in, for the names of what it points at."""
    if value is None or value in ("", ()):
        return ("ingen aktör", "no actor") if name == "lane" else NOTHING
    said = [_value(a_map, name, value, language) for language in LANGUAGES]
    return said[0], said[1]


def _value(a_map: Map, name: str, value: Any, language: str) -> str:
    at = 1 if language == "en" else 0
    if name == "lane":
        actors = [a_map.lane_name(lane) for lane in value.lanes]
        return " / ".join(actor for actor in actors if actor) or ("ingen aktör", "no actor")[at]
    if isinstance(value, bool):
        return (("ja", "yes") if value else ("nej", "no"))[at]
    if name in ("scope", "host", "source", "target", "process", "parent", "default", "plane"):
        return _what(a_map, str(value), language, bare=True)
    if name == "type":
        return WORDS.get(str(value), WORDS["other"])[at].lower()
    if name == "events":
        return listed([WORDS[one][at] if one in WORDS else str(one) for one in value], language)
    if name == "documents":
        return listed([quoted(one.title or one.href, language) for one in value], language)
    if name in ("repeats", "direction"):
        return {**_REPEATS, **_DIRECTIONS}.get(str(value), (str(value), str(value)))[at]
    if name == "bounds":
        return f"{value.x:g}, {value.y:g} ({value.width:g} × {value.height:g})"
    if name == "waypoints":
        return f"{len(value)} {('punkter', 'points')[at]}"
    if name == "label":
        return f"{value.x:g}, {value.y:g}"
    if name.startswith("properties."):
        return fact(name.split(".", 1)[1], dict(value), language)
    return quoted(" ".join(map(str, value)) if isinstance(value, tuple) else str(value), language)


def fact(key: str, marks: dict[str, str], language: str) -> str:
    """What one fact of our own namespace says: "10–45 minuter, oftast 20"."""
    at = 1 if language == "en" else 0
    facts = known.of(Element(id="", properties=marks))
    told = ""
    if key in known.TIMES:
        told = marks_told.duration(getattr(facts, key), language)
    elif key == "volume":
        told = marks_told.volume(facts.volume, facts.per, language)
    if told:
        return told
    if key == "start_kind":
        return _STARTS.get(marks[key], (marks[key], marks[key]))[at]
    if key in ("map", "process"):
        return ("en länk", "a link")[at]
    if key == "share":
        share = known.number(marks[key])
        return marks_told.percent(share, language) if share is not None else marks[key]
    told = "; ".join(text for text in (" ".join(one.split()) for one in marks.values()) if text)
    return told or NOTHING[at]


def changed(changes: list[Words]) -> Words:
    """What one side did to what the other took away."""
    return tuple(  # type: ignore[return-value]
        f"{verb} {listed([one[at] for one in changes], language)}" if changes else CHANGED[at]
        for at, (verb, language) in enumerate((("har ändrat", "sv"), ("changed", "en")))
    )


def used_by(what: Words) -> Words:
    """What uses what the other side took away."""
    return f"använder det i {what[0]}", f"uses it in {what[1]}"
