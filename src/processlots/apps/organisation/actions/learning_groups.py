"""Learning groups (OR-9): the managers of an organisation, mixed so that a group holds people of different operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processlots.apps.organisation.models import Appointment, Forum, Person, Unit
from processlots.kit import access, history, locking, states
from processlots.kit.periods import today

#: groups in one go; a large municipality has about sixty
MOST = 200


def managers_of(unit: Unit) -> list[Person]:
    """The managers of a unit and of everything under it, in the order of the tree; each once."""
    units = dict(Unit.objects.filter(path__startswith=unit.path).values_list("pk", "path"))
    rows = Appointment.objects.at().filter(
        role=Appointment.Role.MANAGER, scope_type__model="unit", scope_id__in=list(units), state__in=Appointment.IN_FORCE
    )
    found = sorted(rows.select_related("person"), key=lambda row: (units[row.scope_id or 0], row.person.sort, row.pk))
    return list(dict.fromkeys(row.person for row in found))


def mixed(people: Sequence[Person], count: int) -> list[list[Person]]:
    """The people dealt out like cards: neighbours in the tree come into different groups, which differ by one at the most."""
    groups: list[list[Person]] = [[] for _number in range(count)]
    for place, person in enumerate(people):
        groups[place % count].append(person)
    return [group for group in groups if group]


def make(unit: Unit, count: int, user: Any, *, yearly_meetings: int | None = None) -> list[Forum]:
    """The groups as forums of the unit, the first of each being its chair. Raises PermissionDenied or states.Refused."""
    with transaction.atomic():
        unit = locking.hold(Unit, unit.pk, None)
        access.demand(user, "add", Forum(unit=unit))
        there = Forum.objects.filter(unit=unit, kind=Forum.Kind.LEARNING, ended_on=None).count()
        if there:
            said = ngettext(
                "There is %(count)s learning group here already.", "There are %(count)s learning groups here already.", there
            )
            raise states.Refused(f"{said % {'count': there}} " + _("End them first, or add the new ones one by one."))
        groups = mixed(managers_of(unit), count)
        if not groups:
            raise states.Refused(_("Nobody is manager here. Appoint managers first."))
        said = ngettext("%(count)s learning group was made", "%(count)s learning groups were made", len(groups))
        made = []
        with history.act(said % {"count": len(groups)}, user=user):
            for number, people in enumerate(groups, 1):
                forum = Forum.objects.create(
                    name=_("Learning group %(number)s") % {"number": number}, kind=Forum.Kind.LEARNING, unit=unit,
                    yearly_meetings=yearly_meetings,
                )  # fmt: skip
                made.append(forum)
                for place, person in enumerate(people):
                    Appointment.objects.create(
                        role=Appointment.Role.MEMBER if place else Appointment.Role.CHAIR, person=person, scope=forum,
                        state=Appointment.State.DECIDED, valid_from=today(),
                    )  # fmt: skip
        return made
