"""Reading a release of any schema, for ever: labels and words stand in it, so that what is shown needs no code of its time."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from processlots.apps.processes.release.content import SCHEMA
from processlots.kit.tables import written as in_words


class Unreadable(Exception):
    """It is no release, or one that a newer product has written. The message is for people."""


#: schema → a function that makes the next one of it; a release is never written anew, only read so
UPGRADES: dict[int, Any] = {}


def read(content: bytes) -> dict[str, Any]:
    """A release's content, in the present schema. Raises Unreadable."""
    try:
        found = json.loads(content)
        schema = int(found["schema"])
        found["release"]["number"], found["sections"][:0]
    except (ValueError, TypeError, KeyError, RecursionError, UnicodeDecodeError) as error:
        raise Unreadable(_("This is not the content of a version.")) from error
    if schema > SCHEMA or schema < 1:
        raise Unreadable(_("The version was written by a newer Processlots. Ask your administrator to upgrade."))
    while schema < SCHEMA:
        found = UPGRADES[schema](found)
        schema += 1
    return found


def text(value: Any, language: str | None = None) -> str:
    """A frozen value in words, a list with a line for each."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(text(one, language) for one in value)
    if isinstance(value, dict):
        if "date" in value:
            return in_words(datetime.date.fromisoformat(value["date"]))
        if "number" in value:
            try:
                return in_words(Decimal(value["number"]))
            except InvalidOperation:
                return str(value["number"])
        chosen = language or get_language() or "sv"
        return str(value.get("en" if chosen == "en" else "sv") or value.get("sv") or "")
    return str(value)


@dataclass
class Shown:
    """A thing as it is shown: name, facts as (label, text), its parts by kind, its files, its picture where it has one."""

    kind: str
    id: str
    name: str
    facts: list[tuple[str, str]]
    parts: list[Shown] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    frozen: dict[str, Any] = field(default_factory=dict)


@dataclass
class Section:
    """A section as it is shown."""

    key: str
    title: str
    facts: list[tuple[str, str]]
    things: list[Shown]
    context: bool = False

    @property
    def count(self) -> int:
        """How many things it has."""
        return len(self.things)


def shown(content: dict[str, Any]) -> list[Section]:
    """The sections in the reader's language; empty ones are left out."""
    made = []
    for one in content["sections"]:
        things = [_thing(thing) for thing in one.get("things", ())]
        section = Section(one["key"], text(one["title"]), _facts(one), things, bool(one.get("context")))
        if section.facts or section.things:
            made.append(section)
    return made


def _facts(frozen: dict[str, Any]) -> list[tuple[str, str]]:
    return [(text(one["label"]), text(one["value"])) for one in frozen.get("facts", ())]


def _thing(frozen: dict[str, Any]) -> Shown:
    parts = [_thing(one) for one in frozen.get("parts", ())]
    files = list(frozen.get("files", ()))
    return Shown(frozen["kind"], frozen["id"], text(frozen["name"]), _facts(frozen), parts, files, frozen)
