"""What is frozen when a row's whole context is decided: each app tells its own part as plain, ordered, self-describing data.

    @released("goals", version=1, order=60, title=_("Goals"))
    def goals(process):
        for goal in process.goals.order_by("pk"):
            yield Thing("goal", goal.label, goal.statement, [fact("due", _("By"), goal.due)])

    words("goal", new=_("The goal %(name)s is new"), gone=…, changed=…)

Whoever reads it in ten years needs no code of ours for it: labels and choices are frozen in both languages, dates and
numbers say that they are. No key of the database is in it, so the same state gives the same bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Fact:
    """A label and what it says: text, number, date, a lazy text (a choice), yes or no, or a list of these.

    `passing`: it is frozen, but that it changes later is how things go and no change of what was decided.
    """

    key: str
    label: Any
    value: Any
    passing: bool = False


@dataclass(frozen=True)
class File:
    """Bytes that belong to a thing, by their hash; they are kept as long as what names them."""

    name: str
    sha256: str
    type: str


@dataclass(frozen=True)
class Thing:
    """One of several of a kind: a goal, a map. `id` is the same as long as the thing lives, and never a database key."""

    kind: str
    id: str
    name: Any
    facts: Iterable[Fact] = ()
    parts: Iterable[Thing] = ()
    files: Iterable[File] = ()


def fact(key: str, label: Any, value: Any, *, passing: bool = False) -> Fact:
    """A fact; one without a value is left out when it is frozen."""
    return Fact(key, label, value, passing)


@dataclass(frozen=True)
class Part:
    """What one app freezes. `context` is what the rest was made with: frozen, but no content of its own."""

    key: str
    version: int
    order: int
    title: Any
    context: bool
    contents: Callable[[Any], Iterable[Fact | Thing]]


@dataclass(frozen=True)
class Words:
    """How a change of a kind of thing is said; each sentence names the thing by %(name)s."""

    new: Any
    gone: Any
    changed: Any


@dataclass
class _Known:
    parts: dict[str, Part] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    sayings: dict[tuple[str, str], Any] = field(default_factory=dict)
    pictures: dict[str, Callable[..., Any]] = field(default_factory=dict)
    comparers: dict[str, Callable[..., tuple[str, str]]] = field(default_factory=dict)


_known = _Known()


def released(key: str, *, version: int, order: int, title: Any, context: bool = False) -> Callable[..., Any]:
    """Register a part: a function from the row to its facts and things, in an order that does not hang on the database."""

    def keep(contents: Callable[[Any], Iterable[Fact | Thing]]) -> Any:
        before = _known.parts.get(key)
        if before is not None and before.contents.__qualname__ != contents.__qualname__:
            raise RuntimeError(f"two parts are named {key}: {before.contents.__qualname__} and {contents.__qualname__}")
        _known.parts[key] = Part(key, version, order, title, context, contents)
        return contents

    return keep


def parts() -> list[Part]:
    """Every part, in order."""
    return sorted(_known.parts.values(), key=lambda one: (one.order, one.key))


def words(kind: str, *, new: Any, gone: Any, changed: Any) -> None:
    """Say how changes of a kind are told; an empty sentence where another part has told it."""
    _known.words[kind] = Words(new, gone, changed)


def words_of(kind: str) -> Words | None:
    """How changes of the kind are told; None for a kind that nobody knows any more."""
    return _known.words.get(kind)


def sayings(part: str, **sentences: Any) -> None:
    """Say how the change of a fact is told ("The purpose is changed"), by the fact's key."""
    _known.sayings.update({(part, key): sentence for key, sentence in sentences.items()})


def saying(part: str, key: str) -> Any:
    """How the change of a fact is told; None where its label and values say enough."""
    return _known.sayings.get((part, key))


def pictured(kind: str) -> Callable[..., Any]:
    """Register who draws a kind of thing: (frozen thing, its files' bytes, language) → SVG, text instead of it, its steps."""

    def keep(draw: Callable[..., Any]) -> Any:
        _known.pictures[kind] = draw
        return draw

    return keep


def drawer_of(kind: str) -> Callable[..., Any] | None:
    """Who draws the kind."""
    return _known.pictures.get(kind)


# --- to plain data ----------------------------------------------------------------------------------------------------


def both(text: Any) -> dict[str, str]:
    """A lazy text, or a function that gives one, in both languages."""
    made = {}
    for language in LANGUAGES:
        with translation.override(language):
            made[language] = str(text() if callable(text) and not isinstance(text, Promise) else text)
    return made


def plain(value: Any) -> Any:
    """A fact's value as it is frozen: text, {"sv", "en"}, {"date"}, {"number"}, or a list; None for nothing."""
    if value is None or value == "" or value is False:
        return None
    if value is True:
        return dict(YES)
    if isinstance(value, Promise):
        said = both(value)
        return said if any(said.values()) else None
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()[:10]}
    if isinstance(value, int | Decimal):
        return {"number": format(Decimal(value).normalize(), "f")}
    if isinstance(value, Mapping):
        return dict(value) if any(value.values()) else None
    if isinstance(value, list | tuple):
        return [one for one in map(plain, value) if one is not None] or None
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


YES = {"sv": "ja", "en": "yes"}


def frozen(part: Part, row: Any) -> dict[str, Any]:
    """A part of the row's context as plain data."""
    contents = list(part.contents(row))
    return {
        "key": part.key,
        "version": part.version,
        "context": part.context,
        "title": both(part.title),
        "facts": _facts(one for one in contents if isinstance(one, Fact)),
        "things": [_thing(one) for one in contents if isinstance(one, Thing)],
    }


def _facts(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    made = []
    for one in facts:
        value = plain(one.value)
        if value is not None:
            said = {"key": one.key, "label": _label(one.label), "value": value}
            made.append(said | {"passing": True} if one.passing else said)
    return made


def _label(label: Any) -> dict[str, str]:
    said = both(label)
    return {language: text[:1].upper() + text[1:] for language, text in said.items()}


def _thing(thing: Thing) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": thing.kind, "id": thing.id, "name": plain(thing.name) or "–", "facts": _facts(thing.facts)}
    parts = [_thing(one) for one in thing.parts]
    files = [{"name": one.name, "sha256": one.sha256, "type": one.type} for one in thing.files]
    return made | ({"parts": parts} if parts else {}) | ({"files": files} if files else {})


def of_fields(row: Any, *names: str, passing: Iterable[str] = ()) -> list[Fact]:
    """Facts of a row's own fields, labelled as its form labels them; a choice in both languages, a relation by its name."""
    made = []
    for name in names:
        column = row._meta.get_field(name)
        value = getattr(row, name)
        if column.choices and value not in (None, ""):
            value = both(getattr(row, f"get_{name}_display"))
        elif column.is_relation and value is not None:
            value = str(value)
        made.append(Fact(name, column.verbose_name, value, name in passing))
    return made


def compared(kind: str) -> Callable[..., Any]:
    """Register where a kind of thing with files shows what differs between two of them: (old, new) → sentence, address."""

    def keep(where: Callable[..., tuple[str, str]]) -> Any:
        _known.comparers[kind] = where
        return where

    return keep


def comparer_of(kind: str) -> Callable[..., tuple[str, str]] | None:
    """Who tells what differs between two files of the kind."""
    return _known.comparers.get(kind)
