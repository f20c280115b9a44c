"""Who has which role, on the pages of unit, forum and person; and the person's login."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.organisation.actions.roles import SCOPES, Role, of_scope
from processlots.apps.organisation.models import Appointment, Forum, Person, Unit
from processlots.apps.organisation.standing import standing
from processlots.kit import access, pages
from processlots.kit.panels import panel
from processlots.kit.periods import today
from processlots.kit.tables import written

ROLES_TEMPLATE = "organisation/panels/roles.html"


@dataclass(frozen=True)
class RoleShown:
    """A role: what stands first as a link, what it is about, its period, and where it is ended ("" for nobody who may not)."""

    text: str
    url: str
    about: str
    about_url: str
    slant: bool
    period: str
    end_url: str
    past: bool


def period(begins: datetime.date, ends: datetime.date | None) -> str:
    """A period in words."""
    if ends is not None:
        return _("%(begins)s to %(ends)s") % {"begins": written(begins), "ends": written(ends)}
    if begins > today():
        return _("from %(date)s") % {"date": written(begins)}
    return _("since %(date)s") % {"date": written(begins)}


def _end_url(row: Appointment, may: bool) -> str:
    over = row.state not in Appointment.IN_FORCE or (row.valid_to is not None and row.valid_to < today())
    return f"/uppdrag/{row.pk}/avsluta/" if may and row.role in SCOPES and not over else ""


def _of_scope(request: HttpRequest, scope: Any, *asked: str) -> dict[str, Any]:
    """The people with a role in a unit or a forum."""
    may = access.may(request.user, "appoint", scope)
    rows = [
        RoleShown(
            str(row.person), pages.url_of(row.person), _about(row), "", False, period(row.valid_from, row.valid_to),
            _end_url(row, may), False,
        )
        for row in sorted(of_scope(scope).filter(role__in=asked), key=lambda one: _PLACES.get(one.role, 9))
    ]  # fmt: skip
    heads = (_("Person"), _("Title"))
    return {"roles": rows, "heads": heads, "may_end": any(one.end_url for one in rows)}


#: chair and secretary stand before the members, the quality leader after the manager (R-31)
_PLACES: dict[str, int] = {Role.CHAIR: 0, Role.SECRETARY: 1, Role.QUALITY_LEADER: 10}


def _about(row: Appointment) -> str:
    """The person's title, and what the person is in the forum beside a member."""
    office = str(row.get_role_display()) if row.role in _PLACES else ""
    return ", ".join(part for part in (office.capitalize(), row.person.title) if part)


def _give(label: Any) -> Any:
    def action(request: HttpRequest, row: Any) -> tuple[Any, str] | None:
        over = getattr(row, "ended_on", None) or (isinstance(row, Unit) and not row.holds(max(today(), row.valid_from)))
        return (label, f"{pages.url_of(row)}utse/") if not over and access.may(request.user, "appoint", row) else None

    return action


@panel(
    Unit, "roles", title=gettext_lazy("Manager"), help=gettext_lazy("Decides on inventories and appoints owners"), order=10,
    template=ROLES_TEMPLATE, queries=1, action=_give(gettext_lazy("Appoint a manager")),
)  # fmt: skip
def managers(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    """R-28: who decides."""
    empty = _("Nobody is manager here. Decisions rest with the unit above.")
    return {**_of_scope(request, unit, Role.MANAGER, Role.QUALITY_LEADER), "empty": empty}


@panel(
    Forum, "roles", title=gettext_lazy("Members"), order=10, template=ROLES_TEMPLATE, queries=1,
    action=_give(gettext_lazy("Add a member")),
)  # fmt: skip
def members(request: HttpRequest, forum: Forum) -> dict[str, Any]:
    """F-1: who sits in it."""
    return {**_of_scope(request, forum, *Appointment.IN_FORUM), "empty": _("Nobody is written as a member yet.")}


@panel(
    Person, "roles", title=gettext_lazy("Roles"), help=gettext_lazy("Those that have ended come last"), order=10,
    template=ROLES_TEMPLATE, queries=4, action=_give(gettext_lazy("Give a role")),
)  # fmt: skip
def roles_of(request: HttpRequest, person: Person) -> dict[str, Any]:
    """Everything the person is or has been, and in what. A process that one may not see is left out."""
    # Ordered in Python: what holds comes before what has ended, then by the day it began.
    stopped = (Appointment.State.DECLINED, Appointment.State.WITHDRAWN)
    rows = list(access.visible(request.user, Appointment).filter(person=person).exclude(state__in=stopped))
    scopes = _scopes(request.user, rows)
    may = access.may(request.user, "appoint", person)
    made = []
    for row in sorted(rows, key=lambda one: (_over(one), -one.valid_from.toordinal(), one.pk)):
        scope = scopes.get((row.scope_type_id, row.scope_id)) if row.scope_id is not None else None
        if row.scope_id is not None and scope is None:
            continue
        label = str(row.get_role_display()).capitalize()
        if row.kind == Appointment.Kind.TEMPORARY:
            label = f"{label} ({row.get_kind_display()})"
        if row.state in Appointment.UNDER_WAY:
            label = _("%(role)s, proposed") % {"role": label}
        about, url, slant = "", "", False
        if scope is not None:
            about, url, slant = str(scope), pages.url_of(scope), pages.of(type(scope)).slant
        ended = _over(row)
        made.append(RoleShown(label, "", about, url, slant, period(row.valid_from, row.valid_to), _end_url(row, may), ended))
    heads = (_("Role"), _("In what"))
    may_end = any(one.end_url for one in made)
    return {
        "roles": made,
        "heads": heads,
        "may_end": may_end,
        "empty": _("No role. Everyone reads, comments and notes what they find all the same."),
    }


def _over(row: Appointment) -> bool:
    return row.state == Appointment.State.ENDED or (row.valid_to is not None and row.valid_to < today())


def _scopes(user: Any, rows: list[Appointment]) -> dict[tuple[int | None, int | None], models.Model]:
    """(content type, key) → the row, for what the person may see: one query per kind of thing."""
    wanted: dict[int, set[int]] = {}
    for row in rows:
        if row.scope_type_id is not None and row.scope_id is not None:
            wanted.setdefault(row.scope_type_id, set()).add(row.scope_id)
    found: dict[tuple[int | None, int | None], models.Model] = {}
    for kind, ids in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None and pages.known(model):
            found.update({(kind, row.pk): row for row in access.visible(user, model).filter(pk__in=ids)})
    return found


@panel(
    Person, "login", title=pgettext_lazy("noun", "Login"), order=70, template="organisation/panels/login.html", queries=1
)  # fmt: skip
def login_of(request: HttpRequest, person: Person) -> dict[str, Any] | None:
    """For the administrator: make, close, open. For oneself: change the password."""
    own = standing(request.user).person == person
    may = access.may(request.user, "login", person)
    if not own and not may:
        return None
    return {"login": person.user, "own": own, "may": may, "url": f"{pages.url_of(person)}inloggning/"}
