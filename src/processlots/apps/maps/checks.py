"""What the model says of a map before it may be in force (model.md appendix D). V-40 is refused outright, by access.

V-22 and V-24 come from the file and were found when it was read (`content`); here they are only told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from processlots.apps.maps import readings
from processlots.apps.maps.confirming import waited_for
from processlots.apps.maps.models import Line, Map, Reading
from processlots.kit import checks
from processlots.kit.checks import Finding, check
from processlots.kit.swedish import normal

_in_words = lazy(lambda sv, en: en if get_language() == "en" else sv, str)


#: what a map with faults may not do
ENTERS = ("put_in_force", "decide", "introduce")
#: findings of one rule that are listed one by one; a map with more is told of in one line
LISTED = 3


def _reading(line: Line) -> Reading | None:
    """What the newest version's file says, fetched once for the three rules."""
    newest = line.newest
    known = line.__dict__.get("told")
    if known is None or known[0] != newest:
        known = line.__dict__["told"] = (newest, readings.of(newest))
    return known[1]


def _over(line: Line) -> bool:
    return line.state == Line.State.ARCHIVED or line.map.ended_on is not None


def _told(line: Line, rule: str) -> Iterator[Finding]:
    reading = None if _over(line) else _reading(line)
    if reading is None:
        return
    found = [one for one in reading.content["findings"].get(line.map.kind, []) if one["id"] == rule]
    severest: Any = next((one["severity"] for one in found if one["severity"] == "F"), "V")
    for number, one in enumerate(found[:LISTED]):
        # A rule may have two things to say of one element; the number tells them apart.
        yield Finding(_in_words(one["sv"], one["en"]), field=f"{one['element'][:70]}~{number}", severity=one["severity"])
    if len(found) > LISTED:
        count = len(found) - LISTED
        said = ngettext(
            "%(count)s more thing of this kind stands at the map.", "%(count)s more things of this kind stand at the map.", count
        )
        yield Finding(said % {"count": count}, field="~more", severity=severest)


def as_set(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings of a file (`maps.content`) as the model manager has set their rules: left out, or milder."""
    rules = {one.id: one for one in checks.registered() if one.model is Line}
    tuned = {one: checks.setting(rules[one]) for one in {one["id"] for one in found} & rules.keys()}
    made = []
    for one in found:
        setting = tuned.get(one["id"])
        if setting is None or not setting.off:
            most = setting.most if setting is not None else None
            made.append({**one, "severity": max(one["severity"], most, key="FVI".index)} if most else one)
    return made


@check("V-22", Line, severity="F", blocks=ENTERS)
def an_activity_has_one_actor(line: Line) -> Iterator[Finding]:
    """One actor for each activity, and no waiting inside one (C-26)."""
    yield from _told(line, "V-22")


@check("V-24", Line, severity="F", blocks=ENTERS)
def a_map_holds_together(line: Line) -> Iterator[Finding]:
    """Starts, ends, connections and labelled choices; start and end as the specification says."""
    yield from _told(line, "V-24")
    reading = None if _over(line) else _reading(line)
    if reading is None or line.map.kind != Map.Kind.DETAILED:
        return
    process = line.map.process
    pairs: list[tuple[str, list[str], Any]] = [
        (
            process.start_event,
            reading.content["starts"],
            _("The map begins with “%(drawn)s”, the specification with “%(written)s”. Let them say the same."),
        ),
        (
            process.end_event,
            reading.content["ends"],
            _("The map ends with “%(drawn)s”, the specification with “%(written)s”. Let them say the same."),
        ),
    ]
    for key, (written, drawn, said) in zip(("start", "end"), pairs, strict=True):
        named = [one for one in drawn if one]
        if written and named and normal(written) not in {normal(one) for one in named}:
            yield Finding(
                said % {"drawn": ", ".join(named)[:120], "written": written}, field=f"specification-{key}", severity="V"
            )


@check("V-25", Line, severity="F", blocks=ENTERS, fixed=True)
def the_group_has_confirmed_it(line: Line) -> Iterator[Finding]:
    """Nothing is put in force that those who do it have not confirmed (M-KART-9)."""
    if line.state not in (Line.State.REVIEWED, Line.State.CONFIRMED, Line.State.DECIDED):
        return
    newest = line.newest
    waiting = waited_for(line)
    if waiting:
        said = _("The map waits for the word of %(names)s. Let each confirm it, or the leader note what the group has said.")
        yield Finding(said % {"names": ", ".join(str(one) for one in waiting)})
    elif newest is None or not newest.confirmations.exists():
        yield Finding(
            _("Nobody in the mapping group has confirmed the map. Let a team member confirm it, or the leader note who has.")
        )
