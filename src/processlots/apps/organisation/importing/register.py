"""The units of a day as a list of names finds them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Unit
from processlots.kit.periods import today
from processlots.kit.swedish import normal


@dataclass
class Register:
    """The units that there are on a day, by name, by number in "Kansliet (12)", by external id and by place."""

    units: list[Unit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.named: dict[str, list[Unit]] = defaultdict(list)
        self.numbered: dict[str, Unit] = {}
        self.by_id: dict[str, Unit] = {}
        self.placed: dict[tuple[str, int | None], Unit] = {}
        for unit in self.units:
            self.named[normal(unit.name)].append(unit)
            self.numbered[normal(f"{unit.name} ({unit.pk})")] = unit
            self.placed[normal(unit.name), unit.parent_id] = unit
            if unit.external_id:
                self.by_id[normal(unit.external_id)] = unit
        tops = [unit for unit in self.units if unit.parent_id is None]
        self.top = tops[0] if len(tops) == 1 else None

    @classmethod
    def at(cls, day: datetime.date | None = None) -> Register:
        """The register as of a day (today where none is given), in one query."""
        return cls(list(Unit.objects.at(day or today()).select_related("parent").order_by("path")))

    def find(self, text: str) -> tuple[Unit | None, str]:
        """(the unit, "") or (None, what is wrong)."""
        key = normal(text)
        if key in self.numbered:
            return self.numbered[key], ""
        found = self.named.get(key, [])
        if len(found) == 1:
            return found[0], ""
        if found:
            said = _("%(count)s units are named “%(text)s”. Write which, with its number: %(names)s.")
            names = ", ".join(f"{unit.name} ({unit.pk})" for unit in found[:4])
            return None, said % {"count": len(found), "text": text[:60], "names": names}
        if key in self.by_id:
            return self.by_id[key], ""
        return None, _("There is no unit named “%(text)s”. Write the name as in the organisation, or add the unit first.") % {
            "text": text[:60]
        }
