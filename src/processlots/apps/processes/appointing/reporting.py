"""Who reports to whom, from leader to owner to the owner above (R-1.12), and how much each person has (S2-4)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Appointment, Person
from processlots.apps.processes.models import Process, Team
from processlots.kit import access
from processlots.kit.periods import covers, today

#: so many levels upwards are looked at; a circle is refused when it is saved
LEVELS = 12


@dataclass(frozen=True)
class Link:
    """One in the chain: the person (None where nobody is), the role in words, the process."""

    person: Any
    role: str
    process: Process
    here: bool = False


def chain(user: Any, process: Process) -> list[Link]:
    """From the owner on the overall level down to the process's own leader; a process that one may not see is left out."""
    above: list[Process] = []
    one = process
    while one.parent_id is not None and len(above) < LEVELS:
        found = access.visible(user, Process).filter(pk=one.parent_id).select_related("owner").first()
        if found is None:
            break
        above.append(found)
        one = found
    links = [Link(each.owner, _("process owner"), each) for each in reversed(above)]
    links.append(Link(process.owner, _("process owner"), process, here=True))
    if process.owner_id is not None:
        leader = process.leader or process.owner
        links.append(Link(leader, _("process leader") if process.leader_id else _("leads as owner"), process, here=True))
    return links


def sentence(links: list[Link]) -> str:
    """The chain from below in words: who reports to whom. Whoever is both reports to nobody but the next."""
    people = [one.person for one in reversed(links) if one.person is not None]
    names = [str(person) for number, person in enumerate(people) if number == 0 or person.pk != people[number - 1].pk]
    if len(names) < 2:
        return ""
    steps = [_("%(who)s reports to %(whom)s") % {"who": who, "whom": whom} for who, whom in itertools.pairwise(names)]
    return f"{', '.join(steps)}."


@dataclass
class Load:
    """What one person has: processes owned on the overall level and below, led, and worked in by team."""

    person: Any
    top: int = 0
    below: int = 0
    leads: int = 0
    teams: int = 0

    @property
    def owns(self) -> int:
        return self.top + self.below

    @property
    def total(self) -> int:
        return self.owns + self.leads + self.teams


def loads(people: Iterable[Any]) -> list[Load]:
    """The load of each person, the heaviest first: four queries however many they are. Discovered processes count not."""
    made = {person.pk: Load(person) for person in people}
    counted = Process.objects.filter(ended_on=None).exclude(status=Process.Status.DISCOVERED)
    rows = counted.filter(owner__in=made).values_list("owner").annotate(
        top=Count("pk", filter=Q(parent=None)), below=Count("pk", filter=Q(parent__isnull=False))
    )  # fmt: skip
    for pk, top, below in rows:
        made[pk].top, made[pk].below = top, below
    for pk, count in counted.filter(leader__in=made).values_list("leader").annotate(count=Count("pk")):
        made[pk].leads = count
    team, process = ContentType.objects.get_for_model(Team), ContentType.objects.get_for_model(Process)
    members = Appointment.objects.filter(
        covers(today()),
        role=Appointment.Role.TEAM,
        state__in=Appointment.IN_FORCE,
        scope_type__in=[team, process],
        person__in=made,
    )
    for pk, count in members.values_list("person").annotate(count=Count("pk")):
        made[pk].teams = count
    return sorted(made.values(), key=lambda one: (-one.owns, -one.total, one.person.sort, one.person.pk))


def beside(user: Any, process: Process, most: int = 6) -> list[Load]:
    """The load of those who own or lead where the process belongs, the heaviest first: for whoever appoints (S2-4)."""
    if process.unit is None:
        return []
    appointed = Appointment.objects.at().filter(role__in=Appointment.SINGLE, state__in=Appointment.IN_FORCE).values("person")
    board = process.unit.board() or process.unit
    people = access.visible(user, Person).filter(pk__in=appointed, unit__path__startswith=board.path)
    return [one for one in loads(people.select_related("unit")) if one.total][:most]


def said(found: list[Load]) -> list[tuple[Any, str]]:
    """(person, the load in a sentence), for a page."""
    return [(one.person, in_words(one)) for one in found]


def in_words(one: Load) -> str:
    """The load of one person in a sentence (S2-4)."""
    if not one.total:
        return _("Owns, leads and works in no process.")
    said = _("Owns %(owns)s (%(top)s on the overall level), leads %(leads)s, is in %(teams)s teams.")
    return said % {"owns": one.owns, "top": one.top, "leads": one.leads, "teams": one.teams}
