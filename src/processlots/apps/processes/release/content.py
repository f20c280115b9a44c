"""The frozen context as one canonical JSON: the same state gives the same bytes, on any database."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from processlots.apps.processes.models import Process
from processlots.kit import released
from processlots.kit.models import Installation

#: the schema that is written; `reading` reads this one and all before it
SCHEMA = 1


def sections(process: Process) -> list[dict[str, Any]]:
    """Every app's part of the process as it is now."""
    return [released.frozen(part, process) for part in released.parts()]


def head(process: Process, number: int, at: datetime.datetime, **decided: Any) -> dict[str, Any]:
    """What the release says of itself. `decided`: by, capacity, diary_number, forum, paragraph, summary, reason, valid_from."""
    instant = at.astimezone(datetime.UTC).replace(microsecond=0)
    made = {
        "municipality": Installation.current()[0],
        "process": process.label,
        "uid": str(process.uid),
        "name": process.name,
        "number": number,
        "decided_at": instant.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "decided_on": timezone.localtime(at).date().isoformat(),
        "reviewed_on": process.reviewed_on.isoformat() if process.reviewed_on else "",
    }
    return made | {name: value.isoformat() if isinstance(value, datetime.date) else str(value) for name, value in decided.items()}


def whole(process_head: dict[str, Any], parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Head and sections together."""
    return {"schema": SCHEMA, "release": process_head, "sections": parts}


def written(content: Any) -> bytes:
    """Canonical JSON: UTF-8, keys in order, nothing between them; lists keep the order they have."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(parts: list[dict[str, Any]]) -> str:
    """SHA-256 of what may change: the sections but for the context, and in them not what passes."""
    counted = [lasting(part) for part in parts if not part.get("context")]
    return hashlib.sha256(written(counted)).hexdigest()


def lasting(part: dict[str, Any]) -> dict[str, Any]:
    """A section or thing without the facts that pass."""
    made = {**part, "facts": [one for one in part["facts"] if not one.get("passing")]}
    for name in ("things", "parts"):
        if name in part:
            made[name] = [lasting(one) for one in part[name]]
    return made


def files_of(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every file that the sections name."""
    for part in parts:
        for thing in part["things"]:
            yield from thing.get("files", ())
