"""Reading processes in from a file or a paste: into an inventory, or into the register's list of what was found (S1-4, S1-7)."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from processlots.apps.organisation.models import Unit
from processlots.apps.processes.actions import inbox
from processlots.apps.processes.inventory import import_values
from processlots.apps.processes.inventory import regulation_rows as imports_regulation
from processlots.apps.processes.models import ExternalActor, Inventory, Process, Recipient, RegulationPassage, Service, Strategy
from processlots.apps.processes.name_views import level_names, unit_names
from processlots.apps.processes.naming import judge
from processlots.apps.processes.naming.likeness import nearest
from processlots.apps.processes.specification import word_import as specification_import
from processlots.apps.processes.specification.written import guess, split
from processlots.kit import access, checks, history, search
from processlots.kit.asked import whole
from processlots.kit.imports import Column, Importer, Row, RowResult, importer
from processlots.kit.models.base import Sequence
from processlots.kit.models.checks import StoredFinding
from processlots.kit.pages import of, url_of
from processlots.kit.periods import today
from processlots.kit.swedish import normal, sort_key

# How a type and a value are written in lists; the first letters are enough.
_TYPES = (
    ("styr", "governing"),
    ("led", "governing"),
    ("govern", "governing"),
    ("huvud", "main"),
    ("kärn", "main"),
    ("main", "main"),
    ("stöd", "support"),
    ("stod", "support"),
    ("support", "support"),
)
_LONGEST = 200
# Comparing each new name with thousands of others takes longer than anybody waits; a list so long is looked at in parts.
_COMPARED = 500


@importer("processes")
class ProcessImporter(Importer):
    """A row is a process. A name that breaks the standard is told of, never refused."""

    title = lazy("Read in processes")
    help = lazy("A name on each row is enough. Type, purpose, recipients and more are read where there are columns for them.")
    example = "Pröva ansökan om bygglov\nTillhandahålla geodata\nFölja upp budget"
    model = Process
    takes = ("inventory",)
    columns = (
        Column("name", lazy("Name"), required=True, synonyms=("namn", "process", "processnamn", "processens namn", "name")),
        Column(
            "type", lazy("Type"), synonyms=("typ", "processtyp", "typ av process", "huvud/stöd/styr", "typ (huvud/stöd/styr)")
        ),
        Column("purpose", lazy("Purpose"), synonyms=("syfte", "syfte med processen")),
        Column(
            "recipients", lazy("Recipients"),
            synonyms=("mottagare", "kund", "målgrupp", "recipient", "mottagare (grundläggande)", "recipients (basic)"),
        ),
        Column(
            "value",
            lazy("Service, support or governance"),
            synonyms=("värde", "tjänst", "tjänster", "tjänst(er) eller styrning", "tjänster eller styrning", "leverans", "value",
                      "services or governance"),
        ),
        Column("commissioned_by", lazy("Commissioned by"), synonyms=("uppdragsgivare", "beställare")),
        Column("unit", lazy("Unit"), synonyms=("enhet", "verksamhet", "förvaltning", "avdelning")),
        Column(
            "found_where",
            lazy("Where it was found"),
            synonyms=("källa", "reglementespunkt", "source", "källa (reglementespunkt / ösb / upptäckt via …)", "ösb"),
        ),
        Column(
            "described", lazy("Already described?"),
            synonyms=("redan beskriven", "redan beskriven?", "redan beskriven? (ja/delvis/nej, länk)", "beskriven"),
        ),
        Column(
            "crosses", lazy("Several operations?"),
            synonyms=("löper över flera verksamheter", "flera verksamheter", "several operations"),
        ),
        Column("lifted_to", lazy("Lifted to"), synonyms=("lyfts till", "lyft till")),
        Column(
            "proposed_owner", lazy("Proposed owner"),
            synonyms=(
                "föreslagen processägare", "föreslagen ägare", "föreslagen processägare (ordinarie/tillfällig)", "processägare",
            ),
        ),
        Column(
            "proposed_leader", lazy("Proposed leader"), synonyms=("föreslagen processledare", "föreslagen ledare")
        ),
        Column("priority", lazy("Priority"), synonyms=("prioritet", "prio")),
        Column("priority_reason", lazy("Reason for the priority"), synonyms=("motivering", "skäl", "reason")),
        Column("comment", pgettext_lazy("inventory", "Comment"), synonyms=("kommentar", "anmärkning", "comment")),
        Column("ends", lazy("End date"), synonyms=("slutdatum", "klart", "avslutas", "end date")),
        Column("budget", lazy("Budget"), synonyms=("projektbudget", "kostnad")),
    )  # fmt: skip

    def inventory(self) -> Inventory | None:
        """The inventory that the rows go to."""
        return Inventory.objects.select_related("unit").filter(pk=whole(self.params.get("inventory", "")) or 0).first()

    def may(self, user: Any) -> bool:
        if self.params.get("inventory"):
            inventory = self.inventory()
            return inventory is not None and inventory.state in Inventory.OPEN and access.may(user, "change", inventory)
        # Without an inventory the rows wait to be taken up by one; many at once is for those who guide.
        return access.may(user, "add", Inventory)

    def lead(self) -> str:
        inventory = self.inventory()
        return _("The rows go into the inventory of %(inventory)s.") % {"inventory": inventory} if inventory else ""

    def crumbs(self) -> list[tuple[str, str]]:
        inventory = self.inventory()
        return [(str(inventory), url_of(inventory))] if inventory else [(of(Process).plural, of(Process).url("list"))]

    def url_back(self) -> str:
        inventory = self.inventory()
        return f"{url_of(inventory)}#rader" if inventory else "/processer/?visa=upptackta"

    def act_text(self, counts: dict[str, int]) -> str:
        return _("Read in %(count)s processes") % {"count": sum(counts.get(status, 0) for status in ("new", "warning"))}

    # ---- Looking -----------------------------------------------------------------------------------------------------

    def preview(self, rows: list[Row], mapping: dict[str, int], user: Any) -> list[RowResult]:
        inventory, units = self.inventory(), _units()
        others = level_names(user)
        mine = set(inventory.rows.filter(ended_on=None).values_list("sort", flat=True)) if inventory else set()
        known = {normal(name): name for name in others.values()}
        compared = list(others.values()) if len(rows) <= _COMPARED else []
        named = unit_names()
        seen: dict[str, int] = {}
        names = import_values.Known.read(set(mapping))
        board = inventory.unit.board() if inventory else None
        return [self._look(row, mapping, seen, mine, known, compared, named, units, names, board) for row in rows]

    def _look(
        self, row: Row, mapping: dict[str, int], seen: dict[str, int], mine: set[str], known: dict[str, str], compared: list[str],
        named: list[str], units: dict[str, Unit], names: import_values.Known, board: Unit | None,
    ) -> RowResult:  # fmt: skip
        values = {column.key: self.value(row, mapping, column.key) for column in self.columns if column.key in mapping}
        name = " ".join(values.get("name", "").split())
        values["name"] = name
        read = import_values.read(row.line, values, names, board)
        if errors := _errors(row.line, name, values, units) + read.faults:
            return RowResult(row.line, "error", errors, values)
        key = normal(name)
        if key in seen:
            twice = _("The same name stands on row %(line)s. It is not read in twice.") % {"line": seen[key]}
            return RowResult(row.line, "same", [twice], values)
        seen[key] = row.line
        if sort_key(name) in mine:
            return RowResult(row.line, "same", [_("It is in the inventory already.")], values)
        said = _verdict_words(name, named, compared) + read.says
        if key in known:
            said = [_("A process has this name already. Is it the same?"), *said]
        if values.get("type") and _type(values["type"]) == "":
            said.append(
                _("“%(text)s” is not one of main, support and governing. The type is left to choose.")
                % {"text": values["type"][:40]}
            )
        return RowResult(row.line, "warning" if said else "new", said, values)

    # ---- Reading in --------------------------------------------------------------------------------------------------

    def apply(self, rows: list[Row], mapping: dict[str, int], user: Any, act: Any) -> None:
        inventory, units = self.inventory(), _units()
        looked = {one.line: one for one in self.preview(rows, mapping, user)}
        wanted = [looked[row.line] for row in rows if looked[row.line].status in {"new", "warning"}]
        first = Sequence.take(Process._meta.label_lower, len(wanted)) if wanted else 0
        names = import_values.Known.read(set(mapping))
        board = inventory.unit.board() if inventory else None
        reads = [import_values.read(one.line, one.values, names, board) for one in wanted]
        made = [
            self._row(one.values, read, first + place, inventory, units, user)
            for place, (one, read) in enumerate(zip(wanted, reads, strict=True))
        ]
        history.bulk_create(Process, made)
        _write_sources(made, reads)
        _write_recipients(made, [split(one.values.get("recipients", "")) for one in wanted])
        _write_findings(made)
        prefetch_related_objects(made, "recipients")
        search.index_many(made)

    def _row(
        self, values: dict[str, str], read: import_values.Read, number: int, inventory: Inventory | None,
        units: dict[str, Unit], user: Any,
    ) -> Process:  # fmt: skip
        unit = units.get(normal(values.get("unit", ""))) or (inventory.unit if inventory else user.person.unit)
        given = read.fields
        return Process(
            name=values["name"],
            sort=sort_key(values["name"]),
            number=number,
            version=1,
            unit=unit,
            inventory=inventory or inbox(unit),
            found_by=user.person,
            type=_type(values.get("type", "")),
            purpose=values.get("purpose", ""),
            commissioned_by=values.get("commissioned_by", ""),
            priority_reason=values.get("priority_reason", ""),
            priority_by=user.person if given.get("priority") is not None else None,
            priority_on=today() if given.get("priority") is not None else None,
            **given,
        )


def _type(text: str) -> str:
    low = normal(text)
    return next((kind for beginning, kind in _TYPES if low.startswith(beginning)), "")


def _units() -> dict[str, Unit]:
    return {normal(unit.name): unit for unit in Unit.objects.all()}


def _errors(line: int, name: str, values: dict[str, str], units: dict[str, Unit]) -> list[str]:
    made = []
    if not name:
        made.append(_("Row %(line)s has no name. Write one, or take the row away.") % {"line": line})
    limits = {"name": _LONGEST, "commissioned_by": 200, "found_where": 200, "priority_reason": 300}
    for key, most in limits.items():
        if len(values.get(key, "")) > most:
            made.append(
                _("Row %(line)s: the text “%(text)s…” is longer than %(most)s characters. Shorten it.")
                % {"line": line, "text": values[key][:30], "most": most}
            )
    if any(len(one) > _LONGEST for one in split(values.get("recipients", ""))):
        made.append(_("Row %(line)s has a recipient that is longer than 200 characters. Shorten it.") % {"line": line})
    unit = values.get("unit", "")
    if unit and normal(unit) not in units:
        made.append(
            _("Row %(line)s: there is no unit named “%(text)s”. Write the name as in the organisation, or leave it empty.")
            % {"line": line, "text": unit[:60]}
        )
    return made


def _verdict_words(name: str, named: list[str], compared: list[str]) -> list[str]:
    """What the naming standard has to say of a name that is not good; nothing of one that is."""
    verdict = judge(name, unit_names=named)
    other = nearest(name, compared) if compared else None
    said = []
    if verdict.verdict != "ok":
        said.append(verdict.sentence("en" if get_language() == "en" else "sv"))
    if other is not None and normal(other) != normal(name):
        said.append(_("“%(other)s” is much like it (V-8). Is it the same?") % {"other": other})
    return said


def _write_recipients(made: list[Process], names: list[list[str]]) -> None:
    """Recipients by name; those that nobody has written before are made. A few queries for all rows."""
    keys = {sort_key(name): name for some in names for name in some}
    known = {row.sort: row for row in Recipient.objects.filter(ended_on=None)} if keys else {}
    new = []
    for key, name in keys.items():
        if key not in known:
            kind, category = guess(name)
            new.append(Recipient(name=name, sort=key, kind=kind, category=category, version=1))
    known |= {row.sort: row for row in history.bulk_create(Recipient, new)}
    search.index_many(new)
    through = Process.recipients.through
    pairs = [
        through(process=row, recipient=known[sort_key(name)]) for row, some in zip(made, names, strict=True) for name in some
    ]
    # silent: part of the rows that were just made, whose history says so
    through.objects.bulk_create(pairs, batch_size=500)


def _write_sources(made: list[Process], reads: list[import_values.Read]) -> None:
    """Services, passages and strategies that the rows name: a query for each kind."""
    for name, model in (("services", Service), ("passages", RegulationPassage), ("strategies", Strategy)):
        through: Any = model._meta.get_field("processes").remote_field.through
        own = f"{model._meta.model_name}_id"
        pairs = {(row.pk, one.pk) for row, read in zip(made, reads, strict=True) for one in getattr(read, name)}
        # silent: part of the rows that were just made, whose history says so
        through.objects.bulk_create([through(**{"process_id": row, own: one}) for row, one in sorted(pairs)], batch_size=500)


def _write_findings(made: list[Process]) -> None:
    """What the checks say of the new rows, without asking anew for each what is the same for all."""
    kind = ContentType.objects.get_for_model(Process)
    others = level_names() if len(made) <= _COMPARED else {}
    same = {"others": others, "held": {}, "parts": [], "externals": list(ExternalActor.objects.filter(ended_on=None))}
    stored = []
    for start in range(0, len(made), 500):
        rows = Process.objects.filter(pk__in=[row.pk for row in made[start : start + 500]])
        for row in rows.select_related("unit", "inventory_decision").prefetch_related("recipients", "requirements"):
            row.__dict__.update(same)
            for said in checks.run(row):
                words = {}
                for language in ("sv", "en"):
                    with translation.override(language):
                        words[f"message_{language}"] = str(said.finding.message)[:400]
                stored.append(
                    StoredFinding(
                        check_id=said.id,
                        severity=said.severity,
                        content_type=kind,
                        object_id=row.pk,
                        field=said.finding.field,
                        process=row.pk,
                        **words,
                    )
                )
    # silent: findings follow from the rows, and are nobody's act
    StoredFinding.objects.bulk_create(stored, batch_size=500)


__all__ = ["ProcessImporter", "imports_regulation", "specification_import"]  # which register what they hold
