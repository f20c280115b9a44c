"""Verbs of matters: on an agenda, decided with a §, lifted to the next level, answered back all the way (S1-12, S6-6)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from processlots.apps.organisation import matters
from processlots.apps.organisation.forums import levels
from processlots.apps.organisation.models import AgendaItem, Decision, Forum, Meeting
from processlots.apps.organisation.models.decisions import DECIDES
from processlots.kit import links, states
from processlots.kit.models import Sequence
from processlots.kit.periods import today

State = AgendaItem.State
AHEAD = gettext_lazy("A decision cannot be dated ahead. Choose today or an earlier day.")
_NUMBER = re.compile(r"\d{1,6}")


def schedule(item: AgendaItem, meeting: Meeting | None = None) -> None:
    """Put the matter last on an agenda; the next planned meeting where none is named."""
    chosen = meeting or next_meeting(item.forum)
    if chosen is None:
        raise states.Refused(_("No meeting is planned. Plan one first."))
    if chosen.forum_id != item.forum_id or chosen.state == Meeting.State.CANCELLED:
        raise states.Refused(_("The meeting is another forum's, or has been cancelled. Choose another."))
    item.meeting, item.position = chosen, last_place(chosen) + 1


def next_meeting(forum: Forum) -> Meeting | None:
    """The first planned meeting from today on."""
    rows = Meeting.objects.filter(forum=forum, state=Meeting.State.PLANNED, date__gte=today())
    return rows.order_by("date", "begins", "pk").first()


def last_place(meeting: Meeting) -> int:
    """The last place on the agenda; 0 where it is empty."""
    return meeting.items.aggregate(last=models.Max("position"))["last"] or 0


def raised_as(person: Any, rows: Iterable[Any], who: Any) -> str:
    """In which role somebody raises a matter about these rows: as owner or leader of a process, else as nothing."""
    from processlots.kit.history import trail

    processes = {trail(row)[0] for row in rows} - {None}
    return next((role for role in ("owner", "leader") if processes & who.of(role, "process")), "")


# --- Answers ----------------------------------------------------------------------------------------------------------


def conclude(item: AgendaItem, outcome: str, follow_up: datetime.date | None) -> None:
    """The forum has heard or discussed it."""
    item.follow_up = follow_up or item.follow_up
    _answer(item, outcome)


def send_back(item: AgendaItem, reason: str) -> None:
    """The forum returns it with words."""
    _answer(item, reason, word=pgettext("matter", "returned"))


def withdraw(item: AgendaItem, reason: str) -> None:
    """Nobody waits for an answer any longer; those below have it back."""
    _answer(item, reason, word=pgettext("matter", "withdrawn"))


def _answer(item: AgendaItem, words: str, word: str = "") -> None:
    """Write the answer here, and carry it down to every forum that the matter came by."""
    item.outcome, item.answered_on = words, today()
    below = item.lifted_from
    said = f"{item.forum}, {word}: {words}" if word else f"{item.forum}: {words}"
    while below is not None and below.state == State.LIFTED:
        below.outcome, below.answered_on, below.state = said, today(), State.ANSWERED
        below.save()
        _told(below)
        below = below.lifted_from


def _told(item: AgendaItem) -> None:
    """What follows from a change of a matter that nobody is just saving: tasks and findings."""
    from processlots.apps.organisation import tasks
    from processlots.kit import checks

    tasks.refresh(item)
    checks.refresh(item)


# --- Decisions --------------------------------------------------------------------------------------------------------


def next_paragraph(forum: Forum, year: int) -> int:
    """The § that follows in a forum's year."""
    rows = Decision.objects.filter(forum=forum, date__year=year).values_list("paragraph", flat=True)
    numbers = [int(found.group()) for text in rows if (found := _NUMBER.search(text))]
    return max(numbers, default=0) + 1


def given_paragraph(forum: Forum, date: datetime.date, asked: str) -> str:
    """The § of a decision: the next one, or the one asked for if nobody has it. Within a transaction.

    Two who decide at once wait for each other here, so that they get different ones. Raises states.Refused.
    """
    Sequence.hold(f"organisation.paragraph.{forum.pk}.{date.year}")
    found = _NUMBER.search(asked or "")
    if found is None:
        return str(next_paragraph(forum, date.year))
    wanted = int(found.group())
    said = why_not_paragraph(forum, date, wanted)
    if said:
        raise states.Refused(said)
    return str(wanted)


def why_not_paragraph(forum: Forum, date: datetime.date, wanted: int) -> str:
    """Why a § cannot be had; "" where nobody has it."""
    rows = Decision.objects.filter(forum=forum, date__year=date.year).values_list("paragraph", flat=True)
    taken = {int(one.group()) for text in rows if (one := _NUMBER.search(text))}
    if wanted not in taken:
        return ""
    said = _("§ %(number)s of %(year)s has been taken. Leave the field empty to get the next one, § %(next)s.")
    return said % {"number": wanted, "year": date.year, "next": max(taken) + 1}


def decide(
    item: AgendaItem, user: Any, *, text: str = "", date: datetime.date | None = None, capacity: str = "", paragraph: str = "",
    diary_number: str = "", follow_up: datetime.date | None = None, **more: Any,
) -> Decision:  # fmt: skip
    """Take the decision of a matter; the answer goes back to where it came from."""
    day = date or (item.meeting.date if item.meeting is not None and item.meeting.date <= today() else today())
    if day > today():
        raise states.Refused(str(AHEAD))
    about = matters.concerned(item)
    words = text or item.title
    decision = Decision.take(
        item, *about, text=words, date=day, by=user.person, capacity=capacity, forum=item.forum,
        paragraph=given_paragraph(item.forum, day, paragraph), diary_number=diary_number, follow_up=follow_up,
        restricted=item.restricted,
    )  # fmt: skip
    item.decision, item.follow_up = decision, follow_up or item.follow_up
    _answer(item, words)
    matters.tell_decided(about, decision, user)
    return decision


def correct(decision: Decision, user: Any, **fields: Any) -> Decision:
    """A new decision in place of the old, about the same rows; within a transaction and an act.

    `fields`: text, date, capacity, paragraph, diary_number, follow_up. Raises states.Refused.
    """
    Sequence.hold(f"organisation.correction.{decision.pk}")
    later = decision.corrected_by.first()
    if later is not None:
        said = _("The decision has been corrected already, by %(label)s. Correct that one.")
        raise states.Refused(said % {"label": later.label})
    if fields["date"] > today():
        raise states.Refused(str(AHEAD))
    if decision.forum is not None:
        fields["paragraph"] = given_paragraph(decision.forum, fields["date"], fields.get("paragraph", ""))
    made = Decision.take(by=user.person, forum=decision.forum, corrects=decision, restricted=decision.restricted, **fields)
    for row in decided_about(decision):
        links.join(made, DECIDES, row)
    return made


def decided_about(decision: Decision) -> list[Any]:
    """Every row that a decision is about, whoever asks."""
    from django.contrib.contenttypes.models import ContentType

    from processlots.kit.models.links import Link

    kind = ContentType.objects.get_for_model(Decision)
    made = []
    for link in Link.objects.filter(source_type=kind, source_id=decision.pk, relation=DECIDES).order_by("pk"):
        model = ContentType.objects.get_for_id(link.target_type_id).model_class()
        row = model._default_manager.filter(pk=link.target_id).first() if model is not None else None
        if row is not None:
            made.append(row)
    return made


# --- Lifting ----------------------------------------------------------------------------------------------------------


def lift(
    item: AgendaItem, user: Any, *, to: Forum | None = None, reason: str = "", concerns: Iterable[Any] = (), **more: Any
) -> AgendaItem:
    """Lift the matter to the next level, or the forum named, with the reason; it waits in that forum's inbox."""
    target = to or levels.above(item.forum)
    if target is None:
        raise states.Refused(_("There is no forum above this one. Decide here, or send the matter back."))
    if target.pk == item.forum_id or target.ended_on is not None or target.kind not in Forum.LEADING:
        raise states.Refused(_("A matter is lifted to a management group or to the steering group. Choose one of those."))
    rows = matters.concerned(item)
    matters.join(item, [row for row in concerns if row not in rows])
    item.outcome, item.answered_on = "", None
    made = AgendaItem(
        forum=target, title=item.title, why=reason or item.why, kind=AgendaItem.Kind.DECISION, matter=item.matter,
        restricted=item.restricted, raised_by=user.person, raised_as=more.get("raised_as", ""), lifted_from=item,
        root_id=item.origin, about_process=item.about_process,
    )  # fmt: skip
    made.save()
    matters.join(made, matters.concerned(item))
    _told(made)
    return made
