"""What the tests of forums begin with: two levels of management groups, their people, and a process to speak about."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import pytest

from processlots.apps.organisation import matters
from processlots.apps.organisation.models import AgendaItem, Appointment, Forum, MatterKind, Meeting, Unit
from processlots.apps.organisation.tests.cast import make_cast
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import give_role, make_decided
from processlots.kit.periods import today
from processlots.kit.tests.kept import kept

DAY = datetime.timedelta(days=1)


def sits(forum: Forum, person: Any, role: str = "member") -> Appointment:
    """A role in a forum since long ago."""
    return Appointment.objects.create(
        role=role, person=person, scope=forum, state=Appointment.State.DECIDED, valid_from=today() - 400 * DAY
    )


@dataclass
class Town:
    """Charlie leads the administration's group, where Alva and Maj sit; Hanna chairs a network, Love is its secretary.

    Moa chairs the steering group at the top. Alva owns the process, Love leads it.
    """

    cast: Any
    group: Forum
    top: Forum
    network: Forum
    process: Process

    def meeting(self, forum: Forum | None = None, days: int = 14, **fields: Any) -> Meeting:
        """A planned meeting so many days ahead."""
        return Meeting.objects.create(forum=forum or self.group, date=today() + days * DAY, **fields)

    def matter(self, *about: Any, forum: Forum | None = None, by: str = "alva", **fields: Any) -> AgendaItem:
        """A matter in a forum's inbox, about these rows."""
        fields.setdefault("title", "Vem svarar för underlaget?")
        item = AgendaItem.objects.create(forum=forum or self.group, raised_by=self.cast.person(by), **fields)
        matters.join(item, about)
        return item

    def other_unit(self, name: str = "Gatuenheten") -> Unit:
        """A unit under another administration."""
        board = Unit.objects.create(name="Tekniska nämnden", kind=Unit.Kind.OPERATING_BOARD, parent=self.cast.council)
        return Unit.objects.create(name=name, parent=board)


def kind(level: str, key: str = "slag") -> MatterKind:
    """A kind of matter that is decided so high."""
    return MatterKind.objects.create(key_word=key, name_sv="Start av projekt", name_en="Start of a project", level=level)


def make_town() -> Town:
    """The forums of a small municipality, in an empty database."""
    cast = make_cast()
    group = Forum.objects.create(name="Förvaltningsledningen", unit=cast.administration)
    top = Forum.objects.create(name="Kommundirektörens styrgrupp", unit=cast.council, kind=Forum.Kind.STEERING)
    network = Forum.objects.create(name="Processhandledarnas nätverk", unit=cast.unit, kind=Forum.Kind.FACILITATORS)
    for name in ("alva", "maj"):
        sits(group, cast.person(name))
    sits(top, cast.person("moa"), "chair")
    sits(network, cast.person("hanna"), "chair")
    sits(network, cast.person("love"), "secretary")
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"))
    give_role(process, cast.person("love"), "leader")
    process.refresh_from_db()
    return Town(cast, group, top, network, process)


@pytest.fixture
def town(db: None) -> Town:
    """The same for every test."""
    return kept(make_town)
