"""Who sees which rows and who may do what: one policy object per model, asked by page, API, search, export and job.

No account passes it by; a system administrator has the rights that a policy gives, and no others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = TypeVar("Row", bound=models.Model)


class Access:
    """The policy of one model. By default everybody who has signed in reads and nobody writes.

    Verbs: `view`, `add`, `change`, `end`, `comment`, and the verbs of the model's transitions.
    """

    def visible(self, user: Any, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
        """The rows that the person may see."""
        return rows if self.may_enter(user) else rows.none()

    def may(self, user: Any, verb: str, row: models.Model | None = None) -> bool:
        """True if the person may do this to the row, or to rows of the kind where none is given."""
        return verb == "view" and self.may_enter(user)

    def may_enter(self, user: Any) -> bool:
        """True for a person who belongs to the organisation."""
        return bool(getattr(user, "is_authenticated", False)) and _belongs(user)

    def who(self, verb: str, row: models.Model | None = None) -> Sequence[str]:
        """Whom to ask, in words, where one may not do it oneself."""
        return []


def _belongs(user: Any) -> bool:
    """A login without a person in the organisation is a visitor's."""
    return bool(getattr(user, "belongs", True))


_policies: dict[type[models.Model], Access] = {}
OPEN_TO_READ = Access()


def policy(model: type[models.Model], access: Access) -> None:
    """Give a model its policy; one only."""
    known = _policies.get(model)
    if known is not None and known is not access:
        raise RuntimeError(f"{model.__name__} has two policies: {type(known).__name__} and {type(access).__name__}")
    _policies[model] = access


def of(model: type[models.Model]) -> Access:
    """The policy of a model."""
    return _policies.get(model, OPEN_TO_READ)


def visible(user: Any, model: type[Row]) -> models.QuerySet[Row]:
    """The rows of a model that the person may see."""
    return of(model).visible(user, model._default_manager.all())


def narrows(model: type[models.Model]) -> bool:
    """True if a person may see some rows of the model and not others."""
    return type(of(model)).visible is not Access.visible


def may(user: Any, verb: str, what: models.Model | type[models.Model]) -> bool:
    """True if the person may do this to the row, or to rows of the model."""
    if isinstance(what, type):
        return of(what).may(user, verb, None)
    return of(type(what)).may(user, verb, what)


def demand(user: Any, verb: str, what: models.Model | type[models.Model]) -> None:
    """Raise PermissionDenied, saying who may, unless the person may."""
    if may(user, verb, what):
        return
    raise PermissionDenied(refusal(verb, what))


def refusal(verb: str, what: models.Model | type[models.Model]) -> str:
    """The sentence that a person is refused with: who may do it instead."""
    row = None if isinstance(what, type) else what
    model = what if isinstance(what, type) else type(what)
    people = list(of(model).who(verb, row))
    if people:
        return _("You may read this but not change it. Ask %(people)s.") % {"people": _(" or ").join(map(str, people))}
    return _("You may not do this.")


class Backend(BaseBackend):
    """Lets Django's own `user.has_perm("app.change_model", row)` ask the policy."""

    def has_perm(self, user_obj: Any, perm: str, obj: models.Model | None = None) -> bool:
        if obj is None or not user_obj.is_active:
            return False
        verb = perm.rsplit(".", 1)[-1].split("_", 1)[0]
        return may(user_obj, {"delete": "end"}.get(verb, verb), obj)
