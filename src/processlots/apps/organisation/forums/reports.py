"""The papers of a meeting: the agenda that is sent, the minutes that are kept (F-15). Each holds what its reader may read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.forums import agenda, levels
from processlots.apps.organisation.models import Appointment, Meeting
from processlots.kit import reports
from processlots.kit.models import Installation
from processlots.kit.periods import today
from processlots.kit.tables import written

HEAD = ("organisation", "date", "title", "forum", "when", "place", "diary_number", "material", "called", "items")


def paper(meeting: Meeting, user: Any, *, minutes: bool) -> dict[str, Any]:
    """Plain data of the agenda or the minutes, for one reader. A matter that the reader may not read keeps its number."""
    made: dict[str, Any] = {
        "organisation": Installation.current()[0],
        "date": today(),
        "title": _("Minutes") if minutes else _("Agenda"),
        "forum": str(meeting.forum),
        "when": ", ".join(part for part in (written(meeting.date), _time(meeting)) if part),
        "place": meeting.place,
        "diary_number": meeting.diary_number,
        "material": meeting.material,
        "called": "" if minutes else _people(levels.sitting(meeting.forum)),
        "items": [_item(one, minutes) for one in agenda.agenda_of(meeting, user)],
    }
    if minutes:
        held = levels.offices(meeting.forum)
        made |= {
            "chair": ", ".join(str(one) for one in held.get(Appointment.Role.CHAIR) or levels.managers(meeting.forum)),
            "secretary": ", ".join(str(one) for one in held.get(Appointment.Role.SECRETARY, [])),
            "present": _people(meeting.present.order_by("sort", "pk")),
            "others": meeting.others,
            "notes": meeting.notes,
        }
    return made


def _people(people: Iterable[Any]) -> str:
    """One a line, with title."""
    return "\n".join(f"{one}, {one.title}" if one.title else str(one) for one in people)


def _time(meeting: Meeting) -> str:
    from processlots.apps.organisation.forums.pages import clock

    return clock(meeting)


def _item(entry: agenda.Entry, minutes: bool) -> dict[str, Any]:
    """One matter as plain data; empty texts are left out by page and template."""
    empty = dict.fromkeys(("kind", "raised_by", "about", "why", "outcome", "decision", "section", "follow_up"), "")
    if entry.item is None:
        return {**empty, "number": entry.number, "title": entry.why}
    item, about = entry.item, [text for text, _url, _slant in entry.about]
    told = {
        **empty,
        "number": entry.number,
        "title": item.title,
        "kind": str(item.get_kind_display()).capitalize(),
        "raised_by": str(item.raised_by or ""),
        "about": "\n".join([*about, *([entry.unseen] if entry.unseen else [])]),
        "why": item.why,
    }
    if minutes:
        decision = entry.decision
        told |= {
            "outcome": "" if decision is not None else item.outcome or str(item.get_state_display()).capitalize(),
            "decision": decision.text if decision is not None else "",
            "section": ", ".join(
                part for part in (decision.section, decision.label, decision.diary_number) if part
            ) if decision is not None else "",
            "follow_up": item.follow_up or "",
        }  # fmt: skip
    return told


@reports.report("meeting_agenda", Meeting, title=gettext_lazy("Agenda"), fields=HEAD, personal=True)
def meeting_agenda(meeting: Meeting, user: Any) -> dict[str, Any]:
    """What is sent before a meeting."""
    return paper(meeting, user, minutes=False)


@reports.report(
    "meeting_minutes", Meeting, title=gettext_lazy("Minutes"), personal=True,
    fields=(*HEAD, "chair", "secretary", "present", "others", "notes"),
)  # fmt: skip
def meeting_minutes(meeting: Meeting, user: Any) -> dict[str, Any]:
    """What is kept after it."""
    return paper(meeting, user, minutes=True)
