"""Reading people and units in from a file or a paste: what a new installation begins with (OR-1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from processlots.apps.organisation.models import Person, Unit
from processlots.apps.organisation.unit_rows import Place, placed, written_units
from processlots.kit import history, search
from processlots.kit.imports import Column, Importer, Row, RowResult, importer
from processlots.kit.pages import of
from processlots.kit.periods import today
from processlots.kit.swedish import normal, sort_key

Mapping = dict[str, int]
LIMITS = {"name": 200, "title": 120, "external_id": 200, "email": 254}


class Units:
    """The units of today by name, and by the number in "Kansliet (12)"."""

    def __init__(self) -> None:
        self.named: dict[str, list[Unit]] = defaultdict(list)
        self.numbered: dict[str, Unit] = {}
        for unit in Unit.objects.at(today()).order_by("path"):
            self.named[normal(unit.name)].append(unit)
            self.numbered[normal(f"{unit.name} ({unit.pk})")] = unit

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
        return None, _("There is no unit named “%(text)s”. Write the name as in the organisation, or add the unit first.") % {
            "text": text[:60]
        }


def too_long(values: dict[str, str], limits: dict[str, int]) -> list[str]:
    """A sentence for each text that there is no room for."""
    said = _("The text “%(text)s…” is longer than %(most)s characters. Shorten it.")
    return [said % {"text": values[key][:30], "most": most} for key, most in limits.items() if len(values.get(key, "")) > most]


@importer("people")
class PeopleImporter(Importer):
    """A row is a person, known again by external id, else by name and unit. Nobody gets a login or a role by it."""

    title = lazy("Read in people")
    help = lazy("A name on each row is enough. Title, unit, e-mail and external id are read where there are columns for them.")
    example = "Namn\tTitel\tEnhet\tE-post\nChef-Charlie\tFörvaltningschef\tSamhällsbyggnadsförvaltningen\tcharlie@example.org"
    model = Person
    columns = (
        Column("name", lazy("Name"), required=True, synonyms=("namn", "för- och efternamn", "person", "medarbetare")),
        Column("title", lazy("Title"), synonyms=("titel", "befattning", "yrke", "roll")),
        Column(
            "unit", pgettext_lazy("organisation", "Unit"), synonyms=("enhet", "förvaltning", "avdelning", "organisation", "unit")
        ),
        Column("email", lazy("E-mail"), synonyms=("e-post", "epost", "mejl", "mail", "email", "e-postadress")),
        Column(
            "external_id", lazy("External id"), synonyms=("externt id", "id", "anställningsnummer", "anstnr", "hr-id", "signatur")
        ),
    )

    def crumbs(self) -> list[tuple[str, str]]:
        return [(of(Person).plural, of(Person).url("list"))]

    def act_text(self, counts: dict[str, int]) -> str:
        return _("Read in %(count)s people") % {"count": sum(counts.get(one, 0) for one in ("new", "change", "warning"))}

    def preview(self, rows: list[Row], mapping: Mapping, user: Any) -> list[RowResult]:
        return [result for result, _person, _unit in self._looked(rows, mapping)]

    def _looked(self, rows: list[Row], mapping: Mapping) -> list[tuple[RowResult, Person | None, Unit | None]]:
        """Each row's result, the person it is about if there is one, and the unit it names."""
        units, people = Units(), list(Person.objects.select_related("unit").order_by("pk"))
        by_id = {normal(one.external_id): one for one in people if one.external_id}
        by_name: dict[str, list[Person]] = defaultdict(list)
        for one in people:
            by_name[normal(one.name)].append(one)
        seen: dict[tuple[str, ...], int] = {}
        made: list[tuple[RowResult, Person | None, Unit | None]] = []
        for row in rows:
            values = {c.key: " ".join(self.value(row, mapping, c.key).split()) for c in self.columns if c.key in mapping}
            unit, errors = None, self._errors(values)
            if values.get("unit"):
                unit, wrong = units.find(values["unit"])
                errors += [wrong] if wrong else []
            if errors:
                made.append((RowResult(row.line, "error", errors, values), None, None))
                continue
            external, name = normal(values.get("external_id", "")), normal(values["name"])
            key = ("id", external) if external else ("name", name, str(unit.pk if unit else ""))
            if key in seen:
                said = _("The same person stands on row %(line)s. It is not read in twice.") % {"line": seen[key]}
                made.append((RowResult(row.line, "same", [said], values), None, None))
                continue
            seen[key] = row.line
            known, doubts = _known(external, by_id, by_name[name], unit, named_unit=bool(values.get("unit")))
            made.append((_result(row.line, values, known, unit, doubts), known, unit))
        return made

    def _errors(self, values: dict[str, str]) -> list[str]:
        errors = too_long(values, LIMITS)
        if not values.get("name"):
            errors.append(_("The row has no name. Write one, or take the row away."))
        if values.get("email"):
            try:
                validate_email(values["email"])
            except ValidationError:
                errors.append(_("“%(text)s” is no e-mail address. Mend it, or leave it empty.") % {"text": values["email"][:60]})
        return errors

    def apply(self, rows: list[Row], mapping: Mapping, user: Any, act: Any) -> None:
        new: list[Any] = []
        changed: list[Any] = []
        for result, known, unit in self._looked(rows, mapping):
            if result.status not in {"new", "change", "warning"}:
                continue
            person = known or Person(version=1)
            for name, value in _fields(result.values, unit).items():
                setattr(person, name, value)
            person.sort = sort_key(person.name)
            (changed if known else new).append(person)
        search.index_many(history.bulk_create(Person, new))
        # Few are changed at a time, and each save keeps the index of searches.
        for person in changed:
            person.save()


def _known(
    external: str, by_id: dict[str, Person], namesakes: list[Person], unit: Unit | None, *, named_unit: bool
) -> tuple[Person | None, list[str]]:
    """Whom the row is about, and what one should look at."""
    if external and external in by_id:
        return by_id[external], []
    # With an id of its own, somebody who has another id is somebody else.
    alike = [one for one in namesakes if not (external and one.external_id)]
    here = [one for one in alike if not named_unit or one.unit_id == (unit.pk if unit else None)]
    if len(here) == 1:
        return here[0], []
    if alike:
        where = ", ".join(str(one.unit or _("no unit")) for one in alike[:3])
        said = _(
            "There is already somebody by this name (%(where)s). A new person is added; if it is the same, take the row away."
        )
        return None, [said % {"where": where}]
    return None, []


def _fields(values: dict[str, str], unit: Unit | None) -> dict[str, Any]:
    """What the row says; an empty cell says nothing."""
    found: dict[str, Any] = {name: values[name] for name in ("name", "title", "email", "external_id") if values.get(name)}
    return {**found, "unit": unit} if unit is not None else found


def _result(line: int, values: dict[str, str], known: Person | None, unit: Unit | None, doubts: list[str]) -> RowResult:
    if known is None:
        return RowResult(line, "warning" if doubts else "new", doubts, values)
    differing = [name for name, value in _fields(values, unit).items() if getattr(known, name) != value]
    if not differing:
        return RowResult(line, "same", [], values)
    fields: list[Any] = [Person._meta.get_field(name) for name in differing]
    labels = ", ".join(str(field.verbose_name) for field in fields)
    return RowResult(line, "change", [_("Changes: %(fields)s.") % {"fields": labels}], values)


@importer("units")
class UnitImporter(Importer):
    """A row is a unit, known again by its name and what it belongs to, which may stand in the same file."""

    title = lazy("Read in units")
    help = lazy(
        "A name on each row is enough. What a unit belongs to is written by name, and may stand in the same list; "
        "where nothing is written it is put at the top of the organisation."
    )
    example = (
        "Namn\tSlag\tHör till\nSamhällsbyggnadsförvaltningen\tförvaltning\t\n"
        "Bygglovsenheten\tenhet\tSamhällsbyggnadsförvaltningen"
    )
    model = Unit
    columns = (
        Column("name", lazy("Name"), required=True, synonyms=("namn", "enhet", "unit", "organisation", "verksamhet")),
        Column("kind", lazy("Kind"), synonyms=("sort", "slag", "typ", "nivå", "kind", "type")),
        Column(
            "parent", lazy("Belongs to"), synonyms=("hör till", "tillhör", "under", "överordnad", "överordnad enhet", "parent")
        ),
    )

    def crumbs(self) -> list[tuple[str, str]]:
        return [(of(Unit).plural, of(Unit).url("list"))]

    def act_text(self, counts: dict[str, int]) -> str:
        return _("Read in %(count)s units") % {"count": sum(counts.get(one, 0) for one in ("new", "change", "warning"))}

    def preview(self, rows: list[Row], mapping: Mapping, user: Any) -> list[RowResult]:
        return [place.result for place in self._placed(rows, mapping)]

    def _placed(self, rows: list[Row], mapping: Mapping) -> list[Place]:
        values = [
            (row.line, {c.key: " ".join(self.value(row, mapping, c.key).split()) for c in self.columns if c.key in mapping})
            for row in rows
        ]
        units = Units()
        tops = [unit for several in units.named.values() for unit in several if unit.parent_id is None]
        return placed(values, units.find, tops[0] if len(tops) == 1 else None, kinds(), _existing())

    def apply(self, rows: list[Row], mapping: Mapping, user: Any, act: Any) -> None:
        made = written_units(self._placed(rows, mapping))
        search.index_many(made)


def kinds() -> dict[str, str]:
    """How a kind is written, in both languages → the kind."""
    found = {}
    for language in ("sv", "en"):
        with translation.override(language):
            found.update({normal(str(label)): key for key, label in Unit.Kind.choices})
    return {**{normal(key): key for key in Unit.Kind.values}, **found}


def _existing() -> dict[tuple[str, int | None], Unit]:
    """(name, what it belongs to) → the unit of today."""
    rows: Iterable[Unit] = Unit.objects.at(today())
    return {(normal(unit.name), unit.parent_id): unit for unit in rows}
