"""What "Min sida" shows of the organisation: the person's roles, and the forums the person belongs to."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.mine.page import Line, part
from processlots.apps.organisation.models import Appointment, Person
from processlots.kit import access, pages
from processlots.kit.periods import today
from processlots.kit.tables import written

SHOWN = 60


@part(60, "roles", gettext_lazy("My roles"), gettext_lazy("You have no role yet."))
def roles_of_mine(user: Any, person: Person) -> list[Line]:
    """Roles that hold today or later, each with its period; a query per kind of what they are for."""
    rows = Appointment.objects.filter(person=person, state__in=Appointment.IN_FORCE).exclude(valid_to__lt=today())
    found = list(rows.order_by("role", "valid_from", "pk")[:SHOWN])
    scopes: dict[tuple[int, int], Any] = {}
    for kind in {one.scope_type_id for one in found if one.scope_type_id}:
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None and pages.known(model):
            keys = [one.scope_id for one in found if one.scope_type_id == kind]
            for row in access.visible(user, model).filter(pk__in=keys):
                scopes[kind, row.pk] = row
    made = []
    for one in found:
        scope = scopes.get((one.scope_type_id or 0, one.scope_id or 0))
        until = _("until %(day)s") % {"day": written(one.valid_to)} if one.valid_to else _("until further notice")
        period = _("from %(day)s") % {"day": written(one.valid_from)}
        manner = f"{one.get_kind_display()}, " if one.kind == Appointment.Kind.TEMPORARY else ""
        text = capfirst(str(one.get_role_display()))
        made.append(Line(f"{text}: {scope}" if scope is not None else text, pages.url_of(scope) if scope is not None else "",
                         f"{manner}{period}, {until}"))  # fmt: skip
    return made
