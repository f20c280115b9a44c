"""Reading people and units in from a file or a paste: what a new installation begins with, and how it keeps up (OR-1)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import translation
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from processlots.apps.organisation.importing import missing, people_rows, unit_rows
from processlots.apps.organisation.importing.register import Register
from processlots.apps.organisation.importing.unit_rows import Place
from processlots.apps.organisation.models import Person, Unit
from processlots.kit import history, search
from processlots.kit.imports import Column, Importer, Option, Row, RowResult, importer
from processlots.kit.imports.importers import ACTS
from processlots.kit.pages import of
from processlots.kit.swedish import normal, sort_key

Mapping = dict[str, int]
#: whether what stands and is not in the file is ended
END = "end"


class OfTheOrganisation(Importer):
    """What the lists of units and of people have in common."""

    act_said: ClassVar[Any] = ""

    def crumbs(self) -> list[tuple[str, str]]:
        return [(of(self.model).plural, of(self.model).url("list"))]

    def act_text(self, counts: dict[str, int]) -> str:
        return str(self.act_said) % {"count": sum(counts.get(one, 0) for one in ACTS)}

    def labels(self) -> dict[str, Any]:
        """Column → its heading."""
        return {column.key: column.label for column in self.columns}

    def texts(self, rows: list[Row], mapping: Mapping) -> list[tuple[int, dict[str, str]]]:
        """(line, column → text with single spaces) of each row."""
        keys = [column.key for column in self.columns if column.key in mapping]
        return [(row.line, {key: " ".join(self.value(row, mapping, key).split()) for key in keys}) for row in rows]


@importer("people")
class PeopleImporter(OfTheOrganisation):
    """A row is a person, known again by external id, else by name and unit. Nobody gets a login or a role by it."""

    title = lazy("Read in people")
    help = lazy("A name on each row is enough. Title, unit, e-mail and external id are read where there are columns for them.")
    example = "Namn\tTitel\tEnhet\tE-post\nChef-Charlie\tFörvaltningschef\tSamhällsbyggnadsförvaltningen\tcharlie@example.org"
    act_said = lazy("Read in %(count)s people")
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
    options = (
        Option(
            END,
            lazy("Those who are not in the file have left"),
            lazy("Only where the file has everybody. Their last day becomes yesterday; roles and history stay."),
        ),
    )

    def labels(self) -> dict[str, Any]:
        return {**super().labels(), "left": Person._meta.get_field("left").verbose_name}

    def preview(self, rows: list[Row], mapping: Mapping, user: Any) -> list[RowResult]:
        found, gone = self._looked(rows, mapping)
        return [*[one.result for one in found], *[result for result, _person in gone]]

    def _looked(self, rows: list[Row], mapping: Mapping) -> tuple[list[people_rows.Found], list[tuple[RowResult, Person]]]:
        people = list(Person.objects.select_related("unit").order_by("pk"))
        texts = self.texts(rows, mapping)
        found = people_rows.looked(texts, people, Register.at(), self.labels(), self.progress)
        named = {one.person.pk for one in found if one.person is not None}
        return found, missing.missing_people(people, named, end=self.wants(END))

    def apply(self, rows: list[Row], mapping: Mapping, user: Any, act: Any) -> None:
        new: list[Any] = []
        changed: list[Any] = []
        found, gone = self._looked(rows, mapping)
        for one in found:
            if one.result.status not in ACTS:
                continue
            person = one.person or Person(version=1)
            for name, value in one.given().items():
                setattr(person, name, value)
            person.sort = sort_key(person.name)
            (changed if one.person else new).append(person)
        search.index_many(history.bulk_create(Person, new))
        history.bulk_update(changed, ["name", "sort", "title", "email", "external_id", "unit", "left"])
        search.index_again(changed)
        history.bulk_update(missing.ended_people([one for result, one in gone if result.status == "end"]), ["left"])


@importer("units")
class UnitImporter(OfTheOrganisation):
    """A row is a unit, known again by external id, else by its name and what it belongs to, which may be in the same file."""

    title = lazy("Read in units")
    help = lazy(
        "A name on each row is enough. What a unit belongs to is written by name, and may stand in the same list; "
        "where nothing is written it is put at the top of the organisation. "
        "A unit that is renamed or moved from a day on goes by a re-organisation."
    )
    example = (
        "Namn\tSlag\tHör till\tExternt id\nSamhällsbyggnadsförvaltningen\tförvaltning\t\t100\n"
        "Bygglovsenheten\tenhet\tSamhällsbyggnadsförvaltningen\t110"
    )
    act_said = lazy("Read in %(count)s units")
    model = Unit
    columns = (
        Column("name", lazy("Name"), required=True, synonyms=("namn", "enhet", "unit", "organisation", "verksamhet")),
        Column("kind", lazy("Kind"), synonyms=("sort", "slag", "typ", "nivå", "kind", "type")),
        Column(
            "parent",
            lazy("Belongs to"),
            synonyms=("hör till", "tillhör", "under", "överordnad", "överordnad enhet", "överordnat id", "parent"),
        ),
        Column(
            "external_id",
            lazy("External id"),
            synonyms=("externt id", "id", "enhetsid", "enhets-id", "enhetskod", "kod", "organisations-id", "ansvar"),
        ),
        Column(
            "allocation_model", lazy("Own resource allocation model"), synonyms=("resursallokeringsmodell", "fördelningsmodell")
        ),
    )
    options = (
        Option(
            END,
            lazy("Units that are not in the file have ended"),
            lazy("Only where the file has every unit. One that something hangs on stays; a re-organisation moves that first."),
        ),
    )

    def preview(self, rows: list[Row], mapping: Mapping, user: Any) -> list[RowResult]:
        places, gone = self._placed(rows, mapping)
        return [*[place.result for place in places], *[result for result, _unit in gone]]

    def _placed(self, rows: list[Row], mapping: Mapping) -> tuple[list[Place], list[tuple[RowResult, Unit]]]:
        register = Register.at()
        places = unit_rows.placed(self.texts(rows, mapping), register, kinds(), self.labels())
        named = {place.unit.pk for place in places if place.unit is not None}
        named |= {above.pk for place in places if (above := place.above) is not None and not place.wrong and not place.loose}
        return places, missing.missing_units(register.units, named, end=self.wants(END))

    def apply(self, rows: list[Row], mapping: Mapping, user: Any, act: Any) -> None:
        places, gone = self._placed(rows, mapping)
        unit_rows.written_units(places)
        history.bulk_update(missing.ended_units([unit for result, unit in gone if result.status == "end"]), ["valid_to"])

    def after_undo(self, user: Any) -> None:
        from processlots.apps.organisation.models.units import keep_paths

        keep_paths()


def kinds() -> dict[str, str]:
    """How a kind is written, in both languages → the kind."""
    found = {}
    for language in ("sv", "en"):
        with translation.override(language):
            found.update({normal(str(label)): key for key, label in Unit.Kind.choices})
    return {**{normal(key): key for key in Unit.Kind.values}, **found}
