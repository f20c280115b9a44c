"""A meeting's agenda as one reader may see it: what is not the reader's to read is there, but not what it says (F-15)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processlots.apps.organisation import matters
from processlots.apps.organisation.models import AgendaItem, Decision, Meeting
from processlots.kit import access, pages

#: the mark of a matter, by its state
MARKS = {
    AgendaItem.State.WAITING: "none",
    AgendaItem.State.SCHEDULED: "begun",
    AgendaItem.State.LIFTED: "next",
    AgendaItem.State.ANSWERED: "signal",
    AgendaItem.State.DECIDED: "decide",
    AgendaItem.State.DONE: "ok",
    AgendaItem.State.RETURNED: "warn",
    AgendaItem.State.WITHDRAWN: "none",
}


@dataclass
class Entry:
    """A matter on the agenda. Where `item` is None there is one that the reader may not read, and `why` says why not."""

    number: int
    item: Any = None
    url: str = ""
    mark: str = "none"
    why: str = ""
    about: list[tuple[str, str, bool]] = field(default_factory=list)
    unseen: str = ""
    decision: Any = None


def in_order(meeting: Meeting) -> list[AgendaItem]:
    """The matters of a meeting in the agenda's order."""
    rows = meeting.items.select_related("raised_by", "decision", "matter", "forum__unit", "lifted_from__forum")
    return sorted(rows, key=lambda one: (one.position is None, one.position or 0, one.pk))


def agenda_of(meeting: Meeting, user: Any) -> list[Entry]:
    """Every matter of the meeting, numbered."""
    return entries(in_order(meeting), user)


def entries(items: list[AgendaItem], user: Any) -> list[Entry]:
    """Matters as one reader may see them: a number of queries that does not grow with them."""
    keys = [one.pk for one in items]
    seen = set(access.visible(user, AgendaItem).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    taken = {one.decision_id for one in items if one.decision_id}
    open_to = set(access.visible(user, Decision).filter(pk__in=taken).values_list("pk", flat=True)) if taken else set()
    told = matters.concerned_by([one for one in items if one.pk in seen], user)
    made = []
    for number, item in enumerate(items, 1):
        if item.pk not in seen:
            made.append(Entry(number, why=why_not(item)))
            continue
        about = told[item.pk]
        made.append(
            Entry(
                number,
                item,
                pages.url_of(item),
                MARKS[AgendaItem.State(item.state)],
                about=shown(about.rows),
                unseen=unseen(about.hidden),
                decision=item.decision if item.decision_id in open_to else None,
            )
        )
    return made


def why_not(item: AgendaItem) -> str:
    """Why somebody may not read a matter."""
    if item.restricted:
        return _("A matter that only the members may read")
    return _("A matter about something that you may not see")


def shown(rows: list[Any]) -> list[tuple[str, str, bool]]:
    """What a matter is about as links: text, address, whether it is slanted."""
    return [(str(row), pages.url_of(row), pages.of(type(row)).slant) for row in rows]


def unseen(count: int) -> str:
    """How much more a matter is about."""
    if not count:
        return ""
    return ngettext("One thing that you may not see", "%(count)s things that you may not see", count) % {"count": count}
