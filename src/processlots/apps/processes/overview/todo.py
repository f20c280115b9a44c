"""What waits for a person, gathered from the apps that know.

    @todo(20)
    def signals_to_read(user):
        return [Todo("signal", _("Say what the signal means"), url, about=process.name)]

Each function costs a fixed number of queries, however much the person owns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from processlots.apps.organisation import tasks
from processlots.apps.organisation.mine.page import Line, part
from processlots.apps.organisation.models import Person, Task
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.models import Inventory, Process
from processlots.apps.processes.steps import NEXT
from processlots.kit import access
from processlots.kit.models.checks import StoredFinding
from processlots.kit.pages import url_of
from processlots.kit.tables import written

SHOWN = 5
FOLLOWED = 100
NAMING = ("V-1", "V-3", "V-4", "V-5", "V-6")


@dataclass(frozen=True)
class Todo:
    """One thing to do: mark of the look, the act as a link, the process it is about, and when (`late` if it is past)."""

    mark: str
    text: Any
    url: str
    about: str = ""
    detail: Any = ""
    when: Any = ""
    late: bool = False


_sources: list[tuple[int, Callable[[Any], list[Todo]]]] = []


def todo(order: int) -> Callable[[Callable[[Any], list[Todo]]], Callable[[Any], list[Todo]]]:
    """Register a function from a user to what waits for that person."""

    def keep(source: Callable[[Any], list[Todo]]) -> Callable[[Any], list[Todo]]:
        _sources.append((order, source))
        _sources.sort(key=lambda one: one[0])
        return source

    return keep


def waiting(user: Any) -> list[Todo]:
    """Everything that waits for the person, what is late first within each order."""
    found = [one for _order, source in _sources for one in source(user)]
    return sorted(found, key=lambda one: not one.late)


@todo(5)
def tasks_of_mine(user: Any) -> list[Todo]:
    """X-8: what the rules ask of the person, the first of them; all of it stands on "Min sida"."""
    person = standing(user).person
    rows = Task.objects.now().filter(person=person).select_related("asked_by").order_by("due", "pk")
    found = tasks.in_order(tasks.seen_by(user, rows[: 4 * SHOWN]))
    return [
        Todo(
            "decide" if one.asked_by_id else "next", one.text, one.url, about=one.about, detail=_reminded(one),
            when=written(one.due) if one.due else "", late=one.late,
        )
        for one in found
    ]  # fmt: skip


def _reminded(one: Task) -> str:
    """Who waits and has said so."""
    if one.reminded_on is None or one.asked_by is None:
        return ""
    return _("%(name)s reminded you %(day)s.") % {"name": one.asked_by, "day": written(one.reminded_on)}


@part(30, "also", gettext_lazy("Also in my processes"))
def computed(user: Any, person: Person) -> list[Line]:
    """What the start page tells besides the tasks."""
    found = sorted((one for _order, source in _sources if source is not tasks_of_mine for one in source(user)),
                   key=lambda one: not one.late)  # fmt: skip
    made = []
    for one in found:
        note = ". ".join(str(said) for said in (one.about, one.detail, one.when) if said)
        made.append(Line(one.text, one.url, note, mark=one.mark))
    return made


@part(50, "follow", gettext_lazy("What I follow"), gettext_lazy("You own, lead and work in no process."))
def processes_i_follow(user: Any, person: Person) -> list[Line]:
    """Processes that the person owns, leads or is in the team of."""
    who = standing(user)
    team = who.of("team", "process")
    mine = Q(owner=person) | Q(leader=person) | Q(pk__in=team)
    rows = access.visible(user, Process).filter(mine, ended_on=None).order_by("sort", "pk")
    made = []
    for one in rows.only("pk", "number", "name", "owner", "leader", "step")[:FOLLOWED]:
        roles = [(one.owner_id == person.pk, _("you own it")), (one.leader_id == person.pk, _("you lead it")),
                 (one.pk in team, _("you work in it"))]  # fmt: skip
        said = ", ".join(text for holds, text in roles if holds)
        made.append(Line(one.name, url_of(one), f"{said}. {one.get_step_display()}", slant=True))
    return made


@todo(40)
def inventories_to_decide(user: Any) -> list[Todo]:
    """R-28: the responsible manager decides; the facilitator and the manager mend names before that."""
    who = standing(user)
    if not who.manages and not who.facilitator:
        return []
    rows = Inventory.objects.filter(state=Inventory.State.ONGOING).select_related("unit")
    rows = rows if who.facilitator else rows.filter(unit__in=who.manages)
    found = list(rows.annotate(count=Count("rows", filter=Q(rows__ended_on=None))).order_by("pk")[:SHOWN])
    wrong = StoredFinding.objects.filter(check_id__in=NAMING, accepted_by=None).values("object_id")
    mending = (
        Process.objects.filter(inventory__in=found, ended_on=None, pk__in=wrong)
        .values_list("inventory")
        .annotate(count=Count("pk"))
    )
    names = dict(mending)
    made = []
    for one in found:
        detail = ngettext("%(count)s process", "%(count)s processes", one.count) % {"count": one.count}
        if one.pk in names:
            text = ngettext("Mend %(count)s name in the inventory", "Mend %(count)s names in the inventory", names[one.pk]) % {
                "count": names[one.pk]
            }
            made.append(Todo("warn", text, f"{url_of(one)}#rader", detail=f"{one}. {detail}"))
        elif one.count and one.unit_id in who.manages:
            made.append(Todo("decide", _("Decide the inventory"), url_of(one), detail=f"{one}. {detail}"))
        elif not one.count:
            made.append(Todo("none", _("Write the first processes"), url_of(one), detail=str(one)))
    return made


@todo(60)
def processes_of_mine(user: Any) -> list[Todo]:
    """What comes next in what the person owns or leads; those of highest priority and earliest step first."""
    person = standing(user).person
    leads = Q(leader=person) | Q(owner=person, leader=None) | Q(owner=person, step__lte=Process.Step.LEADER)
    rows = (
        Process.objects.filter(leads, ended_on=None).exclude(status=Process.Status.MANAGED).order_by("priority", "step", "sort")
    )
    found = list(rows.only("pk", "number", "name", "step")[:SHOWN])
    return [Todo("next", NEXT[one.step], f"{url_of(one)}#standing", about=one.name) for one in found]
