"""What inventories make wait for whom: the inbox, the yearly review, the presentation of the model (S1-3, S1-7, S1-11)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.tasks import Wanted, task
from processlots.apps.processes.managers import responsible_manager
from processlots.apps.processes.models import Find, Inventory
from processlots.kit.checks import told
from processlots.kit.periods import today

#: so long before the review the manager is reminded
AHEAD = datetime.timedelta(days=30)
#: so long a find may wait for its answer
ANSWER = datetime.timedelta(days=30)


def _waiting() -> models.QuerySet[Any]:
    return Find.objects.filter(state=Find.State.WAITING).select_related("unit", "process", "finder")


@task("found-process", Find, title=_("Finds to answer"), rows=_waiting)
def answer_the_find(find: Find) -> Iterator[Wanted]:
    """S1-7: it goes to the management group's inbox."""
    if find.state == Find.State.WAITING:
        manager = responsible_manager(find.unit)
        text = _("Say what becomes of a find")
        yield Wanted(person=manager, text=text, due=find.found_on + ANSWER, asked_by=find.finder, about=find.process.name)


def _decided() -> models.QuerySet[Any]:
    return Inventory.objects.filter(state=Inventory.State.DECIDED).select_related("unit")


@task("inventory-review", Inventory, title=_("Inventories to review"), rows=_decided)
def review_the_inventory(inventory: Inventory) -> Iterator[Wanted]:
    """S1-11: once a year, or as often as is set."""
    due = inventory.next_review
    if inventory.state == Inventory.State.DECIDED and due is not None and due - AHEAD <= today():
        text = told(_("Review the processes of %(unit)s"), unit=inventory.unit)
        yield Wanted(person=responsible_manager(inventory.unit), text=text, due=due, about=str(inventory))


def _ordered() -> models.QuerySet[Any]:
    rows = Inventory.objects.filter(presented_on=None).exclude(presenter=None)
    return rows.select_related("unit", "presenter", "presentation_asked_by")


@task("model-presentation", Inventory, title=_("The model to present"), rows=_ordered)
def present_the_model(inventory: Inventory) -> Iterator[Wanted]:
    """S1-3: the group may order a presentation of the model from a facilitator."""
    if inventory.presenter is not None and inventory.presented_on is None:
        text = told(_("Present the model for %(unit)s"), unit=inventory.unit)
        yield Wanted(
            person=inventory.presenter, text=text, due=inventory.presentation_by, asked_by=inventory.presentation_asked_by,
            url=f"/inventeringar/{inventory.key}/forberedelse/", about=str(inventory),
        )  # fmt: skip
