"""A difference as JSON (`processlots map diff`) and as lines of text."""

from __future__ import annotations

from typing import Any

from .difference import Difference

_ONLY_THE_PICTURE = ("Bara bilden", "Only the picture")


def to_json(difference: Difference, language: str = "sv") -> dict[str, Any]:
    """{"same", "alike" (0–100), "related", "summary", "changes": [{"kind", "old", "new", "property", "was", "now", "sentence"}]}.

    `kind` is one of "map", "actor", "added", "removed", "moved", "renamed", "order", "flow", "property", "document" and, for the
    drawing only, "picture". `old` and `new` are element ids, "" where it is not there.
    """
    at = 1 if language == "en" else 0
    return {
        "same": difference.same,
        "alike": difference.alike,
        "related": difference.related,
        "summary": difference.headline(language),
        "changes": [
            {
                "kind": one.kind,
                "old": one.old,
                "new": one.new,
                "property": one.property,
                "was": one.was[at],
                "now": one.now[at],
                "sentence": one.sentence[at],
            }
            for one in difference.changes
        ],
    }


def to_lines(difference: Difference, language: str = "sv") -> list[str]:
    """How alike they are, then a line per change, then how much is only drawn otherwise."""
    at = 1 if language == "en" else 0
    lines = [difference.headline(language), *(f"- {one.sentence[at]}" for one in difference.in_work)]
    if difference.in_picture:
        lines.append(f"{_ONLY_THE_PICTURE[at]}: {drawn_otherwise(len(difference.in_picture), language)}")
    return lines


def drawn_otherwise(count: int, language: str) -> str:
    """How many things are only drawn otherwise."""
    if language == "en":
        return f"{count} {'thing is' if count == 1 else 'things are'} drawn otherwise."
    return f"{count} {'sak är ritad' if count == 1 else 'saker är ritade'} på ett annat sätt."
