"""A test's people, the same everywhere (DESIGN 5): who they are is what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from processlots.apps.learning.models import Course, TrainingRecord
from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.kit.periods import today
from processlots.kit.tests.kept import kept

NAMES = {
    "alva": ("Ägar-Alva", "Processägare"),
    "love": ("Ledar-Love", "Processledare"),
    "hanna": ("Handledar-Hanna", "Processhandledare"),
    "charlie": ("Chef-Charlie", "Förvaltningschef"),
    "moa": ("Modell-Moa", "Modellansvarig"),
    "maj": ("Medarbetar-Maj", "Handläggare"),
    "ali": ("Admin-Ali", "Systemadministratör"),
    "gro": ("Gäst-Gro", "Besökare"),
}
#: the courses that make a facilitator (UT-3), with what each covers
COURSES = {
    "Processmodellen": (),
    "Kartläggningsmetod": ("covers_method",),
    "Dokumentationsstandard": ("covers_theory", "covers_practice"),
    "Riskanalysmetoden": ("covers_risk",),
}


@dataclass
class Cast:
    """The people, their logins and the unit they work in. `cast.alva` is a login; `cast.person("alva")` the human."""

    council: Unit
    board: Unit
    administration: Unit
    unit: Unit
    users: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["users"][name]  # a copy is asked before it has any
        except KeyError:
            raise AttributeError(name) from None

    def person(self, name: str) -> Person:
        return self.users[name].person

    def client(self, name: str) -> Client:
        """A browser in which this person has signed in."""
        browser = Client()
        browser.force_login(self.users[name], backend="django.contrib.auth.backends.ModelBackend")
        return browser


def make_cast() -> Cast:
    """Council, board, administration and unit, and the eight people. Gro has a login but no place; nobody owns anything."""
    council = Unit.objects.create(name="Kommunfullmäktige", kind=Unit.Kind.COUNCIL)
    board = Unit.objects.create(name="Byggnadsnämnden", kind=Unit.Kind.OPERATING_BOARD, parent=council)
    administration = Unit.objects.create(name="Samhällsbyggnadsförvaltningen", kind=Unit.Kind.ADMINISTRATION, parent=board)
    unit = Unit.objects.create(name="Bygglovsenheten", kind=Unit.Kind.UNIT, parent=administration)
    users = {}
    for key, (name, title) in NAMES.items():
        user = get_user_model().objects.create(username=key, last_name=title)
        users[key] = user
        if key != "gro":
            Person.objects.create(name=name, title=title, user=user, unit=unit)
    decided = Appointment.State.DECIDED
    Appointment.objects.create(
        role="manager", person=users["charlie"].person, scope=administration, state=decided, valid_from=today()
    )
    Appointment.objects.create(role="model_manager", person=users["moa"].person, state=decided, valid_from=today())
    Appointment.objects.create(role="administrator", person=users["ali"].person, state=decided, valid_from=today())
    for course, parts in COURSES.items():
        made = Course.objects.create(name=course, for_facilitators=True, **dict.fromkeys(parts, True))
        TrainingRecord.objects.create(person=users["hanna"].person, course=made)
    from processlots.apps.learning.actions import keep_status

    keep_status(users["hanna"].person)
    return Cast(council, board, administration, unit, users)


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, in an empty database."""
    return kept(make_cast)
