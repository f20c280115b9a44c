"""The demo's support resources, a re-organisation that was performed, and one that is planned."""

from __future__ import annotations

from processlots.apps.organisation.actions import reorganising
from processlots.apps.organisation.models import Forum, Person, Reorganisation, SupportContact, Unit
from processlots.apps.organisation.reorganising import files as reorganised_files
from processlots.apps.organisation.reorganising.proposal import Proposal
from processlots.apps.organisation.reorganising.succeeding import Coming
from processlots.demo import texts
from processlots.demo.dates import month
from processlots.demo.organisation import FOUNDED, appoint
from processlots.demo.processes import Town
from processlots.kit import history


def make(town: Town) -> None:
    """Everything of `data/reorganisations.yaml`."""
    told = texts.read("reorganisations")
    for row in told["support"]:
        places = {name: town.units[row[name]] for name in ("unit", "serves") if name in row}
        SupportContact.objects.create(**{**row, **places})
    _past(told["past"], town)
    planned = told["planned"]
    _draft(planned, _as_it_stands(planned["after"], planned["closed"]))


def _past(told: texts.Row, town: Town) -> None:
    """Units that were there, with a forum, people and a manager each; then the act itself, as the administrator does it."""
    parent = town.units[told["parent"]]
    for row in told["before"]:
        unit = Unit.objects.create(name=row["unit"], parent=parent, valid_from=month(FOUNDED))
        forum = Forum.objects.create(name=f"Arbetsplatsträff {row['unit']}", kind=Forum.Kind.OTHER, unit=unit)
        for place, name in enumerate(row["people"]):
            person = Person.objects.create(name=name, title="Handläggare" if place else "Enhetschef", unit=unit)
            appoint("member", person, forum)
            if not place:
                appoint("manager", person, unit)
    draft = _draft(told, _as_it_stands(told["after"], []))
    units = dict(Unit.objects.filter(name__in=told["after"]).values_list("name", "pk"))
    draft.chosen = {"after": {str(units[before]): [f"n:{name}"] for before, name in told["after"].items()}}
    draft.save()
    with history.apart():
        reorganising.perform(draft, town.people["Admin-Ali"].user, Proposal(draft).seen)


def _draft(told: texts.Row, coming: list[Coming]) -> Reorganisation:
    return Reorganisation.objects.create(
        name=told["name"], date=month(told["months"]), reason=told["reason"], organisation=reorganised_files.blob_of(coming)
    )


def _as_it_stands(after: dict[str, str], closed: list[str]) -> list[Coming]:
    """The organisation of today with some units under other names; two that get the same name become one."""
    rows: dict[str, Coming] = {}
    for unit in Unit.objects.at().select_related("parent").order_by("path"):
        name = after.get(unit.name, unit.name)
        if unit.name not in closed:
            above = after.get(unit.parent.name, unit.parent.name) if unit.parent else None
            rows.setdefault(f"n:{name}", Coming(f"n:{name}", name, unit.kind, f"n:{above}" if above else None))
    return list(rows.values())
