"""Whom each row of a list of people is about: known again by external id, else by name and unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from processlots.apps.organisation.importing.register import Register
from processlots.apps.organisation.models import Person, Unit
from processlots.kit.imports import RowResult
from processlots.kit.periods import today
from processlots.kit.swedish import normal

LIMITS = {"name": 200, "title": 120, "external_id": 200, "email": 254}
FIELDS = ("name", "title", "email", "external_id")


@dataclass
class Found:
    """A row's result, the person it is about if there is one, and the unit it names."""

    result: RowResult
    person: Person | None = None
    unit: Unit | None = None

    def given(self) -> dict[str, Any]:
        """What the row says, by field; an empty cell says nothing. Who had left and stands in the list is back."""
        values = self.result.values
        found: dict[str, Any] = {name: values[name] for name in FIELDS if values.get(name)}
        if self.unit is not None:
            found["unit"] = self.unit
        if self.person is not None and self.person.left is not None and self.person.left < today():
            found["left"] = None
        return found


def looked(
    rows: list[tuple[int, dict[str, str]]], people: list[Person], register: Register, labels: dict[str, Any],
    progress: Callable[[int, int], object],
) -> list[Found]:  # fmt: skip
    """Each row with its result."""
    by_id = {normal(one.external_id): one for one in people if one.external_id}
    by_name: dict[str, list[Person]] = defaultdict(list)
    for one in people:
        by_name[normal(one.name)].append(one)
    seen: dict[tuple[str, ...], int] = {}
    used: dict[int, int] = {}
    made = []
    for number, (line, values) in enumerate(rows):
        if number % 500 == 0:
            progress(number, len(rows))
        unit, errors = None, _errors(values, labels)
        if values.get("unit"):
            unit, why = register.find(values["unit"])
            errors += [f"{labels['unit']}: {why}"] if why else []
        if errors:
            made.append(Found(RowResult(line, "error", errors, values)))
            continue
        external = normal(values.get("external_id", ""))
        key = ("id", external) if external else ("name", normal(values["name"]), str(unit.pk if unit else ""))
        if key in seen:
            said = _("The same person stands on row %(line)s. It is not read in twice.") % {"line": seen[key]}
            made.append(Found(RowResult(line, "same", [said], values)))
            continue
        seen[key] = line
        known, doubts = _known(external, by_id, by_name[normal(values["name"])], unit, named_unit=bool(values.get("unit")))
        if known is not None and used.setdefault(known.pk, line) != line:
            said = _("Row %(line)s is about the same person. Write the external id on both rows, or take one away.")
            made.append(Found(RowResult(line, "error", [said % {"line": used[known.pk]}], values)))
            continue
        made.append(_judged(Found(RowResult(line, "new", doubts, values), known, unit), doubts, labels))
    return made


def _errors(values: dict[str, str], labels: dict[str, Any]) -> list[str]:
    said = _("The text “%(text)s…” is longer than %(most)s characters. Shorten it.")
    errors = [
        f"{labels[key]}: {said % {'text': values[key][:30], 'most': most}}"
        for key, most in LIMITS.items()
        if len(values.get(key, "")) > most
    ]
    if not values.get("name"):
        errors.append(_("The row has no name. Write one, or take the row away."))
    if values.get("email"):
        try:
            validate_email(values["email"])
        except ValidationError:
            why = _("“%(text)s” is no e-mail address. Mend it, or leave it empty.") % {"text": values["email"][:60]}
            errors.append(f"{labels['email']}: {why}")
    return errors


def _known(
    external: str, by_id: dict[str, Person], namesakes: list[Person], unit: Unit | None, *, named_unit: bool
) -> tuple[Person | None, list[str]]:
    """Whom the row is about, and what one should look at."""
    if external and external in by_id:
        return by_id[external], []
    # With an id of its own, somebody who has another id is somebody else.
    alike = [one for one in namesakes if not (external and one.external_id)]
    here = [one for one in alike if not named_unit or one.unit_id == (unit.pk if unit else None)]
    if len(here) == 1:
        return here[0], []
    if alike:
        where = ", ".join(str(one.unit or _("no unit")) for one in alike[:3])
        said = _(
            "There is already somebody by this name (%(where)s). A new person is added; if it is the same, take the row away."
        )
        return None, [said % {"where": where}]
    return None, []


def _judged(found: Found, doubts: list[str], labels: dict[str, Any]) -> Found:
    result = found.result
    if found.person is None:
        found.result = RowResult(result.line, "warning" if doubts else "new", doubts, result.values)
        return found
    was = {name: _shown(found.person, name) for name, value in found.given().items() if getattr(found.person, name) != value}
    if not was:
        found.result = RowResult(result.line, "same", [], result.values)
        return found
    said = _("Changes: %(fields)s.") % {"fields": ", ".join(str(labels[name]) for name in was)}
    found.result = RowResult(result.line, "change", [said], result.values, was)
    return found


def _shown(person: Person, name: str) -> str:
    value = getattr(person, name)
    return "" if value is None else str(value)
