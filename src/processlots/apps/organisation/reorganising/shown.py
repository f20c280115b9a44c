"""What the pages of a re-organisation write: units with where they stand, kinds in words, and what one may choose among."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from processlots.apps.organisation.models import Unit
from processlots.apps.organisation.reorganising.proposal import STAYS, Heap, Proposal
from processlots.apps.organisation.reorganising.succeeding import KEEP, KINDS, Fate, candidates
from processlots.kit.pages import url_of

#: so many wholly new units stand among what one may choose
NEW = 6
MARKS = {
    "renamed": "begun", "moved": "begun", "merged": "begun", "split": "begun", "closed": "warn", "follows": "none",
    "kept": "none", "same": "ok", "new": "ok",
}  # fmt: skip


def kind_words() -> dict[str, str]:
    """What each fate is called."""
    return {
        "renamed": pgettext("succession", "renamed"),
        "moved": pgettext("succession", "moved"),
        "merged": pgettext("succession", "merged"),
        "split": pgettext("succession", "split"),
        "closed": pgettext("succession", "closed"),
        "follows": pgettext("succession", "follows along"),
        "kept": pgettext("succession", "kept"),
        "same": pgettext("succession", "unchanged"),
        "new": pgettext("succession", "new"),
    }


def why_words() -> dict[str, str]:
    """By what a unit was known again."""
    return {
        "id": _("by external id"),
        "name": _("by name"),
        "people": _("by its people"),
        "children": _("by what is under it"),
        "likeness": _("by likeness of names"),
        "choice": _("chosen by hand"),
        "": "",
    }


@dataclass(frozen=True)
class FateShown:
    """A row of the succession: the unit, what becomes of it, why, and the choice as it stands and may be."""

    pk: int
    name: str
    url: str
    where: str
    mark: str
    kind: str
    why: str
    after: list[str]
    options: list[tuple[str, str, bool]]
    was: str
    one_url: str


@dataclass(frozen=True)
class HeapShown:
    """What hangs on a unit, of one kind, and where it goes."""

    name: str
    unit: int
    unit_name: str
    label: str
    count: int
    goes: str
    missing: int
    options: list[tuple[str, str, bool]]
    was: str
    one_url: str


def coming_name(proposal: Proposal, key: str | None) -> str:
    """A coming unit with what it belongs to."""
    if key == STAYS:
        return _("stays with the unit that ends")
    if key is None:
        return _("not settled")
    if key == KEEP:
        return _("goes on though it is not in the file")
    row = proposal.rows[key]
    above = proposal.rows[row.parent].name if row.parent is not None else ""
    return f"{row.name} ({above})" if above else row.name


def chosen_text(keys: list[str]) -> str:
    """A choice as a form's value."""
    return json.dumps(keys, ensure_ascii=False)


def chosen_keys(proposal: Proposal, text: str) -> list[str] | None:
    """A form's value as a choice; None for what is none."""
    try:
        keys = json.loads(text)
    except ValueError:
        return None
    if not isinstance(keys, list) or not all(isinstance(key, str) and (key in proposal.rows or key == KEEP) for key in keys):
        return None
    return keys if KEEP not in keys or len(keys) == 1 else None


def now(fate: Fate) -> list[str]:
    """The choice as it stands."""
    return [KEEP] if fate.kind == "kept" else fate.targets


def likely(proposal: Proposal, pk: int) -> list[str]:
    """Coming units that one may mean for a unit: the most alike, what is new (beside it first), what comes after its parent."""
    above = proposal.plan.standing[pk].parent
    after = proposal.plan.fates[above].targets[:1] if above is not None else []
    new = sorted(proposal.plan.wholly_new, key=lambda key: proposal.rows[key].parent not in after)
    return list(dict.fromkeys([*candidates(proposal.plan, pk), *new[:NEW], *after]))


def fate_shown(proposal: Proposal, fate: Fate, base: str) -> FateShown:
    unit, words = proposal.units[fate.pk], kind_words()
    standing = now(fate)
    ways = [[key] for key in likely(proposal, fate.pk)]
    ways += [way for way in (standing, [], [KEEP]) if way not in ways]
    options = [(chosen_text(way), _way(proposal, way), way == standing) for way in ways]
    return FateShown(
        fate.pk, unit.name, url_of(unit), str(unit.parent or ""), MARKS[fate.kind], words[fate.kind], why_words()[fate.why],
        [coming_name(proposal, key) for key in fate.targets], options, chosen_text(standing), f"{base}foljder/{fate.pk}/",
    )  # fmt: skip


def _way(proposal: Proposal, way: list[str]) -> str:
    return "; ".join(coming_name(proposal, key) for key in way) if way else _("closed, with nothing after it")


def heap_options(proposal: Proposal, heap: Heap, standing: str | None) -> list[tuple[str, str, bool]]:
    """Where the things of a heap may go. "" leaves them as they are proposed or chosen one by one."""
    keys: list[str] = [*likely(proposal, heap.unit), STAYS]
    if standing is not None and standing not in keys:
        keys.insert(0, standing)
    made = [(key, coming_name(proposal, key), key == standing) for key in keys]
    if standing is None:
        made.insert(0, ("", several(proposal, heap), True))
    return made


def several(proposal: Proposal, heap: Heap) -> str:
    """Where a heap goes that goes several ways."""
    ways = Counter(heap.goes)
    if set(ways) == {None}:
        return _("choose")
    return "; ".join(f"{coming_name(proposal, key)}: {count}" for key, count in ways.most_common(4))


def heap_shown(proposal: Proposal, heap: Heap, base: str) -> HeapShown:
    one = heap.one_way
    return HeapShown(
        f"{heap.kind.key}|{heap.unit}", heap.unit, proposal.units[heap.unit].name, str(heap.kind.label), len(heap.items),
        coming_name(proposal, one) if one is not None else several(proposal, heap), heap.unsettled,
        heap_options(proposal, heap, one), one or "", f"{base}flytta/{heap.unit}/",
    )  # fmt: skip


def tally(proposal: Proposal) -> list[tuple[int, str, str, str]]:
    """(count, mark, word, key) of each fate, and of what is wholly new."""
    words, count = kind_words(), Counter(fate.kind for fate in proposal.plan.fates.values())
    made = [(count[kind], MARKS[kind], words[kind], str(kind)) for kind in KINDS if count[kind]]
    new = len(proposal.plan.wholly_new)
    return [*made, *([(new, MARKS["new"], words["new"], "new")] if new else [])]


def kind_of(key: str) -> Any:
    """A kind of unit in words."""
    return Unit.Kind(key).label if key in Unit.Kind.values else key
