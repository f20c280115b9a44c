"""What can be taken up in a forum: apps say which of their models, and the model's pages get the button and the trail.

    matters.can_be_taken_up(Need, units=lambda need: [need.process.unit], decided=keep_the_decision)

The organisation knows none of these models: a matter points at rows by links, and what a reader may see of them is asked
of each model's Access (F-15).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from processlots.apps.organisation.models.meetings import CONCERNS, AgendaItem
from processlots.kit import access, links, pages
from processlots.kit.history import trail
from processlots.kit.models.base import Numbered
from processlots.kit.models.links import Link


@dataclass(frozen=True)
class Subject:
    """A model whose rows are taken up. `units`: where a row belongs, its own unit first; `decided`: told of the decision."""

    model: type[models.Model]
    units: Callable[[Any], Sequence[Any]]
    decided: Callable[[Any, Any, Any], None] | None = None


_subjects: dict[type[models.Model], Subject] = {}


def can_be_taken_up(
    model: type[models.Model],
    *,
    units: Callable[[Any], Sequence[Any]],
    decided: Callable[[Any, Any, Any], None] | None = None,
    order: int = 90,
    tab: str = "",
) -> None:
    """Let rows of the model be taken up in forums, and show on their pages what came of it.

    `units(row)`: the units that a row belongs to, the own one first. `decided(row, decision, user)` is called in the
    transaction of a decision about the row. `order` and `tab`: where the panel stands on the row's page.
    """
    from processlots.apps.organisation.forums import matter_panels

    if model not in _subjects:
        matter_panels.show_on(model, order, tab)
    _subjects[model] = Subject(model, units, decided)


def subjects() -> list[Subject]:
    """Every model that can be taken up."""
    return list(_subjects.values())


def subject(model: type[models.Model]) -> Subject | None:
    """What is known of a model; None where it cannot be taken up."""
    return _subjects.get(model)


# --- How a row is written, and found again ----------------------------------------------------------------------------


def reference(row: Any) -> str:
    """How a row is written where one writes what a matter is about: "P-214", "inventeringar/3"."""
    return row.label if isinstance(row, Numbered) else f"{pages.of(type(row)).path}/{row.pk}"


def found(user: Any, text: str) -> Any:
    """The row that a reference stands for, if there is one that the person may see; else None."""
    word = text.strip().split(" ", 1)[0].strip(".,;")
    for one in _subjects:
        declared = pages.of(one)
        start, _sign, key = word.rpartition("-" if issubclass(one, Numbered) else "/")
        wanted = one.prefix if issubclass(one, Numbered) else declared.path
        if start.lower() == wanted.lower() and key.isdecimal() and len(key) <= 18:
            return declared.get(user, int(key))
    return None


# --- What matters are about -------------------------------------------------------------------------------------------


def join(item: AgendaItem, rows: Iterable[models.Model]) -> None:
    """Let the matter be about these rows too; the first process among them is the matter's own."""
    for row in rows:
        links.join(item, CONCERNS, row)
        if item.about_process is None and (process := trail(row)[0]) is not None:
            item.about_process = process
            item.save(update_fields=["about_process"])


def part(item: AgendaItem, rows: Iterable[models.Model]) -> None:
    """Let the matter be about these rows no longer."""
    for row in rows:
        # silent: the change of what a matter is about is noted with the matter
        _links([item]).filter(target_type=ContentType.objects.get_for_model(row), target_id=row.pk).delete()


def _links(items: Sequence[AgendaItem]) -> models.QuerySet[Link]:
    kind = ContentType.objects.get_for_model(AgendaItem)
    return Link.objects.filter(source_type=kind, source_id__in=[one.pk for one in items], relation=CONCERNS).order_by("pk")


def concerned(item: AgendaItem) -> list[Any]:
    """Every row that the matter is about, whoever asks."""
    return concerned_by([item], None)[item.pk].rows


@dataclass
class About:
    """What a matter is about, for one reader: the rows that the reader sees, and how many there are besides."""

    rows: list[Any]
    hidden: int = 0


def concerned_by(items: Sequence[AgendaItem], user: Any) -> dict[int, About]:
    """What each of the matters is about: one query for all, and one for each kind of row. `user` None sees everything."""
    made: dict[int, About] = {one.pk: About([]) for one in items}
    if not items:
        return made
    pairs = list(_links(items).values_list("source_id", "target_type", "target_id"))
    wanted: dict[int, set[int]] = defaultdict(set)
    for _item, kind, key in pairs:
        wanted[kind].add(key)
    seen: dict[tuple[int, int], Any] = {}
    for kind, keys in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None or not pages.known(model):
            continue
        rows = model._default_manager.all() if user is None else access.visible(user, model)
        seen.update({(kind, row.pk): row for row in rows.filter(pk__in=keys)})
    for item, kind, key in pairs:
        row = seen.get((kind, key))
        if row is None:
            made[item].hidden += 1
        else:
            made[item].rows.append(row)
    return made


def about_unseen(user: Any) -> models.QuerySet[Link, Any]:
    """Keys of matters that are about something which the person may not see."""
    kind = ContentType.objects.get_for_model(AgendaItem)
    unseen = Q(pk__in=[])
    for model in _subjects:
        if access.narrows(model):
            target = ContentType.objects.get_for_model(model)
            unseen |= Q(target_type=target) & ~Q(target_id__in=access.visible(user, model).values("pk"))
    return Link.objects.filter(unseen, source_type=kind, relation=CONCERNS).values("source_id")


def about(row: models.Model) -> models.QuerySet[Link, Any]:
    """Keys of the matters that are about a row."""
    target = ContentType.objects.get_for_model(row)
    kind = ContentType.objects.get_for_model(AgendaItem)
    return Link.objects.filter(
        target_type=target, target_id=row.pk, source_type=kind, relation=CONCERNS
    ).values("source_id")  # fmt: skip


def units_of(rows: Iterable[Any]) -> list[Any]:
    """The units that the rows belong to, each once."""
    found_units: dict[int, Any] = {}
    for row in rows:
        known = _subjects.get(type(row))
        for unit in known.units(row) if known else ():
            if unit is not None:
                found_units.setdefault(unit.pk, unit)
    return list(found_units.values())


def tell_decided(rows: Iterable[Any], decision: Any, user: Any) -> None:
    """Let the apps do what follows from a decision about their rows."""
    for row in rows:
        known = _subjects.get(type(row))
        if known is not None and known.decided is not None:
            known.decided(row, decision, user)
