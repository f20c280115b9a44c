"""What came of a matter: on its own page the way up and back, on the pages of what it is about the matters and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from processlots.apps.organisation import matters
from processlots.apps.organisation.forums import agenda
from processlots.apps.organisation.forums.access import proposes
from processlots.apps.organisation.models import AgendaItem, Decision
from processlots.apps.organisation.models.decisions import DECIDES
from processlots.kit import access
from processlots.kit.models.links import Link
from processlots.kit.panels import panel

SHOWN = 30
TRAIL = "organisation/panels/trail.html"


@dataclass
class Step:
    """One forum on a matter's way. `entry.item` is None where the reader may not read it."""

    entry: agenda.Entry
    forum: Any
    here: bool
    level: str


def way(items: list[AgendaItem], here: Any, user: Any) -> list[Step]:
    """The way of one matter, from where it began upwards."""
    made = []
    for entry, item in zip(agenda.entries(items, user), items, strict=True):
        level = _("lifted to") if item.lifted_from_id else _("raised in")
        made.append(Step(entry, item.forum, here is not None and item.pk == here.pk, level))
    return made


def _of_origin(origins: set[int]) -> list[AgendaItem]:
    """Every matter of these ways, in the order that they were raised."""
    rows = AgendaItem.objects.filter(Q(pk__in=origins) | Q(root__in=origins))
    return list(rows.select_related("forum__unit", "raised_by", "decision", "matter", "lifted_from__forum").order_by("pk"))


@panel(
    AgendaItem, "about", title=gettext_lazy("What it is about"), order=10, template="organisation/panels/about.html", queries=3
)
def about(request: HttpRequest, item: AgendaItem) -> dict[str, Any] | None:
    """Why, the things, and what came of it."""
    told = matters.concerned_by([item], request.user)[item.pk]
    decided = item.decision
    if decided is not None and not access.visible(request.user, Decision).filter(pk=decided.pk).exists():
        decided = None
    return {"rows": agenda.shown(told.rows), "unseen": agenda.unseen(told.hidden), "decided": decided}


@panel(AgendaItem, "trail", title=gettext_lazy("The way of the matter"), help=gettext_lazy("Upwards, and the answer back"),
       order=20, template=TRAIL, queries=8)  # fmt: skip
def trail(request: HttpRequest, item: AgendaItem) -> dict[str, Any] | None:
    """S1-12: from level, to level, reason, answer."""
    steps = way(_of_origin({item.origin or item.pk}), item, request.user)
    return {"ways": [steps]} if len(steps) > 1 else None


# --- On the pages of what is taken up ---------------------------------------------------------------------------------


def _take_up(request: HttpRequest, row: Any) -> tuple[Any, str] | None:
    if getattr(row, "ended_on", None) or not proposes(request.user, row):
        return None
    return _("Take it up in a forum"), f"/arenden/nytt/?om={matters.reference(row)}"


def show_on(model: type[models.Model], order: int, tab: str = "") -> None:
    """Show matters and decisions on the pages of a model, with the button that takes it up."""
    panel(
        model, "matters", title=gettext_lazy("Matters and decisions"),
        help=gettext_lazy("Where it was taken up, and what came of it"), order=order,
        template="organisation/panels/of_thing.html", queries=14, action=_take_up, tab=tab,
    )(of_thing)  # fmt: skip


def of_thing(request: HttpRequest, row: Any) -> dict[str, Any] | None:
    """Every way that a thing has gone, the newest first, and what was decided about it."""
    found = AgendaItem.objects.filter(pk__in=matters.about(row)).values_list("pk", "root")
    origins = sorted({root or pk for pk, root in found}, reverse=True)
    by_origin: dict[int, list[AgendaItem]] = {}
    for item in _of_origin(set(origins[:SHOWN])):
        by_origin.setdefault(item.origin or item.pk, []).append(item)
    everything = [item for key in origins[:SHOWN] for item in by_origin.get(key, [])]
    steps = way(everything, None, request.user)
    ways: dict[int, list[Step]] = {}
    for item, step in zip(everything, steps, strict=True):
        ways.setdefault(item.origin or item.pk, []).append(step)
    hidden = sum(1 for some in ways.values() if all(step.entry.item is None for step in some))
    shown = [some for some in ways.values() if any(step.entry.item is not None for step in some)]
    decisions = decisions_about(request.user, row)
    if not shown and not hidden and not decisions and _take_up(request, row) is None:
        return None
    said = ""
    if hidden:
        said = ngettext("One matter that you may not read.", "%(count)s matters that you may not read.", hidden)
        said = said % {"count": hidden} if "%" in said else said
    return {"ways": shown, "hidden": said, "decisions": decisions}


def decisions_about(user: Any, row: Any) -> list[Decision]:
    """What was decided about a thing, and for a process also about what hangs on it; the newest first."""
    kind = ContentType.objects.get_for_model(Decision)
    target = ContentType.objects.get_for_model(row)
    here = Q(target_type=target, target_id=row.pk)
    if target.model == "process":
        here |= Q(process=row.pk)
    keys = Link.objects.filter(here, source_type=kind, relation=DECIDES).values("source_id")
    rows = access.visible(user, Decision).filter(pk__in=keys)
    return list(rows.select_related("by", "forum").prefetch_related("corrected_by").order_by("-date", "-number")[:SHOWN])
