"""States with behaviour: one transition table per model, walked the same way by page, API and job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from processlots.kit import access, checks, history, locking


@dataclass(frozen=True)
class Transition:
    """From states, by a verb, to a state. The verb is what Access is asked for and what checks may block.

    The model may have a method `on_<verb>(user, **data)`, called inside the transaction before the state is saved.
    """

    verb: str
    source: tuple[str, ...]
    target: str
    label: Any
    done: Any
    kind: str = "plain"


class Refused(Exception):
    """A transition that may not be walked now: a sentence, and the findings that stop it."""

    def __init__(self, message: str, findings: list[checks.Said] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.findings = findings or []


def table(row: Any) -> list[Transition]:
    """The transitions of the row's model."""
    return getattr(type(row), "transitions", [])


def find(row: Any, verb: str) -> Transition | None:
    """The transition with this verb that leads on from the row's state."""
    for transition in table(row):
        if transition.verb == verb and row.state in transition.source:
            return transition
    return None


def open_to(row: Any, user: Any) -> list[Transition]:
    """What the person may do to the row as it stands."""
    return [t for t in table(row) if row.state in t.source and access.may(user, t.verb, row)]


def go(row: Any, verb: str, user: Any, expected: int | None = None, **data: Any) -> Any:
    """Walk a transition. Raises PermissionDenied, Refused or locking.Stale; then nothing has changed."""
    with transaction.atomic():
        row = locking.hold(type(row), row.pk, expected)
        access.demand(user, verb, row)
        transition = find(row, verb)
        if transition is None:
            raise Refused(_("This has already been done, or is not possible as things stand. Load the page again."))
        stopping = checks.blocking(row, verb)
        if stopping:
            raise Refused(_("Something must be mended first."), stopping)
        with history.act(transition.done, user=user, reason=str(data.get("reason", ""))):
            act = getattr(row, f"on_{verb}", None)
            if act is not None:
                act(user, **data)
            row.state = transition.target
            row.save()
            _tell(row, verb, user)
    return row


def _tell(row: Any, verb: str, user: Any) -> None:
    """Let the model's pages do what follows from the step, within its transaction and act."""
    from processlots.kit import pages

    if pages.known(type(row)):
        pages.of(type(row)).after_transition(row, verb, user)
