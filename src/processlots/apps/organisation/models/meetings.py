"""Meetings of forums, and the matters that are taken up there (F-15, S1-12, S6-6)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from processlots.kit import links
from processlots.kit.models import Model
from processlots.kit.periods import today
from processlots.kit.states import Transition
from processlots.kit.swedish import sort_key

#: from a matter to whatever it is about
CONCERNS = "concerns"
links.relation(CONCERNS, _("is about"), _("taken up in"))


class Meeting(Model):
    """A forum meets on a day. What is taken up are its agenda items."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("meeting", "planned")
        HELD = "held", pgettext_lazy("meeting", "held")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")

    transitions = [
        Transition("hold", (State.PLANNED,), State.HELD, _("Note who was there"), _("The meeting is held."), kind="primary"),
        Transition("reopen", (State.HELD,), State.PLANNED, _("It was not held"), _("The meeting is planned again.")),
        Transition("cancel", (State.PLANNED,), State.CANCELLED, _("Cancel the meeting"), _("The meeting is cancelled.")),
    ]

    forum = models.ForeignKey("organisation.Forum", models.PROTECT, related_name="meetings", verbose_name=_("forum"))
    date = models.DateField(_("date"), db_index=True)
    begins = models.TimeField(_("begins at"), null=True, blank=True)
    ends = models.TimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    material = models.TextField(_("material"), blank=True, help_text=_("What to read before, and where it is. One thing a line."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    present = models.ManyToManyField(
        "organisation.Person", blank=True, editable=False, related_name="+", verbose_name=_("present")
    )
    others = models.CharField(_("others present"), max_length=500, blank=True, editable=False)
    notes = models.TextField(_("notes"), blank=True, editable=False)
    diary_number = models.CharField(_("diary number"), max_length=60, blank=True)
    reason = models.CharField(_("why it was cancelled"), max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return f"{self.forum} {self.date.isoformat()}"

    def clean(self) -> None:
        if self.begins and self.ends and self.ends <= self.begins:
            raise ValidationError({"ends": _("The meeting ends before it begins. Change one of the times.")})

    def on_hold(self, user: Any, present: Any = (), others: str = "", notes: str = "", **data: Any) -> None:
        """Attendance and notes, at the meeting or afterwards."""
        from processlots.apps.organisation.actions import meetings

        meetings.demand_begun(self)
        self.others, self.notes = others, notes
        self.present.set(present)

    def on_cancel(self, user: Any, reason: str = "", **data: Any) -> None:
        """What was on the agenda waits for the next."""
        from processlots.apps.organisation.actions import meetings

        self.reason = reason
        meetings.put_back_all(self)


class MatterKind(Model):
    """A kind of matter, and how high it must be decided (S6-6, V-52): from the library, edited by the model manager."""

    ending = "draft"

    class Level(models.TextChoices):
        ANY = "any", _("in any forum")
        MANAGEMENT = "management", _("in a management group")
        ABOVE = "above", _("above the management group of the unit")
        COMMON = "common", _("in a group over all the units concerned")
        TOP = "top", _("in the director's steering group")

    key_word = models.SlugField(_("identity"), max_length=40, unique=True)
    name_sv = models.CharField(_("name in Swedish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    level = models.CharField(_("is decided"), max_length=12, choices=Level.choices, default=Level.ANY)
    sort = models.CharField(max_length=240, editable=False, db_index=True)

    class Meta:
        verbose_name = _("kind of matter")
        verbose_name_plural = _("kinds of matter")
        ordering = ["sort"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_sv

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort = sort_key(self.name_sv)
        super().save(*args, **kwargs)


class AgendaItem(Model):
    """A matter in a forum: first in its inbox, then on a meeting's agenda, then answered.

    What it is about are links by the relation "concerns", asked through Access by whoever shows them. A matter that is lifted
    is a new row in the forum above with `lifted_from`; `root` is the first of them, so that the way up is one query.
    """

    class Kind(models.TextChoices):
        INFORMATION = "information", _("information")
        DISCUSSION = "discussion", _("discussion")
        DECISION = "decision", _("to be decided")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("matter", "waits for an agenda")
        SCHEDULED = "scheduled", pgettext_lazy("matter", "on an agenda")
        LIFTED = "lifted", pgettext_lazy("matter", "lifted")
        ANSWERED = "answered", pgettext_lazy("matter", "the answer has come")
        DECIDED = "decided", pgettext_lazy("matter", "decided")
        DONE = "done", pgettext_lazy("matter", "dealt with")
        RETURNED = "returned", pgettext_lazy("matter", "returned")
        WITHDRAWN = "withdrawn", pgettext_lazy("matter", "withdrawn")

    #: states in which the forum has something left to do
    OPEN = (State.WAITING, State.SCHEDULED, State.ANSWERED)
    #: states in which the forum has answered whoever it came from
    REPLIED = (State.DECIDED, State.DONE, State.RETURNED)

    transitions = [
        Transition("decide", OPEN, State.DECIDED, _("Decide"), _("The decision is taken."), kind="primary"),
        Transition("conclude", OPEN, State.DONE, _("Note the outcome"), _("The matter is dealt with.")),
        Transition("lift", OPEN, State.LIFTED, _("Lift it"), _("The matter is lifted.")),
        Transition("schedule", (State.WAITING,), State.SCHEDULED, _("Put it on an agenda"), _("It is on the agenda.")),
        Transition("put_back", (State.SCHEDULED,), State.WAITING, _("Postpone it"), _("It waits for another meeting.")),
        Transition(
            "send_back",
            (State.WAITING, State.SCHEDULED),
            State.RETURNED,
            _("Send it back"),
            _("The matter is sent back with your words."),
        ),
        Transition(
            "withdraw", (State.WAITING, State.SCHEDULED), State.WITHDRAWN, _("Withdraw it"), _("The matter is withdrawn.")
        ),
        Transition("follow_up", (State.DECIDED,), State.DECIDED, _("Follow it up"), _("It is followed up.")),
        Transition("follow_up", (State.DONE,), State.DONE, _("Follow it up"), _("It is followed up.")),
    ]

    forum = models.ForeignKey("organisation.Forum", models.PROTECT, related_name="items", verbose_name=_("forum"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("meeting"),
        help_text=_("Leave it empty, and the matter waits for an agenda."),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("place on the agenda"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    why = models.TextField(_("why it is taken up"), blank=True)
    kind = models.CharField(_("what the forum is asked for"), max_length=12, choices=Kind.choices, default=Kind.DECISION)
    matter = models.ForeignKey(
        MatterKind, models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("kind of matter"),
        help_text=_("Some kinds must be decided on a higher level."),
    )  # fmt: skip
    restricted = models.BooleanField(
        _("only for the members"), default=False, help_text=_("Personal matters: only those who sit in the forum see it.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WAITING, editable=False)
    raised_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("raised by")
    )
    raised_as = models.CharField(_("raised as"), max_length=20, blank=True, editable=False)
    raised_on = models.DateField(_("raised"), default=today, editable=False)
    outcome = models.TextField(_("outcome"), blank=True, editable=False)
    answered_on = models.DateField(_("answered"), null=True, editable=False)
    decision = models.ForeignKey(
        "organisation.Decision", models.PROTECT, null=True, editable=False, related_name="items", verbose_name=_("decision")
    )
    follow_up = models.DateField(_("to be followed up"), null=True, blank=True)
    followed_up = models.TextField(_("what the follow-up showed"), blank=True, editable=False)
    followed_up_on = models.DateField(_("followed up"), null=True, editable=False)
    lifted_from = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="lifted_to", verbose_name=_("lifted from")
    )
    root = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    about_process = models.BigIntegerField(null=True, editable=False, db_index=True)

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")

    def __str__(self) -> str:
        return self.title

    def trail(self) -> tuple[int | None, int | None]:
        """A matter about a process belongs to its history, unless only members may know of it."""
        return (None if self.restricted else self.about_process), None

    def clean(self) -> None:
        if self.pk is not None:
            kept = type(self).objects.filter(pk=self.pk).values_list("forum", flat=True).first()
            if kept is not None and kept != self.forum_id:
                raise ValidationError({"forum": _("A matter stays in its forum. Lift it, or send it back.")})
        if self.meeting is not None and self.forum_id and self.meeting.forum_id != self.forum_id:
            raise ValidationError({"meeting": _("The meeting is another forum's. Choose another.")})

    @property
    def origin(self) -> int | None:
        """The key that the whole way of the matter has in common."""
        return self.root_id or self.pk

    def on_schedule(self, user: Any, **data: Any) -> None:
        """Last on the chosen agenda."""
        from processlots.apps.organisation.actions import matters

        matters.schedule(self, data.get("meeting"))

    def on_put_back(self, user: Any, **data: Any) -> None:
        """It waits in the inbox again."""
        self.meeting, self.position = None, None

    def on_conclude(self, user: Any, outcome: str = "", follow_up: Any = None, **data: Any) -> None:
        """Information was given, something was discussed."""
        from processlots.apps.organisation.actions import matters

        matters.conclude(self, outcome, follow_up)

    def on_decide(self, user: Any, **data: Any) -> None:
        """A decision with a § of its own."""
        from processlots.apps.organisation.actions import matters

        matters.decide(self, user, **data)

    def on_lift(self, user: Any, **data: Any) -> None:
        """S1-12, S6-6: the matter is too large for this level."""
        from processlots.apps.organisation.actions import matters

        matters.lift(self, user, **data)

    def on_send_back(self, user: Any, reason: str = "", **data: Any) -> None:
        """Returned with words: it is not decided here as it stands."""
        from processlots.apps.organisation.actions import matters

        matters.send_back(self, reason)

    def on_withdraw(self, user: Any, reason: str = "", **data: Any) -> None:
        """Whoever raised it takes it back."""
        from processlots.apps.organisation.actions import matters

        matters.withdraw(self, reason)

    def on_follow_up(self, user: Any, followed_up: str = "", **data: Any) -> None:
        """What came of it."""
        self.followed_up, self.followed_up_on = followed_up, today()
