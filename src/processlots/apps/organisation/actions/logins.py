"""The logins of people: made, closed and opened again by the administrator (R-43). Works without mail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from processlots.apps.accounts import invitations
from processlots.apps.organisation.actions.roles import demand_another_administrator, note
from processlots.apps.organisation.models import Person
from processlots.kit import access, history, locking, states


def make(person: Person, username: str, user: Any) -> str:
    """Give the person a login without a password. Returns the path of the link that sets one.

    Raises PermissionDenied or states.Refused. The name is checked by the form (`User.username`'s validators).
    """
    with transaction.atomic():
        person = _held(person, user)
        if person.user is not None:
            raise states.Refused(_("%(person)s has a login already: %(name)s.") % {"person": person, "name": person.user})
        if get_user_model().objects.filter(username__iexact=username).exists():
            raise states.Refused(_("The user name %(name)s is taken. Choose another.") % {"name": username})
        with history.act(_("%(person)s was given a login") % {"person": person}, user=user):
            person.user = get_user_model().objects.create_user(username)
            person.save()
    return invitations.path(person.user)


def invite(person: Person, user: Any) -> str:
    """A new link for one who has lost the first, or the password. The old password holds until a new one is chosen."""
    with transaction.atomic():
        person = _held(person, user)
        login = _login(person)
        if not login.is_active:
            raise states.Refused(_("The login is closed. Open it first."))
        if not login.has_usable_password():
            # Earlier links to the same login stop working.
            login.set_unusable_password()
            login.save(update_fields=["password"])
        with history.act(_("A new link to choose a password was made for %(person)s") % {"person": person}, user=user):
            note(person)
    return invitations.path(login)


def close(person: Person, user: Any, reason: str = "") -> None:
    """Nobody signs in by it any longer: not by password, link, open session or token. Roles and history stay."""
    with transaction.atomic():
        person = _held(person, user)
        login = _login(person)
        if login.pk == user.pk:
            raise states.Refused(_("You cannot close your own login. Ask another administrator."))
        demand_another_administrator(person)
        with history.act(_("The login of %(person)s was closed") % {"person": person}, user=user, reason=reason):
            login.is_active = False
            login.save(update_fields=["is_active"])
            note(person)


def reopen(person: Person, user: Any) -> None:
    """The login works again, with the password it had."""
    with transaction.atomic():
        person = _held(person, user)
        login = _login(person)
        with history.act(_("The login of %(person)s was opened again") % {"person": person}, user=user):
            login.is_active = True
            login.save(update_fields=["is_active"])
            note(person)


def _held(person: Person, user: Any) -> Person:
    """The person's row, locked, if this user may administer logins."""
    row = locking.hold(Person, person.pk, None)
    access.demand(user, "login", row)
    return row


def _login(person: Person) -> Any:
    if person.user is None:
        raise states.Refused(_("%(person)s has no login.") % {"person": person})
    return person.user
