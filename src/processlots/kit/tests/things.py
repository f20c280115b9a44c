"""An importer of the tests: leases with a name and a holder, which are rows like any other to the kit."""

from __future__ import annotations

import datetime
from typing import Any

from processlots.kit import history
from processlots.kit.imports import Column, Importer, RowResult, importer
from processlots.kit.imports.importers import Mapping
from processlots.kit.imports.reading import Row
from processlots.kit.models.history import Act
from processlots.kit.models.jobs import Lease


@importer("test-things")
class Things(Importer):
    """Rows with a known name change its holder; the name "dubbel" is refused only when it is read in."""

    title = "Things"
    model = Lease
    takes = ("place",)
    back = "/"
    columns = (
        Column("name", "Namn", required=True, synonyms=("benämning", "name")),
        Column("holder", "Innehavare", synonyms=("ägare", "owner")),
        Column("day", "Dag"),
    )

    def may(self, user: Any) -> bool:
        return user.username != "gro"

    def preview(self, rows: list[Row], mapping: Mapping, user: Any) -> list[RowResult]:
        known = dict(Lease.objects.values_list("name", "holder"))
        return [self._look(row, mapping, known) for row in rows]

    def _look(self, row: Row, mapping: Mapping, known: dict[str, str]) -> RowResult:
        name, holder = self.value(row, mapping, "name"), self.value(row, mapping, "holder")
        values = {"name": name, "holder": holder}
        if not name:
            return RowResult(row.line, "error", [f"Rad {row.line} har inget namn."], values)
        if name in known:
            return RowResult(row.line, "same" if known[name] == holder else "change", values=values)
        return RowResult(row.line, "warning" if name.islower() else "new", values=values)

    def apply(self, rows: list[Row], mapping: Mapping, user: Any, act: Act) -> None:
        known = {lease.name: lease for lease in Lease.objects.all()}
        made, changed = [], []
        for row in rows:
            name, holder, day = (self.value(row, mapping, key) for key in ("name", "holder", "day"))
            if name in known:
                known[name].holder = holder
                changed.append(known[name])
            else:
                made.append(Lease(name=name, holder=holder, day=datetime.date.fromisoformat(day) if day else None))
                if name == "dubbel":
                    made.append(Lease(name=name))
        history.bulk_create(Lease, made)
        for lease in changed:
            lease.save()
