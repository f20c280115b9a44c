"""What the organisation's pages show of processes: a unit's processes and inventories, a person's work and its load."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.apps.processes.actions.teams import processes_of
from processlots.apps.processes.models import Inventory, Process
from processlots.kit import access
from processlots.kit.pages import url_of
from processlots.kit.panels import panel

SHOWN = 30


def _house(request: HttpRequest, unit: Unit) -> tuple[Any, str] | None:
    return gettext_lazy("See the house"), f"/?enhet={unit.pk}"


@panel(
    Unit,
    "processes",
    title=gettext_lazy("Processes"),
    help=gettext_lazy("What the unit does for others, again and again"),
    order=30,
    template="processes/panels/of_organisation.html",
    queries=1,
    action=_house,
)
def processes_of_unit(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    """The unit's own processes; those of the units below are in the house."""
    rows = access.visible(request.user, Process).filter(unit=unit, ended_on=None).select_related("owner").order_by("sort", "pk")
    found = list(rows[: SHOWN + 1])
    shown = [
        (one.name, url_of(one), ", ".join(str(part) for part in (one.get_status_display(), one.owner) if part))
        for one in found[:SHOWN]
    ]
    return {
        "groups": [("", shown)] if shown else [],
        "more_url": f"/processer/?unit={unit.pk}" if len(found) > SHOWN else "",
        "empty": _("No processes yet. They begin with an inventory."),
    }


@panel(
    Unit, "inventories", title=gettext_lazy("Inventories"), order=35, template="processes/panels/of_organisation.html", queries=1
)
def inventories_of_unit(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    """The years' inventories, the newest first."""
    rows = access.visible(request.user, Inventory).filter(unit=unit).select_related("unit").order_by("-year", "-pk")[:SHOWN]
    shown = [(str(one), url_of(one), one.get_state_display()) for one in rows]
    return {
        "groups": [("", shown)] if shown else [],
        "upright": True,
        "empty": _("No inventory yet. A facilitator or the manager begins one."),
    }


@panel(
    Person,
    "work",
    title=gettext_lazy("Work in processes"),
    order=20,
    template="processes/panels/of_organisation.html",
    queries=5,
)
def work_of_person(request: HttpRequest, person: Person) -> dict[str, Any]:
    """What the person owns, leads and works in, and how much it is (S2-4)."""
    held = Appointment.objects.at().filter(person=person, role=Appointment.Role.TEAM, state__in=Appointment.IN_FORCE)
    scopes = list(held.values_list("scope_type__model", "scope_id"))
    team = {pk for model, pk in scopes if model == "process"}
    if teams := {pk for model, pk in scopes if model == "team"}:
        team |= processes_of(teams)["process"]
    mine = Q(owner=person) | Q(leader=person) | Q(pk__in=team)
    rows = access.visible(request.user, Process).filter(mine, ended_on=None).order_by("sort", "pk")
    # Only what the page writes of each; one person may own hundreds.
    found = list(rows.only("pk", "number", "name", "owner", "leader", "parent"))
    owns = [one for one in found if one.owner_id == person.pk]
    leads = [one for one in found if one.leader_id == person.pk]
    works = [one for one in found if one.pk in team]
    groups = [(label, [(one.name, url_of(one), "") for one in some[:SHOWN]]) for label, some in
              ((_("Owns"), owns), (_("Leads"), leads), (_("Works in"), works)) if some]  # fmt: skip
    above = _reports_to(request.user, person, owns, leads)
    return {
        "lead": " ".join(filter(None, [load(owns, leads, works) if found else "", above])),
        "groups": groups,
        "more_url": "/processer/?visa=mina"
        if max(map(len, (owns, leads, works))) > SHOWN and getattr(request.user, "person", None) == person
        else "",
        "empty": _("Owns, leads and works in no process."),
    }


def _reports_to(user: Any, person: Person, owns: list[Process], leads: list[Process]) -> str:
    """R-1.12: a leader to the owner, an owner to the owner above; each named once. What one may not see is not named."""
    parents = [one.parent_id for one in owns if one.parent_id is not None]
    owners = (
        access.visible(user, Process).filter(pk__in=parents).exclude(owner=None).values_list("owner", flat=True)
        if parents
        else []
    )
    wanted = {one.owner_id for one in leads if one.owner_id is not None} | set(owners)
    wanted.discard(person.pk)
    if not wanted:
        return ""
    names = [str(one) for one in access.visible(user, Person).filter(pk__in=wanted).order_by("sort", "pk")[:SHOWN]]
    return _("Reports to %(people)s.") % {"people": ", ".join(names)}


def load(owns: list[Process], leads: list[Process], works: list[Process]) -> str:
    """The load in a sentence: number of processes, and how many of those owned lie on the overall level (S2-4)."""
    parts = []
    if owns:
        top = sum(1 for one in owns if one.parent_id is None)
        text = ngettext("owns %(count)s process", "owns %(count)s processes", len(owns)) % {"count": len(owns)}
        if top != len(owns):
            text += " " + _("(%(top)s on the overall level, %(below)s below)") % {"top": top, "below": len(owns) - top}
        parts.append(text)
    if leads:
        parts.append(ngettext("leads %(count)s", "leads %(count)s", len(leads)) % {"count": len(leads)})
    if works:
        parts.append(ngettext("works in %(count)s", "works in %(count)s", len(works)) % {"count": len(works)})
    return _("The load: %(parts)s.") % {"parts": ", ".join(parts)}
