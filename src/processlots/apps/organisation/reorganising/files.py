"""The files of a re-organisation: the new organisation, and where everybody is placed in it. Looked at as any import.

What is read in is kept as JSON beside the draft; nothing in the register changes by it.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from processlots.apps.organisation.importing import people_rows, unit_rows
from processlots.apps.organisation.importing.register import Register
from processlots.apps.organisation.importing.unit_rows import Place
from processlots.apps.organisation.imports import Mapping, OfTheOrganisation, PeopleImporter, UnitImporter, kinds
from processlots.apps.organisation.models import Person, Reorganisation, Unit
from processlots.apps.organisation.reorganising.succeeding import Coming, Plan, compare
from processlots.kit import access, files, history, locking
from processlots.kit.asked import whole
from processlots.kit.files import BadFile
from processlots.kit.imports import Column, Row, RowResult, importer
from processlots.kit.models.files import Blob
from processlots.kit.pages import of, url_of
from processlots.kit.swedish import normal


class OfReorganisation(OfTheOrganisation):
    """A file that goes to a draft."""

    model = Reorganisation
    verb = "change"
    takes = ("reorganisation",)
    options = ()
    #: the draft's field
    kept: str

    def draft(self) -> Reorganisation | None:
        """The draft that the rows go to."""
        if not hasattr(self, "_draft"):
            self._draft = Reorganisation.objects.filter(pk=whole(self.params.get("reorganisation", "")) or 0).first()
        return self._draft

    def may(self, user: Any) -> bool:
        draft = self.draft()
        return draft is not None and draft.state == Reorganisation.State.DRAFT and access.may(user, "change", draft)

    def crumbs(self) -> list[tuple[str, str]]:
        draft = self.draft()
        return [(of(Reorganisation).plural, of(Reorganisation).url("list")), *([(str(draft), url_of(draft))] if draft else [])]

    def url_back(self) -> str:
        draft = self.draft()
        return url_of(draft) if draft else of(Reorganisation).url("list")

    def keep(self, told: Any) -> None:
        """Keep what the file says with the draft, as a change of it that can be undone."""
        known = self.draft()
        assert known is not None
        draft = locking.hold(Reorganisation, known.pk, None)
        if draft.state != Reorganisation.State.DRAFT:
            raise BadFile(_("The re-organisation is performed. Nothing was read in."))
        setattr(draft, self.kept, _blob(told))
        history.bulk_update([draft], [self.kept])


@importer("reorganisation")
class OrganisationImporter(OfReorganisation):
    """Each row a unit of the whole new organisation."""

    title = lazy("Read in the new organisation")
    help = lazy(
        "Every unit of the new organisation, in the same form as when units are read in. A unit that is not in the file is "
        "proposed to end."
    )
    example = UnitImporter.example
    act_said = lazy("Read in a new organisation of %(count)s units that differ")
    columns = UnitImporter.columns
    kept = "organisation"

    def preview(self, rows: list[Row], mapping: Mapping, user: Any) -> list[RowResult]:
        places = self._placed(rows, mapping)
        if any(place.wrong for place in places):
            return [place.result for place in places]
        draft = self.draft()
        assert draft is not None
        plan = compare(standing_at(draft), coming(places))
        return [self._result(place, key, plan) for place, key in zip(places, keys(places), strict=True)] + [
            RowResult(0, "gone", [_("Proposed to end.")], {"name": plan.standing[pk].name})
            for pk, fate in plan.fates.items()
            if fate.kind == "closed"
        ]

    def _placed(self, rows: list[Row], mapping: Mapping) -> list[Place]:
        return unit_rows.placed(self.texts(rows, mapping), Register(), kinds(), self.labels(), alone=True)

    def _result(self, place: Place, key: str, plan: Plan) -> RowResult:
        values, line = place.result.values, place.result.line
        before = [plan.standing[pk].name for pk in plan.sources.get(key, [])]
        if key in plan.at and len(before) == 1:
            # Reading in a file that changes nothing is also an answer, so each row counts.
            return RowResult(line, "change", [_("Goes on as it is.")], values)
        if before:
            return RowResult(line, "change", [_("After %(units)s.") % {"units": ", ".join(before)}], values)
        return RowResult(line, "new", [], values)

    def apply(self, rows: list[Row], mapping: Mapping, user: Any, act: Any) -> None:
        places = self._placed(rows, mapping)
        self.keep([_vars(one) for one in coming(places)])


@importer("reorganisation-people")
class PlacedPeopleImporter(OfReorganisation):
    """Each row a person and the unit in the new organisation: what succession is known by, and where each one goes."""

    title = lazy("Read in where everybody is placed")
    help = lazy("Name or external id, and the unit in the new organisation, by name or external id.")
    example = "Namn\tEnhet\tExternt id\nMedarbetar-Maj\tStadsmiljöenheten\t1007"
    act_said = lazy("Read in where %(count)s people are placed")
    columns = (
        *[column for column in PeopleImporter.columns if column.key in {"name", "external_id"}],
        Column("unit", lazy("Unit in the new organisation"), required=True, synonyms=("enhet", "ny enhet", "unit", "placering")),
    )
    kept = "people"

    def preview(self, rows: list[Row], mapping: Mapping, user: Any) -> list[RowResult]:
        return [one.result for one, _key in self._looked(rows, mapping)]

    def _looked(self, rows: list[Row], mapping: Mapping) -> list[tuple[people_rows.Found, str]]:
        draft = self.draft()
        assert draft is not None
        where = _named(organisation_of(draft))
        people = list(Person.objects.select_related("unit").order_by("pk"))
        texts = self.texts(rows, mapping)
        told = [(line, {**values, "unit": ""}) for line, values in texts]
        found = people_rows.looked(told, people, Register(), {**self.labels(), "left": ""}, self.progress)
        made = []
        for one, (line, values) in zip(found, texts, strict=True):
            wanted = normal(values.get("unit", ""))
            keys_there = where.get(wanted, [])
            said = list(one.result.messages) if one.result.status == "error" else []
            if one.person is None and one.result.status != "same" and not said:
                said.append(_("Nobody is known by this name or id. Read the person in first, or take the row away."))
            if not keys_there:
                said.append(_("“%(text)s” is no unit of the new organisation.") % {"text": values.get("unit", "")[:60]})
            elif len(keys_there) > 1:
                said.append(_("%(count)s units are named “%(text)s”. Write the external id.")
                            % {"count": len(keys_there), "text": values["unit"][:60]})  # fmt: skip
            status: Any = "error" if said else "same" if one.result.status == "same" and one.person is None else "change"
            one.result = RowResult(line, status, said or one.result.messages if status != "change" else [], values)
            made.append((one, keys_there[0] if len(keys_there) == 1 else ""))
        return made

    def apply(self, rows: list[Row], mapping: Mapping, user: Any, act: Any) -> None:
        self.keep({str(one.person.pk): key for one, key in self._looked(rows, mapping) if one.person is not None})


def _named(rows: list[Coming]) -> dict[str, list[str]]:
    """Name or external id → keys."""
    found: dict[str, list[str]] = {}
    for one in rows:
        for text in {normal(one.name), normal(one.external_id)} - {""}:
            found.setdefault(text, []).append(one.key)
    return found


def keys(places: list[Place]) -> list[str]:
    """What tells each row from the others, also when the file is read in anew: its external id, else its name and place."""
    count: Counter[str] = Counter()
    made = []
    for place in places:
        above = place.above_row.name if place.above_row is not None else ""
        key = f"x:{normal(place.external_id)}" if place.external_id else f"n:{normal(place.name)}/{normal(above)}"
        count[key] += 1
        made.append(key if count[key] == 1 else f"{key}#{count[key]}")
    return made


def coming(places: list[Place]) -> list[Coming]:
    """The rows as units to come."""
    of_place = {id(place): key for place, key in zip(places, keys(places), strict=True)}
    return [
        Coming(
            of_place[id(place)], place.name, place.kind or Unit.Kind.UNIT,
            of_place[id(place.above_row)] if place.above_row is not None else None, place.external_id, place.result.line,
        )
        for place in places
    ]  # fmt: skip


def _vars(one: Coming) -> list[Any]:
    return [one.key, one.name, str(one.kind), one.parent, one.external_id, one.line]


def _blob(told: Any) -> Blob:
    return files.store(json.dumps(told, ensure_ascii=False, sort_keys=True).encode(), "txt", 4 * files.MAX_SIZE)


def blob_of(rows: list[Coming]) -> Blob:
    """A new organisation, kept."""
    return _blob([_vars(one) for one in rows])


def organisation_of(draft: Reorganisation) -> list[Coming]:
    """The new organisation that was read in."""
    return [Coming(*one) for one in _kept(draft.organisation)] if draft.organisation is not None else []


def people_of(draft: Reorganisation) -> dict[int, str]:
    """Person → key of the unit where the file places the person."""
    return {int(pk): key for pk, key in _kept(draft.people).items()} if draft.people is not None else {}


def _kept(blob: Blob) -> Any:
    try:
        return json.loads(blob.read())
    except FileNotFoundError as lost:
        raise BadFile(_("The file is missing in the data folder. Read it in again.")) from lost


def standing_at(draft: Reorganisation) -> list[Any]:
    """The units that there are on the day, as what is compared."""
    from processlots.apps.organisation.reorganising.succeeding import Standing

    rows = Unit.objects.at(draft.date).order_by("path").values_list("pk", "name", "kind", "parent", "external_id")
    return [Standing(pk, name, kind, parent, external_id or "") for pk, name, kind, parent, external_id in rows]
