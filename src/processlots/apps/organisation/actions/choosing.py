"""What a person corrects in a draft: what comes after a unit, and where what hangs on it goes. One row at a time."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Reorganisation
from processlots.apps.organisation.reorganising.proposal import STAYS, Proposal
from processlots.apps.organisation.reorganising.shown import chosen_keys, chosen_text, now
from processlots.kit import access, locking, states


class _Draft:
    """The draft, locked, and what it proposes now; its choices are written when all is well."""

    def __init__(self, row: Reorganisation, user: Any) -> None:
        self.row = locking.hold(Reorganisation, row.pk, None)
        access.demand(user, "change", self.row)
        if self.row.state != Reorganisation.State.DRAFT:
            raise states.Refused(_("The re-organisation is performed. Undo it first to change it."))
        self.proposal = Proposal(self.row)
        self.after: dict[str, list[str]] = self.row.chosen.setdefault("after", {})
        self.moves: dict[str, dict[str, str]] = self.row.chosen.setdefault("moves", {})

    def keep(self) -> None:
        # silent: a draft's choices change nothing; the act that performs them tells what they were
        Reorganisation.objects.filter(pk=self.row.pk).update(chosen=self.row.chosen)


def choose_after(row: Reorganisation, user: Any, wanted: dict[int, tuple[str, str]]) -> tuple[int, list[str]]:
    """Say what comes after units. `wanted`: unit → (the choice as it was shown, the new one), as form values.

    Returns how many were changed, and the names of those that somebody else has changed meanwhile, which are left.
    """
    changed, passed = 0, []
    with transaction.atomic():
        draft = _Draft(row, user)
        for pk, (was, text) in wanted.items():
            fate, keys = draft.proposal.plan.fates.get(pk), chosen_keys(draft.proposal, text)
            if fate is None or keys is None or text == was:
                continue
            if chosen_text(now(fate)) != was:
                passed.append(draft.proposal.units[pk].name)
                continue
            draft.after[str(pk)] = keys
            changed += 1
        draft.keep()
    return changed, passed


def choose_moves(row: Reorganisation, user: Any, wanted: dict[tuple[str, int], tuple[str, str]]) -> tuple[int, list[str]]:
    """Say where what hangs on units goes. `wanted`: (kind, unit) → (as it was shown, the new one); "" is no choice.

    What was chosen thing by thing gives way to what is said of the whole.
    """
    changed, passed = 0, []
    with transaction.atomic():
        draft = _Draft(row, user)
        heaps = {(heap.kind.key, heap.unit): heap for heap in draft.proposal.heaps}
        for place, (was, key) in wanted.items():
            heap = heaps.get(place)
            if heap is None or key == was or not (key == STAYS or key in draft.proposal.rows):
                continue
            if (heap.one_way or "") != was:
                passed.append(f"{draft.proposal.units[heap.unit]}: {heap.kind.label}")
                continue
            of_kind = draft.moves.setdefault(heap.kind.key, {})
            for item in heap.items:
                of_kind.pop(f"#{item.pk}", None)
                if item.unit not in draft.proposal.plan.fates or not draft.proposal.plan.fates[item.unit].ends:
                    of_kind[f"#{item.pk}"] = key
            of_kind[str(heap.unit)] = key
            changed += 1
        draft.keep()
    return changed, passed


def choose_items(row: Reorganisation, user: Any, wanted: dict[tuple[str, int], tuple[str, str]]) -> tuple[int, list[str]]:
    """Say where single things go. `wanted`: (kind, thing) → (as it was shown, the new one)."""
    changed, passed = 0, []
    with transaction.atomic():
        draft = _Draft(row, user)
        known = {
            (heap.kind.key, item.pk): (heap, item, goes)
            for heap in draft.proposal.heaps
            for item, goes in zip(heap.items, heap.goes, strict=True)
        }
        for place, (was, key) in wanted.items():
            found = known.get(place)
            if found is None or key == was or not (key == STAYS or key in draft.proposal.rows):
                continue
            heap, item, goes = found
            if (goes or "") != was:
                passed.append(heap.kind.text(item))
                continue
            draft.moves.setdefault(heap.kind.key, {})[f"#{item.pk}"] = key
            changed += 1
        draft.keep()
    return changed, passed
