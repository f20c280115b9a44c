"""What hangs on a unit and must go somewhere when the unit ends: a registry that the apps fill.

    hangs_on_unit(Hanging("processes.inventory", _("Inventories under way"), Inventory, "unit", open_rows=under_way))

A relation to Unit that nobody has said anything of is found by itself and listed, so that nothing is left unseen.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.text import capfirst

from processlots.apps.organisation.models import Appointment, Forum, Person, Succession, SupportContact, Unit
from processlots.kit import history, pages
from processlots.kit.models.history import LogEntry
from processlots.kit.periods import today


@dataclass(frozen=True)
class Setting:
    """What is asked about: units that end, and for each unit whose board becomes another, (the old board, the new one).

    The new board is whatever the asker keys what is coming by.
    """

    ends: frozenset[int]
    boards: dict[int, tuple[int, Any]] = field(default_factory=dict)


@dataclass
class Item:
    """One thing that hangs on a unit. `goes`: where the app itself proposes that it goes (keyed as Setting.boards)."""

    pk: int
    unit: int
    row: Any
    goes: Any = None


Move = tuple[Item, int]


@dataclass(frozen=True)
class Hanging:
    """A kind of thing that hangs on a unit by the field `name` of `model`.

    `must`: it may not be left on a unit that has ended without somebody saying so. `whole`: it is only moved by itself
    where the unit as a whole became another (not merged or split). `dated`: it has a period, and is moved at once.
    """

    key: str
    label: Any
    model: type[models.Model]
    name: str
    open_rows: Callable[[models.QuerySet[Any]], models.QuerySet[Any]] = lambda rows: rows
    must: bool = True
    whole: bool = False
    dated: bool = False
    #: what of a row is fetched along for its text
    along: Sequence[str] = ()
    #: fields of a history entry that say what was moved and are put back by `restore`
    told: tuple[tuple[str, str], ...] = ()

    def rows(self, units: Iterable[int]) -> models.QuerySet[Any]:
        """What hangs on these units and is not over."""
        rows = self.open_rows(self.model._default_manager.filter(**{f"{self.name}_id__in": list(units)}))
        return rows.select_related(*self.along) if self.along else rows

    def items(self, asked: Setting) -> list[Item]:
        """What the units that end leave behind, in one query or a few."""
        found = [] if not asked.ends else self.rows(asked.ends).order_by("pk")
        return [Item(row.pk, getattr(row, f"{self.name}_id"), row) for row in found]

    def found(self, keys: Iterable[int]) -> list[Item]:
        """Things by key that were chosen by themselves, though what they hang on goes on."""
        keys = list(keys)
        rows = self.model._default_manager.filter(pk__in=keys) if keys else []
        return [Item(row.pk, getattr(row, f"{self.name}_id"), row) for row in rows]

    def text(self, item: Item) -> str:
        """What a thing is called."""
        return str(item.row)

    def url(self, item: Item) -> str:
        """Its page."""
        row = self.shown(item)
        return pages.url_of(row) if pages.known(type(row)) and "detail" in pages.of(type(row)).acts else ""

    def shown(self, item: Item) -> Any:
        """The row that Access is asked about: the thing itself unless another says."""
        return item.row

    def move(self, moves: list[Move], day: datetime.date) -> list[Any]:
        """Let the things hang on other units from the day, leaving a trace in the history. What cannot stand beside what is
        there already stays. Returns what `restore` needs, as JSON."""
        rows = []
        for item, unit in self._free(moves):
            setattr(item.row, f"{self.name}_id", unit)
            rows.append(item.row)
        history.bulk_update(rows, [self.name])
        return []

    def restore(self, told: list[Any]) -> None:
        """Put back what the history cannot."""

    def _free(self, moves: list[Move]) -> list[Move]:
        """Those for which there is room where they are going: one inventory a unit and year."""
        rules = [
            (tuple(f for f in rule.fields), rule.condition)
            for rule in self.model._meta.constraints
            if isinstance(rule, models.UniqueConstraint) and self.name in rule.fields
        ]
        free = moves
        for names, condition in rules:
            others = [self.model._meta.get_field(one).attname for one in names if one != self.name]  # type: ignore[union-attr]
            goals = {unit for _item, unit in free}
            there = self.model._default_manager.filter(**{f"{self.name}_id__in": goals})
            if condition is not None:
                there = there.filter(condition)
            taken = {tuple(row) for row in there.values_list(f"{self.name}_id", *others)}
            kept = []
            for item, unit in free:
                place = (unit, *(getattr(item.row, one) for one in others))
                if place not in taken:
                    taken.add(place)
                    kept.append((item, unit))
            free = kept
        return free


class Roles(Hanging):
    """Appointments for a unit: the old one ends the day before, and one like it begins with the new unit."""

    def rows(self, units: Iterable[int]) -> models.QuerySet[Any]:
        kind = ContentType.objects.get_for_model(Unit)
        rows = Appointment.objects.filter(scope_type=kind, scope_id__in=list(units))
        rows = rows.filter(state__in=[*Appointment.UNDER_WAY, *Appointment.IN_FORCE])
        return rows.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=today())).select_related("person")

    def items(self, asked: Setting) -> list[Item]:
        return [Item(row.pk, row.scope_id, row) for row in self.rows(asked.ends).order_by("pk")] if asked.ends else []

    def found(self, keys: Iterable[int]) -> list[Item]:
        return []

    def url(self, item: Item) -> str:
        return pages.url_of(item.row.person)

    def shown(self, item: Item) -> Any:
        return item.row.person

    def move(self, moves: list[Move], day: datetime.date) -> list[Any]:
        moved, ended, made = [], [], []
        for item, unit in moves:
            row = item.row
            if row.valid_from >= day:
                row.scope_id = unit
                moved.append(row)
                continue
            made.append(_again(row, unit, day))
            row.valid_to = day - datetime.timedelta(days=1)
            ended.append(row)
        history.bulk_update(moved, ["scope_id"])
        history.bulk_update(ended, ["valid_to"])
        history.bulk_create(Appointment, made)
        return []


def _again(row: Appointment, unit: int, day: datetime.date) -> Appointment:
    """The same appointment for another unit, from the day."""
    left_out = {"id", "uid", "version", "scope_id", "valid_from"}
    same = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields if one.name not in left_out}
    return Appointment(**{**same, "scope_id": unit, "valid_from": day, "version": 1})


class Several(Hanging):
    """A many-to-many relation between a model and units: the row of the table between is what hangs."""

    def __init__(self, key: str, label: Any, owner: type[models.Model], name: str, **more: Any) -> None:
        between = owner._meta.get_field(name).remote_field.through  # type: ignore[union-attr]
        told = ((owner._meta.label_lower, name),)
        super().__init__(key, label, between, "unit", along=(owner._meta.model_name or "",), told=told, **more)
        object.__setattr__(self, "owner", owner)
        object.__setattr__(self, "many", name)

    owner: Any = None
    many: str = ""

    def shown(self, item: Item) -> Any:
        return getattr(item.row, self.owner._meta.model_name)

    def text(self, item: Item) -> str:
        return str(self.shown(item))

    def move(self, moves: list[Move], day: datetime.date) -> list[Any]:
        if not moves:
            return []
        own = f"{self.owner._meta.model_name}_id"
        table: Any = self.model._default_manager
        asked = {getattr(item.row, own) for item, _unit in moves}
        before = _gathered(table.filter(**{f"{own}__in": asked}).values_list(own, "unit_id"))
        # silent: each owner's history is written below, with the units before and after
        table.filter(pk__in=[item.row.pk for item, _unit in moves]).delete()
        after = {pk: set(units) for pk, units in before.items()}
        for item, _unit in moves:
            after[getattr(item.row, own)] -= {item.unit}
        for item, unit in moves:
            after[getattr(item.row, own)] |= {unit}
        self._write(before, after)
        return [[pk, sorted(units), sorted(after[pk])] for pk, units in before.items()]

    def _write(self, before: dict[int, set[int]], after: dict[int, set[int]]) -> None:
        own = f"{self.owner._meta.model_name}_id"
        table: Any = self.model._default_manager
        there = _gathered(table.filter(**{f"{own}__in": list(after)}).values_list(own, "unit_id"))
        new = [self.model(**{own: pk, "unit_id": unit}) for pk, units in after.items() for unit in units - there.get(pk, set())]
        # silent: each owner's history is written here, with the units before and after
        table.bulk_create(new, batch_size=500)
        asked = {one for some in (*before.values(), *after.values()) for one in some}
        names = dict(Unit.objects.filter(pk__in=asked).values_list("pk", "name"))
        told = []
        for row in self.owner._default_manager.filter(pk__in=list(after)):
            old, new_text = (", ".join(sorted(names.get(one, "") for one in some[row.pk])) for some in (before, after))
            told.append((row, {self.many: [old, new_text]}))
        log(told)

    def restore(self, told: list[Any]) -> None:
        own = f"{self.owner._meta.model_name}_id"
        before = {pk: set(now) for pk, _was, now in told}
        after = {pk: set(was) for pk, was, _now in told}
        table: Any = self.model._default_manager
        gone = models.Q(pk__in=[])
        for pk, units in before.items():
            if units - after[pk]:
                gone |= models.Q(**{own: pk, "unit_id__in": units - after[pk]})
        # silent: each owner's history is written by _write, with the units before and after
        table.filter(gone).delete()
        self._write(before, after)


def _gathered(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return found


def log(told: Sequence[tuple[models.Model, dict[str, list[str]]]]) -> None:
    """Write history entries for changes that no field of the row holds, within the act that is open."""
    entries = [
        LogEntry(
            content_type=ContentType.objects.get_for_model(row), object_pk=str(row.pk), object_id=row.pk, object_repr=str(row),
            action=LogEntry.Action.UPDATE, changes=changes, **history.context(row),
        )
        for row, changes in told
    ]  # fmt: skip
    # silent: it is the history itself
    LogEntry.objects.bulk_create(entries, batch_size=500)


_registered: dict[str, Hanging] = {}
#: relations to Unit that are no load on it: the tree itself, and what tells of the past
_TREE = {(Unit, "parent"), (Succession, "from_unit"), (Succession, "to_unit")}
_history: set[tuple[type[models.Model], str]] = set()


def hangs_on_unit(*some: Hanging) -> None:
    """Register kinds of things that hang on units."""
    for one in some:
        _registered[one.key] = one


def stays_with_unit(model: type[models.Model], name: str) -> None:
    """Say that a relation tells of what was, and stays with the unit it was about."""
    _history.add((model, name))


def kinds() -> list[Hanging]:
    """Every kind: those registered, and each other relation to Unit that nobody has said anything of."""
    known = {(one.model, one.name) for one in _registered.values()} | _TREE | _history
    found = list(_registered.values())
    for relation in Unit._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.many_to_many)):
            continue
        model: Any = relation.related_model
        name = relation.field.name  # type: ignore[union-attr]
        label = capfirst(str(model._meta.verbose_name_plural))
        if relation.many_to_many:
            between = relation.field.remote_field.through  # type: ignore[union-attr]
            if (between, "unit") not in known and any(one.name == "unit" for one in between._meta.fields):
                found.append(Several(f"{model._meta.label_lower}.{name}", label, model, name, must=False))
        elif (model, name) not in known and not model._meta.auto_created:
            found.append(Hanging(f"{model._meta.label_lower}.{name}", label, model, name, _not_ended(model), must=False))
    return found


def _not_ended(model: type[models.Model]) -> Callable[[models.QuerySet[Any]], models.QuerySet[Any]]:
    ends = any(one.name == "ended_on" for one in model._meta.fields)
    return (lambda rows: rows.filter(ended_on=None)) if ends else (lambda rows: rows)


def left_on(unit: Unit) -> list[tuple[Hanging, list[Item]]]:
    """What still hangs on one unit, by kind; one query or a few for each kind."""
    asked = Setting(frozenset([unit.pk]))
    found = [(one, one.items(asked)) for one in kinds()]
    return [(one, items) for one, items in found if items]


def _still_here(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    return rows.filter(models.Q(left=None) | models.Q(left__gte=today()))


def _fill() -> None:
    from django.utils.translation import gettext_lazy as _

    hangs_on_unit(
        Roles("organisation.roles", _("Roles in the unit"), Appointment, "scope", dated=True),
        Hanging("organisation.people", _("People"), Person, "unit", _still_here),
        Hanging("organisation.forums", _("Forums"), Forum, "unit", _not_ended(Forum)),
        Hanging("organisation.support", _("Support resources that the unit gives"), SupportContact, "unit"),
        Hanging("organisation.supported", _("Support resources for the unit"), SupportContact, "serves"),
    )


_fill()
