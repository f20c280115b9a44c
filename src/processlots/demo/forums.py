"""The demo's meetings, matters and decisions: held, planned and cancelled; one matter lifted and answered, one that waits."""

from __future__ import annotations

import datetime
from typing import Any

from processlots.apps.improvement.models import Need
from processlots.apps.organisation import matters
from processlots.apps.organisation.actions.matters import given_paragraph
from processlots.apps.organisation.forums import matter_kinds
from processlots.apps.organisation.models import AgendaItem, Appointment, Decision, MatterKind, Meeting
from processlots.demo import texts
from processlots.demo.dates import past
from processlots.demo.processes import Town
from processlots.kit.periods import today

State = AgendaItem.State


def make(town: Town) -> None:
    """Everything of `data/matters.yaml`."""
    matter_kinds.load()
    kinds = {one.key_word: one for one in MatterKind.objects.all()}
    told = texts.read("matters")
    made: dict[str, AgendaItem] = {}
    for row in told["series"]:
        _series(row, town)
    for row in told["meetings"]:
        meeting = _meeting(row, town, past(row["day"]))
        for place, item in enumerate(row.get("items", ()), start=1):
            _item({"forum": row["forum"], "raised": row["day"], **item}, town, kinds, made, meeting, place)
    for row in told["waiting"]:
        _item(row, town, kinds, made)


def _series(row: texts.Row, town: Town) -> None:
    """A meeting in each of these months of the year; those that have been are held."""
    for month in row["months"]:
        day = datetime.date(today().year, month, row["number"])
        _meeting({**row, "held": day < today()}, town, day)


def _clock(text: str | None) -> datetime.time | None:
    return datetime.time.fromisoformat(text.replace(".", ":")) if text else None


def _meeting(row: texts.Row, town: Town, day: datetime.date) -> Meeting:
    held = row.get("held", bool(row.get("present")))
    forum = town.forums[row["forum"]]
    state = Meeting.State.CANCELLED if "cancelled" in row else Meeting.State.HELD if held else Meeting.State.PLANNED
    meeting = Meeting.objects.create(
        forum=forum, date=day, begins=_clock(row.get("begins")), ends=_clock(row.get("ends")), place=row.get("place", ""),
        material=row.get("material", ""), state=state, others=row.get("others", ""), notes=row.get("notes", ""),
        diary_number=row.get("diary", ""), reason=row.get("cancelled", ""),
    )  # fmt: skip
    if held:
        sitting = Appointment.objects.filter(scope_type__model="forum", scope_id=forum.pk).order_by("pk")
        names = row.get("present") or [one.person.name for one in sitting.select_related("person")]
        meeting.present.set([town.people[name] for name in names])
    return meeting


def _item(
    row: texts.Row, town: Town, kinds: dict[str, MatterKind], made: dict[str, AgendaItem],
    meeting: Meeting | None = None, place: int | None = None,
) -> None:  # fmt: skip
    """One matter, with what it is about, its decision or outcome, and where it came from."""
    below = made.get(row.get("from", ""))
    about = [town.processes.get(name) or Need.objects.get(title=name) for name in row.get("about", ())]
    answered = meeting.date if meeting is not None and meeting.state == Meeting.State.HELD else None
    state = row.get("state") or (
        State.DECIDED if "decision" in row else State.DONE if "outcome" in row else State.SCHEDULED if meeting else State.WAITING
    )
    item = AgendaItem.objects.create(
        forum=town.forums[row["forum"]], meeting=meeting, position=place, title=row["title"], why=row.get("why", ""),
        kind=row.get("kind", "decision"), matter=kinds.get(row.get("matter", "")), restricted=row.get("restricted", False),
        state=state, raised_by=town.people[row["by"]], raised_as=row.get("as", ""), raised_on=min(past(row["raised"]), today()),
        outcome=row.get("outcome", ""), answered_on=answered if "outcome" in row else None, lifted_from=below,
        root_id=below.origin if below is not None else None,
    )  # fmt: skip
    matters.join(item, about)
    if "key" in row:
        made[row["key"]] = item
    if "decision" in row:
        _decide(item, row["decision"], about, town)


def _decide(item: AgendaItem, row: texts.Row, about: list[Any], town: Town) -> None:
    day = item.meeting.date if item.meeting is not None else today()
    item.decision = Decision.take(
        item, *about, text=row["text"], date=day, by=town.people[row["by"]], capacity=row["capacity"], forum=item.forum,
        paragraph=given_paragraph(item.forum, day, ""), diary_number=row["diary"], follow_up=past(row["follow_up"]),
    )  # fmt: skip
    item.outcome, item.answered_on, item.follow_up = row["text"], day, past(row["follow_up"])
    item.save()
    below = item.lifted_from
    if below is not None:
        below.outcome, below.answered_on = f"{item.forum}: {row['text']}", day
        below.save()
