"""Makes the demo municipality in one transaction: all of it, or nothing."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import translation

from processlots.apps.handbook import loading
from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Person, Unit
from processlots.apps.processes import standing
from processlots.apps.processes.models import Process
from processlots.demo import (
    appointments,
    drawings,
    follow_up,
    forums,
    handbook,
    improvements,
    inventory,
    map_talk,
    mappings,
    organisation,
    releases,
    reorganisations,
    resources,
    specification,
    texts,
)
from processlots.demo import processes as inventoried
from processlots.demo.processes import Town
from processlots.kit import checks, history, search
from processlots.kit.models.installation import Installation

NAME = "Modellby kommun"


def what_is_there() -> str:
    """What makes the database other than empty, in a few words; "" where it is empty."""
    installed = Installation.objects.first()
    if installed is not None:
        return f"the installation of {installed.name}"
    for model, words in ((get_user_model(), "logins"), (Person, "people"), (Unit, "units"), (Process, "processes")):
        if model._default_manager.exists():
            return words
    return ""


def municipality() -> int:
    """Make Modellby kommun in a database that is empty. Returns how many processes it has."""
    with transaction.atomic(), translation.override("sv"), history.act("Modellby kommun skapades"):
        Installation.objects.create(name=NAME, demo=True)
        loading.load()
        units = organisation.units()
        people = organisation.people(units)
        town = Town(units, people, organisation.forums(units, people), {})
        inventoried.processes(town)
        for name, row in texts.followed().items():
            process = town.processes[name]
            known = follow_up.measures(process, row.get("measures", []), town)
            goals = follow_up.goals(process, row.get("goals", []), known, town)
            answered = improvements.needs(process, row.get("needs", []), known, goals, town)
            improvements.actions(process, row.get("actions", []), answered, town)
        drawings.maps(town)
        appointments.make(town)
        forums.make(town)
        inventory.make(town)
        resources.make(town)
        specification.make(town)
        map_talk.make(town)
        mappings.make(town)
        handbook.make(town.people)
        reorganisations.make(town)
        _settle()
        releases.make(town)  # last: they freeze what everything else has written
    return len(town.processes)


def _settle() -> None:
    """Steps, findings and the index, once everything is there."""
    for process in Process.objects.order_by("pk"):
        standing.refresh(process)
    judged: list[type[models.Model]] = list(dict.fromkeys(check.model for check in checks.registered()))
    for model in judged:
        for row in model._default_manager.order_by("pk"):
            checks.refresh(row)
    tasks.refresh_all()
    search.rebuild()
