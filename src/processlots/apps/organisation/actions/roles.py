"""Giving and ending the roles that the administrator answers for (R-8, R-28, R-31, R-43, F-1).

Owner, leader and team are appointed on the process's page; a facilitator comes about by courses (UT-3).
"""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Appointment, Forum, Person, Unit
from processlots.apps.organisation.standing import forget
from processlots.kit import access, history, locking, states
from processlots.kit.models.history import LogEntry
from processlots.kit.periods import today

Role = Appointment.Role
#: what each role is held in; None is the whole municipality
SCOPES: dict[str, type[models.Model] | None] = {
    Role.MANAGER: Unit,
    Role.QUALITY_LEADER: Unit,
    Role.MEMBER: Forum,
    Role.CHAIR: Forum,
    Role.SECRETARY: Forum,
    Role.MODEL_MANAGER: None,
    Role.ADMINISTRATOR: None,
}
DAY = datetime.timedelta(days=1)


def of_scope(scope: models.Model) -> models.QuerySet[Appointment]:
    """The roles given in a unit or a forum that are in force or will be, with their people."""
    kind = ContentType.objects.get_for_model(scope)
    rows = Appointment.objects.filter(scope_type=kind, scope_id=scope.pk, state__in=Appointment.IN_FORCE)
    return still_open(rows).select_related("person").order_by("person__sort", "pk")


def still_open(rows: models.QuerySet[Appointment]) -> models.QuerySet[Appointment]:
    """Those that have not come to their last day."""
    return rows.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=today()))


def give(
    role: str,
    person: Person,
    user: Any,
    *,
    scope: models.Model | None = None,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
    ends_present: bool = False,
) -> Appointment:
    """Give a person a role. `ends_present` lets those who have it end the day before (a new manager).

    Raises PermissionDenied or states.Refused with a sentence; then nothing has changed.
    """
    wanted = SCOPES[role]
    fits = scope is None if wanted is None else isinstance(scope, wanted)
    if not fits:
        raise ValueError(f"{role} is not held in {scope!r}")
    begins = valid_from or today()
    with transaction.atomic():
        # Two that give the same role at once wait for each other here.
        person = locking.hold(Person, person.pk, None)
        if scope is not None:
            scope = locking.hold(type(scope), scope.pk, None)
        access.demand(user, "appoint", scope or person)
        _demand_room(role, person, scope, begins, valid_to)
        label = Role(role).label
        said = _("%(person)s was appointed %(role)s of %(what)s") if scope else _("%(person)s was appointed %(role)s")
        with history.act(said % {"person": person, "role": label, "what": scope}, user=user):
            if role in Appointment.IN_FORUM and scope is not None:
                # One role each in a forum: whoever becomes its chair stops being only a member.
                for present in of_scope(scope).filter(role__in=Appointment.IN_FORUM, person=person):
                    _end(present, begins - DAY)
            if ends_present and scope is not None:
                for present in of_scope(scope).filter(role=role).exclude(person=person):
                    _end(present, begins - DAY)
            made = Appointment.objects.create(
                role=role, person=person, scope=scope, valid_from=begins, valid_to=valid_to, state=Appointment.State.DECIDED
            )
            note(person, *([scope] if scope else []))
    _forget(user, person)
    return made


def _demand_room(
    role: str, person: Person, scope: models.Model | None, begins: datetime.date, ends: datetime.date | None
) -> None:
    """The person is here, and does not have the role already within the period."""
    if person.left is not None and person.left < (ends or datetime.date.max):
        raise states.Refused(_("%(person)s leaves on %(date)s. Choose a last day before that, or another person.")
                             % {"person": person, "date": person.left})  # fmt: skip
    if role == Role.QUALITY_LEADER and scope is not None:
        _demand_nobody_else(role, person, scope, begins, ends)
    rows = Appointment.objects.filter(role=role, person=person, state__in=Appointment.IN_FORCE)
    if scope is None:
        rows = rows.filter(scope_id=None)
    else:
        rows = rows.filter(scope_type=ContentType.objects.get_for_model(scope), scope_id=scope.pk)
    rows = rows.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=begins))
    if role in (Role.CHAIR, Role.SECRETARY) and scope is not None:
        other = of_scope(scope).filter(role=role).exclude(person=person)
        other = other.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=begins))
        sitting = (other.filter(valid_from__lte=ends) if ends else other).first()
        if sitting is not None:
            raise states.Refused(_("%(person)s is %(role)s already. End that first, or choose other dates.")
                                 % {"person": sitting.person, "role": sitting.get_role_display()})  # fmt: skip
    present = (rows.filter(valid_from__lte=ends) if ends else rows).first()
    if present is not None:
        said = _("%(person)s has the role %(role)s already, from %(date)s. End that first, or choose other dates.")
        raise states.Refused(
            said % {"person": person, "role": present.get_role_display(), "date": present.valid_from.isoformat()}
        )


def _demand_nobody_else(
    role: str, person: Person, scope: models.Model, begins: datetime.date, ends: datetime.date | None
) -> None:
    """R-31: one quality leader per administration."""
    from processlots.apps.organisation.actions.single import AlreadyOne, overlapping

    other = overlapping(scope, role, begins, ends).exclude(person=person).select_related("person").first()
    if other is not None:
        raise AlreadyOne(other)


def end(appointment: Appointment, user: Any, *, last: datetime.date, reason: str = "") -> Appointment:
    """Let `last` be the role's last day. Raises PermissionDenied or states.Refused."""
    if appointment.role not in SCOPES:
        raise states.Refused(_("This role is ended where it was given."))
    with transaction.atomic():
        administrators = _administrators()
        row = locking.hold(Appointment, appointment.pk, None)
        scope = row.scope
        access.demand(user, "appoint", scope or row.person)
        if row.state not in Appointment.IN_FORCE:
            raise states.Refused(_("The role has ended already. Load the page again."))
        if row.role == Role.ADMINISTRATOR and not _lasting(administrators, last + DAY, without=row.person_id):
            raise states.Refused(last_administrator(row.person))
        with history.act(_("The role ended: %(what)s") % {"what": row}, user=user, reason=reason):
            _end(row, last)
            note(row.person, *([scope] if scope else []))
    _forget(user, row.person)
    return row


def _end(row: Appointment, last: datetime.date) -> None:
    """One that has not begun by its last day never comes into force."""
    if last < row.valid_from:
        row.state, row.valid_to = Appointment.State.ENDED, row.valid_from
    else:
        row.valid_to = last
    row.save()


def last_administrator(person: Person) -> str:
    """The sentence that keeps the municipality from being locked out."""
    said = _("%(person)s is the only administrator with an open login. Appoint another administrator first, with no last day.")
    return said % {"person": person}


def demand_another_administrator(person: Person) -> None:
    """Raise states.Refused if nobody else could administer from today; called in a transaction."""
    rows = _administrators()
    if any(row.person_id == person.pk for row in rows) and not _lasting(rows, today(), without=person.pk):
        raise states.Refused(last_administrator(person))


def _administrators() -> list[Appointment]:
    """All of them, locked in one order so that two who end each other wait."""
    rows = still_open(Appointment.objects.filter(role=Role.ADMINISTRATOR, state__in=Appointment.IN_FORCE))
    return list(rows.select_related("person__user").select_for_update(of=("self",)).order_by("pk"))


def _lasting(rows: list[Appointment], day: datetime.date, *, without: int) -> bool:
    """True if somebody else is administrator from the day on, and can sign in."""
    return any(
        row.person_id != without
        and row.valid_to is None
        and row.valid_from <= day
        and row.person.left is None
        and row.person.user is not None
        and row.person.user.is_active
        for row in rows
    )


def note(*rows: models.Model) -> None:
    """Let the present act stand in the history of these rows, none of whose own fields it changes."""
    for row in rows:
        LogEntry.objects.create(
            content_type=ContentType.objects.get_for_model(row), object_pk=str(row.pk), object_id=row.pk, object_repr=str(row),
            action=LogEntry.Action.UPDATE, changes={}, **history.context(row),
        )  # fmt: skip


def _forget(user: Any, person: Person) -> None:
    for one in (user, person.user):
        if one is not None:
            forget(one)
