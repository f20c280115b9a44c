"""Who sees and writes what of forums: meetings and decisions are open, personal matters are the members' (F-15, DESIGN 5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from processlots.apps.organisation import matrix, matters
from processlots.apps.organisation.access import MatrixAccess, OrganisationAccess
from processlots.apps.organisation.forums import levels
from processlots.apps.organisation.models import AgendaItem, Appointment, Forum, Meeting
from processlots.apps.organisation.standing import Standing, standing
from processlots.kit.access import Access
from processlots.kit.history import trail

OFFICES = (matrix.CHAIR, matrix.SECRETARY, matrix.MEMBER)


def sits_in(who: Standing, forum: Any) -> bool:
    """True for the members, and for the manager who leads the forum's unit (R-28); not for managers further up."""
    return forum.pk in who.of(matrix.MEMBER, "forum") or forum.unit_id in who.of(Appointment.Role.MANAGER, "unit")


def inside(who: Standing) -> Q:
    """The same as a condition on rows with a forum."""
    return Q(forum__in=who.of(matrix.MEMBER, "forum")) | Q(forum__unit__in=who.of(Appointment.Role.MANAGER, "unit"))


class ForumAccess(OrganisationAccess):
    """Forums: the administrator's, and those of a unit are its manager's too; chair and secretary keep the facts."""

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if super().may(user, verb, row) or not self.may_enter(user):
            return super().may(user, verb, row)
        who = standing(user)
        if row is None or not row.unit_id:
            return verb == "add" and who.is_manager
        if row.unit_id in who.manages:
            return True
        return verb == "change" and row.pk in who.of(matrix.CHAIR, "forum") | who.of(matrix.SECRETARY, "forum")


class OfForum(MatrixAccess):
    """Rows of a forum: its chair, secretary and responsible manager write, its members propose."""

    def forum_of(self, row: Any) -> Any:
        """The forum that a row belongs to; None while none is chosen."""
        return row.forum if row.forum_id else None

    def roles(self, who: Standing, row: Any | None) -> set[str]:
        if row is None or self.forum_of(row) is None:
            found = {role for role in OFFICES if who.of(role, "forum")}
            return found | ({matrix.MANAGEMENT} if who.is_manager else set())
        forum = self.forum_of(row)
        found = {role for role in OFFICES if forum.pk in who.of(role, "forum")}
        return found | ({matrix.MANAGEMENT} if forum.unit_id in who.manages else set())

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        forum = self.forum_of(row) if row is not None else None
        if forum is None:
            return [_("the forum's chair or secretary")]
        return [str(person) for person in levels.in_charge(forum)] or [_("the responsible manager")]


class MeetingAccess(OfForum):
    """Meetings are open to read; what is said of personal matters stands in the matters."""

    obj = "meeting"

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if verb == "change" and row is not None and row.state == Meeting.State.CANCELLED:
            return False
        return super().may(user, verb, row)


class AgendaItemAccess(OfForum):
    """Matters: open to read, but for what only the members may see and what is about something that one may not see.

    Whoever sits in the forum sees its matters whatever they are about; the thing itself is asked through its own Access.
    """

    obj = "matter"
    verbs = {**MatrixAccess.verbs, "add": "PED", "decide": "D"}
    #: what whoever raised a matter may do to it until it stands on an agenda
    OWN = ("change", "withdraw")

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if not self.may_enter(user):
            return rows.none()
        who = standing(user)
        open_to_all = Q(restricted=False) & ~Q(pk__in=matters.about_unseen(user))
        own = Q(raised_by=who.person) if who.person is not None else Q(pk__in=[])
        return rows.filter(open_to_all | inside(who) | own)

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if not self.may_enter(user) or verb == "view":
            return self.may_enter(user) and (row is None or row.pk is None or self._sees(user, row))
        who = standing(user)
        if row is None or not row.forum_id:
            leads = who.of(matrix.OWNER, "process") or who.of(matrix.LEADER, "process")
            return super().may(user, verb, row) or (verb == "add" and bool(leads))
        if verb == "withdraw":
            return self._own(who, row)  # the forum sends back what it does not take up
        if verb == "follow_up" and row.followed_up_on is not None:
            return False
        if row.restricted and not sits_in(who, row.forum):
            return verb in self.OWN and self._own(who, row)
        if verb == "change" and row.pk is not None and row.state not in AgendaItem.OPEN:
            return False
        if row.pk is not None and not self._sees(user, row):
            return False
        if super().may(user, verb, row):
            return True
        return self._proposes(who, row) if verb == "add" else verb in self.OWN and self._own(who, row)

    def _own(self, who: Standing, row: Any) -> bool:
        return who.person is not None and row.raised_by_id == who.person.pk and row.state == AgendaItem.State.WAITING

    def _sees(self, user: Any, row: Any) -> bool:
        who = standing(user)
        if sits_in(who, row.forum) or (who.person is not None and row.raised_by_id == who.person.pk):
            return True
        if row.restricted:
            return False
        known = row.__dict__.setdefault("_open_to", {})  # a page asks of one verb after the other
        if user.pk not in known:
            known[user.pk] = not matters.about_unseen(user).filter(source_id=row.pk).exists()
        return bool(known[user.pk])

    def _proposes(self, who: Standing, row: Any) -> bool:
        """An owner or leader turns to the management group of the process, and to no other (S6-6)."""
        mine = who.of(matrix.OWNER, "process") | who.of(matrix.LEADER, "process")
        for one in getattr(row, "proposed_about", ()):
            if trail(one)[0] in mine:
                units = matters.units_of([one])
                group = levels.group_of(units[0] if units else None)
                if group is not None and group.pk == row.forum_id:
                    return True
        return False


class DecisionAccess(Access):
    """Decisions are open, but for those about personal matters; they come about by the acts that they decide."""

    def visible(self, user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if not self.may_enter(user):
            return rows.none()
        who = standing(user)
        own = Q(by=who.person) if who.person is not None else Q(pk__in=[])
        return rows.filter(Q(restricted=False) | own | inside(who))

    def may(self, user: Any, verb: str, row: Any = None) -> bool:
        if not self.may_enter(user):
            return False
        if row is None:
            return verb == "view"
        who = standing(user)
        mine = who.person is not None and row.by_id == who.person.pk
        if row.restricted and not mine and not (row.forum_id and sits_in(who, row.forum)):
            return False
        if verb != "correct":
            return verb == "view"
        if row.forum_id is None:
            return mine
        return row.forum_id in who.of(matrix.CHAIR, "forum") or row.forum.unit_id in who.manages

    def who(self, verb: str, row: Any = None) -> Sequence[str]:
        if row is None:
            return []
        if row.forum_id is None:
            return [str(row.by)]
        held = levels.offices(row.forum).get(Appointment.Role.CHAIR) or levels.managers(row.forum)
        return [str(person) for person in held]


def proposes(user: Any, row: Any) -> bool:
    """True if the person has some forum to propose a matter about the row to; asks the database nothing more."""
    who = standing(user)
    mine = who.of(matrix.OWNER, "process") | who.of(matrix.LEADER, "process")
    return bool(who.of(matrix.MEMBER, "forum") or who.is_manager or trail(row)[0] in mine)


def forums_for(user: Any, rows: Sequence[Any] = ()) -> list[Forum]:
    """The forums that the person may propose a matter to, the fitting one for these rows first (P)."""
    who = standing(user)
    units = matters.units_of(rows)
    best = levels.group_of(units[0]) if units else None
    own = Forum.objects.filter(ended_on=None).filter(Q(pk__in=who.of(matrix.MEMBER, "forum")) | Q(unit__in=who.manages))
    found = list(own.order_by("sort", "pk"))
    probe = AgendaItem(forum=best) if best is not None else None
    if best is not None and probe is not None:
        probe.proposed_about = list(rows)  # type: ignore[attr-defined]
        if best in found or AgendaItemAccess().may(user, "add", probe):
            return [best, *[one for one in found if one.pk != best.pk]]
    return found
