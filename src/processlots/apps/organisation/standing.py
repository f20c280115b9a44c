"""What a signed-in person is appointed to: one query per request, asked by every Access."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist

from processlots.apps.organisation.models import Appointment, Person, Unit


@dataclass
class Standing:
    """The person behind a login and the roles in force today."""

    person: Person | None = None
    #: role → primary keys, by the scope's model name ("process", "unit", "forum")
    scopes: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    #: roles for the whole municipality
    everywhere: set[str] = field(default_factory=set)
    _managed: set[int] | None = None

    def has(self, role: str) -> bool:
        """True if the person has the role anywhere."""
        return role in self.everywhere or any(known == role and ids for (known, _model), ids in self.scopes.items())

    def of(self, role: str, model: str) -> set[int]:
        """Primary keys of what the person has the role for."""
        return self.scopes.get((role, model), set())

    def roles_in(self, process: int | None) -> set[str]:
        """The person's roles in a process; the owner leads where nobody else does, which the process knows."""
        return {role for role in ("owner", "leader", "team") if process in self.of(role, "process")}

    @property
    def facilitator(self) -> bool:
        """A trained facilitator (UT-3 keeps the appointment)."""
        return self.has(Appointment.Role.FACILITATOR)

    @property
    def model_manager(self) -> bool:
        return self.has(Appointment.Role.MODEL_MANAGER)

    @property
    def administrator(self) -> bool:
        return self.has(Appointment.Role.ADMINISTRATOR)

    @property
    def manages(self) -> set[int]:
        """Units that the person manages, with everything under them."""
        if self._managed is None:
            own = self.of(Appointment.Role.MANAGER, "unit")
            if not own:
                self._managed = set()
            else:
                marks = {f"{pk:08d}/" for pk in own}
                paths = Unit.objects.values_list("pk", "path")
                self._managed = {pk for pk, path in paths if any(mark in path for mark in marks)}
        return self._managed

    @property
    def is_manager(self) -> bool:
        return bool(self.of(Appointment.Role.MANAGER, "unit"))


NOBODY = Standing()
#: model name of a scope → from its keys to the keys of what lies behind it, by model name
_behind: dict[str, Callable[[set[int]], dict[str, set[int]]]] = {}


def behind(model: str, reach: Callable[[set[int]], dict[str, set[int]]]) -> None:
    """A role in one thing is a role in another: who sits in a team works in the processes that it serves."""
    _behind[model] = reach


def standing(user: Any) -> Standing:
    """The standing of a login, remembered for as long as the user object lives (a request, a job)."""
    if not getattr(user, "is_authenticated", False):
        return NOBODY
    known = getattr(user, "_standing", None)
    if known is None:
        known = user._standing = _read(user)
    return known


def forget(user: Any) -> None:
    """Read the standing again (after an appointment within the same request)."""
    if hasattr(user, "_standing"):
        del user._standing


def _read(user: Any) -> Standing:
    try:
        made = Standing(person=user.person)
    except ObjectDoesNotExist:
        return NOBODY
    rows = Appointment.objects.at().filter(person=made.person, state__in=Appointment.IN_FORCE)
    for role, kind, scope in rows.values_list("role", "scope_type", "scope_id"):
        if kind is None:
            made.everywhere.add(role)
        else:
            model = ContentType.objects.get_for_id(kind).model
            made.scopes[role, model].add(scope)
            if role in Appointment.IN_FORUM:
                made.scopes[Appointment.Role.MEMBER, model].add(scope)  # chair and secretary are members too
    for (role, model), ids in list(made.scopes.items()):
        if model in _behind and ids:
            for other, keys in _behind[model](ids).items():
                made.scopes[role, other] |= keys
    return made
