"""Verbs of maps: save a version, take an uploaded file over, and what follows from both."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from processlots.apps.maps import access as maps_access
from processlots.apps.maps import keeping, readings
from processlots.apps.maps.elements import keep_elements
from processlots.apps.maps.models import Line, Map, Reading, Version
from processlots.apps.organisation.models import Person
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.models import Process
from processlots.kit import checks, history, locking, search


class Moved(Exception):
    """Somebody has saved a version since the one that was drawn on; `newest` is theirs."""

    def __init__(self, newest: Version) -> None:
        super().__init__(f"version {newest.number} has been saved meanwhile")
        self.newest = newest


class Clashing(Moved):
    """And the same things were changed differently; `told` asks which to take, as `bpmn.clash` tells it."""

    def __init__(self, newest: Version, questions: readings.Clashing) -> None:
        super().__init__(newest)
        self.told = questions.told


def open_line(a_map: Map, when: str = Line.When.TODAY) -> Line | None:
    """The line that is not archived."""
    return a_map.lines.filter(when=when).exclude(state=Line.State.ARCHIVED).first()


def begin_line(a_map: Map, when: str = Line.When.TODAY) -> Line:
    """The open line, made if there is none. Two who begin at once get the same."""
    with transaction.atomic():
        locking.hold(Map, a_map.pk, None)
        known = open_line(a_map, when)
        if known is not None:
            return known
        from processlots.apps.maps.mappings.keeping import under

        return Line.objects.create(map=a_map, when=when, assignment=under(a_map.process, when))


def newest_number(line: Line | None) -> int:
    """The number of the version saved last; 0 where there is none."""
    newest = line.newest if line is not None else None
    return newest.number if newest else 0


class Saved(NamedTuple):
    """What came of a save: the version, whether it is new, and the version of somebody else's that it was merged with."""

    version: Version
    new: bool
    merged_with: Version | None


def drawn(
    user: Any,
    a_map: Map,
    when: str,
    xml: bytes,
    *,
    expected: int | None,
    comment: str = "",
    changed: list[str] | None = None,
    removed: list[str] | None = None,
    merging: bool = False,
    choices: dict[str, str] | None = None,
) -> Saved:
    """Save what was drawn or sent as a new version.

    `expected` is the number of the version that was drawn on (0: none), None to skip the comparison. With `changed` and
    `removed` (ids) everything else is kept from that version's file. Where somebody has saved since and `merging` is on, the
    two are merged; `choices` {key: "mine" or "theirs"} answers what clashes. The file is read in a process of its own.
    Raises PermissionDenied (V-40), Moved, Clashing and readings.Refusal; then nothing has changed.
    """
    maps_access.demand_drawing(user, a_map)
    for last in (False, False, True):
        try:
            return _drawn(user, a_map, when, xml, expected, comment, (changed, removed or []), choices if merging else None)
        except Clashing:
            raise
        except Moved:
            # Somebody saved while the file was read: merge with that one, too.
            if last or not merging or not expected:
                raise
    raise AssertionError


def _drawn(
    user: Any,
    a_map: Map,
    when: str,
    xml: bytes,
    expected: int | None,
    comment: str,
    touched: tuple[list[str] | None, list[str]],
    choices: dict[str, str] | None,
) -> Saved:
    line = open_line(a_map, when)
    newest = line.newest if line is not None else None
    base = newest
    if expected is not None and newest is not None and newest.number != expected:
        base = newest.line.versions.filter(number=expected).first() if choices is not None else None
        if base is None:
            raise Moved(newest)
    changed, removed = touched
    more: dict[str, Any] = {"title": a_map.title, "before": readings.elements_of(newest)}
    if base is not None and newest is not None:
        if changed is not None:
            more |= {"stored": base.blob.read(), "changed": changed, "removed": removed}
        if base.pk != newest.pk:
            more |= {"base": base.blob.read(), "theirs": newest.blob.read(), "choices": choices}
    try:
        answer = readings.read_aside(xml, **more)
    except readings.Clashing as questions:
        assert newest is not None  # with whose version else
        raise Clashing(newest, questions) from questions
    reading = readings.keep(answer)
    number = newest.number if newest is not None else 0
    with transaction.atomic():
        line = begin_line(a_map, when)
        expecting = newest_number(line) if expected is None else number
        made, new = save_version(line, reading, answer["match"], user=user, expected=expecting, comment=comment)
    return Saved(made, new, newest if newest is not None and base is not None and base.pk != newest.pk else None)


def _demand_unmoved(newest: Version | None, expected: int | None) -> None:
    if expected is not None and expected != (newest.number if newest else 0) and newest is not None:
        raise Moved(newest)


def save_version(
    line: Line, reading: Reading, match: dict[str, Any], *, user: Any, expected: int, comment: str = ""
) -> tuple[Version, bool]:
    """A new version of a line from a file that has been read; its elements follow in the same transaction.

    A file that says the same as the newest version's makes none. Raises PermissionDenied and Moved.
    """
    with transaction.atomic():
        line = locking.hold(Line, line.pk, None)
        maps_access.demand_drawing(user, line.map)
        newest = line.newest
        _demand_unmoved(newest, expected)
        if newest is not None and newest.blob_id == reading.blob_id:
            return newest, False
        number = newest.number + 1 if newest else 1
        words = _("%(map)s was saved as version %(number)s") % {"map": line.map, "number": number}
        with history.act(words, user=user, process=line.map.process, reason=comment):
            made = Version.objects.create(
                line=line, number=number, blob=reading.blob, comment=comment[:300], made_by=drawer(user)
            )
            keep_elements(line, made, reading.content["elements"], match)
            if line.state != Line.State.DRAFT:
                # What the group said, it said of another version. What is in force stays in force.
                line.state = Line.State.DRAFT
            line.save()
        if newest is not None:
            keeping.superseded(newest)
        declared = _pages().search
        if declared is not None:
            search.index(line.map, declared)
    return made, True


def _pages() -> Any:
    from processlots.kit import pages

    return pages.of(Map)


def drawer(user: Any) -> Person:
    """The person behind the login."""
    person = standing(user).person
    if person is None:
        raise PermissionDenied(maps_access.not_trained())
    return person


def settle(line: Line) -> None:
    """What follows from a line: its findings, and the process's step and map decision (S4-5). In the same transaction."""
    from processlots.apps.organisation import tasks
    from processlots.apps.processes.actions import settle as settle_process

    checks.refresh(line)
    tasks.refresh(line)
    process = line.map.process
    undecided = process.map_decision in (Process.MapDecision.UNDECIDED, Process.MapDecision.ORDERED)
    if line.in_force_id is not None and line.when == Line.When.TODAY and undecided:
        process.map_decision = Process.MapDecision.MADE
        process.save()
        settle_process(process)
