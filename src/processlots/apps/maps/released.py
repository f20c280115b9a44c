"""What a release freezes of maps: the versions in force, by the hash of their file and by what stands in them (D-8)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from processlots.apps.maps.models import Line, Reading
from processlots.apps.processes.models import Process
from processlots.kit.released import LANGUAGES, Fact, File, Thing, compared, fact, of_fields, pictured, released, words


@released("maps", version=1, order=90, title=_("Maps"))
def maps(process: Process) -> Iterator[Thing]:
    """Each map's version in force, of today and of tomorrow. Drafts are no part of what is decided."""
    rows = Line.objects.filter(map__process=process, map__ended_on=None).exclude(in_force=None)
    lines = list(rows.select_related("map", "in_force__blob").order_by("map__number", "-when", "pk"))
    blobs = [line.in_force.blob_id for line in lines if line.in_force is not None]
    told = {one.blob_id: one.content["elements"] for one in Reading.objects.filter(blob__in=blobs)}
    for line in lines:
        version = line.in_force
        assert version is not None
        facts = [
            *of_fields(line.map, "kind"),
            *of_fields(line, "when"),
            fact("version", _("version of the map"), version.number, passing=True),
            *of_fields(line, "in_force_since", passing=("in_force_since",)),
        ]
        parts = [_element(one) for one in told.get(version.blob_id, [])]
        files = [File(f"{line.map.label}.bpmn", version.blob.sha256, "bpmn")]
        yield Thing("map", f"{line.map.label}/{line.when}", line.map.title, facts, parts, files)


def _element(one: dict[str, Any]) -> Thing:
    from processlots.apps.maps.bpmn.words import WORDS, say  # with it comes the XML library

    kind = {language: say(one["type"] if one["type"] in WORDS else "other", language) for language in LANGUAGES}
    facts = [fact("type", _("Type"), kind), fact("lane", _("Actor"), one["lane"]), *_known(one.get("facts", {}))]
    return Thing("map_element", one["id"], one["name"] or kind, facts)


def _known(told: dict[str, Any]) -> Iterator[Fact]:
    """Times, number of cases, system and information of an element, as they stood in its file (C-26, M-LED-2)."""
    from processlots.apps.maps.bpmn import marks_told
    from processlots.apps.maps.bpmn.marks import Duration

    def number(name: str) -> Decimal | None:
        return Decimal(told[name]) if told.get(name) else None

    for which, label in (("work", _("Working time")), ("wait", _("Waiting time before"))):
        low, usual, high = (number(f"{which}_{part}") for part in ("min", "typical", "max"))
        time = Duration(low, usual, high, told.get(f"{which}_unit", "minutes"), told.get(f"{which}_source", ""))
        if time:
            yield fact(which, label, {language: marks_told.duration(time, language) for language in LANGUAGES})
    volume = number("volume")
    if volume is not None:
        per = told.get("volume_per", "month")
        many = {language: marks_told.volume(volume, per, language) for language in LANGUAGES}
        yield fact("volume", pgettext_lazy("map", "Number of cases"), many)
    yield fact("system", _("IT system"), told.get("system", ""))
    yield fact("information_in", _("Information in"), told.get("information_in", ""))
    yield fact("information_out", _("Information out"), told.get("information_out", ""))


words("map", new=_("The map %(name)s is new"), gone=_("The map %(name)s is gone"), changed=_("The map %(name)s is changed"))
words(
    "map_element",
    new=_("“%(name)s” is new in the map"),
    gone=_("“%(name)s” is gone from the map"),
    changed=_("“%(name)s” has a new name"),
)


@pictured("map")
def drawn(thing: dict[str, Any], files: list[bytes], language: str) -> tuple[str, str, list[str]]:
    """A frozen map as picture, what it says in short, and its steps as lines. In the worker only: it reads the file."""
    from processlots.apps.maps import bpmn

    a_map = bpmn.read(files[0])
    name = str(thing["name"])
    actors = [name for lane in a_map.lanes.values() if (name := a_map.lane_name(lane.id))]
    count = sum(1 for one in bpmn.walk(a_map, language))
    short = _about(language) % {"name": name, "steps": count, "actors": ", ".join(actors) or "–"}
    return bpmn.to_svg(a_map, language=language, name=name), short, bpmn.to_text(a_map, language).splitlines()


def _about(language: str) -> str:
    from django.utils import translation

    with translation.override(language):
        return str(_("Map of %(name)s with %(steps)s steps. Actors: %(actors)s. The same as steps in text follows."))


@compared("map")
def what_differs(old: dict[str, Any], new: dict[str, Any]) -> tuple[str, str]:
    """The page that compares the two frozen files; it knows them by their hash, for lines and versions may be others by then."""
    number = str(new["id"]).removeprefix("K-").split("/")[0]
    sentence = gettext("%(name)s: what differs in the map, in words and in the picture") % {"name": new["name"]}
    return sentence, f"/kartor/{number}/skillnad/?fran={old['files'][0]['sha256']}&till={new['files'][0]['sha256']}"
