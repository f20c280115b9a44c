"""The process house (C-22): what a unit governs with, does for others, and is supported by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from processlots.apps.organisation.models import Unit
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.models import Area, Process, Recipient
from processlots.apps.processes.overview.signs import Sign, states
from processlots.kit import access
from processlots.kit.asked import whole


@dataclass
class Room:
    """A process in the house, with what flows in and out of it."""

    process: Process
    sign: Sign | None
    need: str = ""
    met: str = ""


@dataclass
class House:
    """The three bands; `untyped` holds what has no type yet, and `waiting` counts what is not decided."""

    governing: list[Room] = field(default_factory=list)
    main: list[Room] = field(default_factory=list)
    support: list[Room] = field(default_factory=list)
    untyped: list[Room] = field(default_factory=list)
    waiting: int = 0

    @property
    def rooms(self) -> list[Room]:
        """Every room, from the roof down."""
        return [*self.governing, *self.main, *self.support, *self.untyped]

    def lead(self) -> str:
        """The house in three short sentences."""
        rooms = self.rooms
        if not rooms:
            return ""
        managed = sum(room.process.status == Process.Status.MANAGED for room in rooms)
        ownerless = sum(room.process.owner_id is None for room in rooms)
        said = [ngettext("One process.", "%(count)s processes.", len(rooms)) % {"count": len(rooms)}]
        if managed:
            said.append(
                ngettext("One is managed and developed.", "%(count)s are managed and developed.", managed)
                % {"count": spelled(managed)}
            )
        if ownerless:
            said.append(ngettext("One needs an owner.", "%(count)s need an owner.", ownerless) % {"count": spelled(ownerless)})
        return " ".join(said)


def spelled(number: int) -> str:
    """A small number in words, as a sentence begins."""
    words = {
        2: pgettext("first word", "Two"),
        3: pgettext("first word", "Three"),
        4: pgettext("first word", "Four"),
        5: pgettext("first word", "Five"),
        6: pgettext("first word", "Six"),
        7: pgettext("first word", "Seven"),
        8: pgettext("first word", "Eight"),
        9: pgettext("first word", "Nine"),
        10: pgettext("first word", "Ten"),
        11: pgettext("first word", "Eleven"),
        12: pgettext("first word", "Twelve"),
    }
    return words.get(number, str(number))


EVERYTHING = "alla"


@dataclass
class Chosen:
    """What the house is of: a unit, or the whole municipality; perhaps only an area, a recipient, or a process's parts."""

    unit: Unit | None = None
    area: Area | None = None
    recipient: Recipient | None = None
    process: Process | None = None

    def title(self, municipality: str) -> str:
        """What the house is called."""
        whole_house = title(self.unit, municipality)
        some = ", ".join(str(one) for one in (self.area, self.recipient, self.process) if one is not None)
        return f"{some} – {whole_house}" if some and self.process is None else some or whole_house

    @property
    def narrowed(self) -> bool:
        """True where only some of the processes are shown."""
        return any((self.area, self.recipient, self.process))

    @property
    def query(self) -> str:
        """The address's question, without its mark."""
        parts = [f"enhet={self.unit.pk if self.unit else EVERYTHING}"]
        parts += [f"{name}={one.pk}" for name, one in (("omrade", self.area), ("mottagare", self.recipient)) if one is not None]
        parts += [f"process={self.process.number}"] if self.process is not None else []
        return "&".join(parts)


def chosen(request: HttpRequest) -> Chosen:
    """What the address asks for; the person's own unit where it says nothing. 404 for what is not there."""
    found = Chosen(unit=_unit(request))
    for name, model in (("omrade", Area), ("mottagare", Recipient)):
        asked = request.GET.get(name, "")
        if asked:
            row = access.visible(request.user, model).filter(pk=whole(asked) or 0).first()
            if row is None:
                raise Http404
            setattr(found, "area" if name == "omrade" else "recipient", row)
    asked = request.GET.get("process", "").split("-")[0]
    if asked:
        found.process = access.visible(request.user, Process).filter(number=whole(asked, 9) or 0).first()
        if found.process is None:
            raise Http404
        found.unit = None
    return found


def _unit(request: HttpRequest) -> Unit | None:
    asked = request.GET.get("enhet", "")
    if asked == EVERYTHING:
        return None
    if asked:
        found = Unit.objects.filter(pk=whole(asked) or 0).first()
        if found is None:
            raise Http404
        return found
    person = standing(request.user).person
    return person.unit if person is not None else None


def build(user: Any, unit: Unit | None, only: Chosen | None = None) -> House:
    """The house of a unit with everything under it, or of the whole municipality; of what the person may see.

    A part of a process that stands in the house itself is left out: the overall level is shown (S1-6).
    """
    rows = access.visible(user, Process).filter(ended_on=None)
    if only is not None and only.process is not None:
        rows = rows.filter(parent=only.process)
    if only is not None and only.area is not None:
        rows = rows.filter(area=only.area)
    if only is not None and only.recipient is not None:
        rows = rows.filter(recipients=only.recipient)
    if unit is not None:
        involved = Process.units.through.objects.filter(unit__path__startswith=unit.path).values("process")
        rows = rows.filter(Q(unit__path__startswith=unit.path) | Q(pk__in=involved))
    found = list(rows.select_related("owner").prefetch_related("recipients").order_by("sort", "pk"))
    house = House(waiting=sum(row.status == Process.Status.DISCOVERED for row in found))
    decided = [row for row in found if row.status != Process.Status.DISCOVERED]
    here = {row.pk for row in decided}
    shown = [row for row in decided if row.parent_id not in here]
    signs = states(shown, user)
    bands: dict[str, list[Room]] = {
        Process.Type.GOVERNING: house.governing,
        Process.Type.MAIN: house.main,
        Process.Type.SUPPORT: house.support,
    }
    for row in shown:
        recipients = ", ".join(str(one) for one in row.recipients.all())
        bands.get(row.type, house.untyped).append(Room(row, signs.get(row.pk), row.start_event or recipients, row.end_event))
    return house


def title(unit: Unit | None, municipality: str) -> str:
    """What the house is called."""
    return str(unit) if unit is not None else municipality or _("The municipality")
