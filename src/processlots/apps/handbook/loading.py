"""Loads glossary and guidance from the library into the handbook.

`library/handbook/` holds one YAML file per kind of text. What an installation has already, by its identity, is left as
it is: the model manager may have changed it.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from processlots.apps.handbook.models import Entry

LIBRARY = Path(__file__).resolve().parents[2] / "library" / "handbook"


def library() -> list[dict[str, str]]:
    """Every text of the library: identity, kind, title_sv, title_en, text_sv, text_en."""
    found = []
    for path in sorted(LIBRARY.glob("*.yaml")):
        told = yaml.safe_load(path.read_text("utf-8"))
        for identity, row in told["entries"].items():
            titles = {"title_sv": row["sv"], "title_en": row["en"]}
            texts = {name: row[name].strip() for name in ("text_sv", "text_en")}
            found.append({"identity": identity, "kind": told["kind"], **titles, **texts})
    return found


def load() -> int:
    """Put what is missing into the handbook. Returns how many texts were new."""
    present = set(Entry.objects.values_list("identity", flat=True))
    new = [row for row in library() if row["identity"] not in present]
    for row in new:
        Entry.objects.create(**row)
    return len(new)
