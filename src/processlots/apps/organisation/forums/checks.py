"""Rules about forums: matters decided too low (V-52), networks that meet too seldom (V-54)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation import matters
from processlots.apps.organisation.forums import levels
from processlots.apps.organisation.models import AgendaItem, Forum, MatterKind, Meeting
from processlots.kit.checks import Finding, check, told
from processlots.kit.periods import today

DECIDED = _("%(matter)s: this is decided %(level)s, but %(forum)s decided it. Take it up in %(target)s.")
OPEN = _("%(matter)s: this is decided %(level)s. Lift it to %(target)s instead of deciding it in %(forum)s.")
NOWHERE = _(
    "%(matter)s: this is decided %(level)s, and no forum leads there. Add one, or change the level of the kind of matter."
)
SELDOM = _("%(count)s meetings are held or planned in %(year)s. The forum meets at least %(fewest)s times a year. Plan more.")


@check("V-52", AgendaItem, severity="V")
def decided_high_enough(item: AgendaItem) -> Iterator[Finding]:
    """A matter whose kind is decided higher up is lifted, not decided here (S1-12, S6-6)."""
    if item.matter is None or item.matter.level == MatterKind.Level.ANY:
        return
    waits = item.kind == AgendaItem.Kind.DECISION and item.state in AgendaItem.OPEN
    if not waits and item.state != AgendaItem.State.DECIDED:
        return
    units = matters.units_of(matters.concerned(item)) or [item.forum.unit]
    if levels.high_enough(item.forum, item.matter.level, units):
        return
    target = levels.wanted(item.matter.level, units, item.forum)
    if target is not None and item.state != AgendaItem.State.WAITING and _decided_there(item, target):
        return
    said = NOWHERE if target is None else OPEN if waits else DECIDED
    yield Finding(
        told(said, matter=item.matter, level=item.matter.get_level_display(), forum=item.forum, target=target or ""),
        field="matter", url=f"/arenden/{item.pk}/gor/lift/" if waits and target is not None else "",
    )  # fmt: skip


def _decided_there(item: AgendaItem, target: Forum) -> bool:
    """True where the forum above has answered the same matter, and this one only carries it out."""
    above = AgendaItem.objects.filter(root=item.origin, state=AgendaItem.State.DECIDED)
    return above.filter(forum=target).exclude(pk=item.pk).exists()


@check("V-54", Forum, severity="I")
def meets_often_enough(forum: Forum) -> Iterator[Finding]:
    """The facilitators' network meets six times a year, the managers' forum twice (N-1, F-4, F-12)."""
    fewest = Forum.FEWEST.get(forum.kind, 0)  # type: ignore[call-overload]  # the key is its text
    if not fewest or forum.ended_on is not None:
        return
    year = today().year
    count = Meeting.objects.filter(forum=forum, date__year=year).exclude(state=Meeting.State.CANCELLED).count()
    if count < fewest:
        yield Finding(
            told(SELDOM, count=count, year=str(year), fewest=fewest), url=f"/forum/{forum.pk}/motesserie/",
        )  # fmt: skip
