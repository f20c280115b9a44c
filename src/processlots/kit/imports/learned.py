"""Which column a heading is, where a person has said so before: chosen once, known the next time."""

from __future__ import annotations

from processlots.kit.imports.importers import Importer, Mapping, plain
from processlots.kit.models.imports import LearnedHeading


def add(importer: Importer, header: list[str], guessed: Mapping) -> Mapping:
    """The guess, with what has been learned: what a person chose goes before what the names say."""
    plain_names = [plain(name)[:120] for name in header]
    known = dict(
        LearnedHeading.objects.filter(importer=importer.key, heading__in=set(plain_names) - {""}).values_list("heading", "column")
    )
    columns = {column.key for column in importer.columns}
    chosen = {column: place for place, name in enumerate(plain_names) if (column := known.get(name)) in columns}
    taken = set(chosen.values())
    return {**{key: place for key, place in guessed.items() if place not in taken}, **chosen}


def keep(importer: Importer, header: list[str], mapping: Mapping) -> None:
    """Remember what a person chose and the names alone would not have told."""
    guessed = importer.guess(header)
    for column, place in mapping.items():
        name = plain(header[place])[:120] if place < len(header) else ""
        if name and guessed.get(column) != place:
            LearnedHeading.objects.update_or_create(importer=importer.key, heading=name, defaults={"column": column})
