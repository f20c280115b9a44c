"""Goals with their follow-up plan (S5-3 … S5-12, T-4)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.organisation.models import Decision
from processlots.kit.models import Ends, Model, Numbered
from processlots.kit.periods import today
from processlots.kit.states import Refused, Transition


class Goal(Model, Numbered, Ends):
    """What a process shall reach, how much, by when, and how that is measured, reported and used."""

    prefix = "M"

    class Kind(models.TextChoices):
        RESULT = "result", _("result goal")
        DEVELOPMENT = "development", _("development goal")

    class Direction(models.TextChoices):
        INCREASE = "increase", _("increase to")
        DECREASE = "decrease", _("decrease to")
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")
        EQUAL = "equal", _("exactly")

    class Effect(models.TextChoices):
        """The three effect categories (G-8)."""

        EASIER = "easier", _("easier everyday life")
        SMARTER = "smarter", _("smarter and more open administration")
        EFFICIENT = "efficient", _("efficient operation")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PROPOSED = "proposed", _("sent to the owner")
        APPROVED = "approved", _("approved")
        MET = "met", _("met")
        NOT_MET = "not_met", _("not met")
        REPLACED = "replaced", _("revised")
        ENDED = "ended", _("ended")

    transitions = [
        Transition("propose", (State.DRAFT,), State.PROPOSED, _("Send to the owner"), _("The goal is sent to the owner.")),
        Transition(
            "approve",
            (State.DRAFT, State.PROPOSED),
            State.APPROVED,
            _("Approve the goal"),
            _("The goal is approved."),
            kind="primary",
        ),
        Transition(
            "confirm_met", (State.APPROVED, State.NOT_MET), State.MET, _("Mark as met"), _("The goal is met."), kind="primary"
        ),
        Transition(
            "accept_missed",
            (State.APPROVED,),
            State.NOT_MET,
            _("Accept the outcome"),
            _("The outcome is accepted, with your reason."),
        ),
        Transition("send_back", (State.PROPOSED,), State.DRAFT, _("Send back"), _("The goal is a draft again.")),
        Transition(
            "revise", (State.APPROVED, State.MET, State.NOT_MET), State.DRAFT, _("Revise"), _("The goal is a draft again.")
        ),
    ]

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="goals", verbose_name=_("process"))
    statement = models.CharField(
        _("the goal in one sentence"), max_length=300, help_text=_("What, how much, by when and measured how.")
    )
    statement_en = models.CharField(_("the goal in English"), max_length=300, blank=True)
    kind = models.CharField(_("kind of goal"), max_length=12, choices=Kind.choices, default=Kind.RESULT)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    effect = models.CharField(_("effect"), max_length=10, choices=Effect.choices, blank=True)
    measures = models.ManyToManyField(
        "followup.Measure", blank=True, related_name="goals", verbose_name=pgettext_lazy("followup", "measures")
    )
    direction = models.CharField(_("direction"), max_length=10, choices=Direction.choices, blank=True)
    target = models.DecimalField(_("target value"), max_digits=15, decimal_places=6, null=True, blank=True)
    unit_text = models.CharField(pgettext_lazy("measure", "unit"), max_length=40, blank=True)
    due = models.DateField(_("by"), null=True, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=15, decimal_places=6, null=True, blank=True)
    baseline_date = models.DateField(_("baseline from"), null=True, blank=True)
    # What the goal rests on (V-18)
    regulation = models.CharField(_("board regulation"), max_length=300, blank=True)
    strategy = models.CharField(
        _("overall strategies and budget"),
        max_length=300,
        blank=True,
        help_text=_("Voluntary; the mission in the regulation is wider."),
    )
    requirement = models.ForeignKey(
        "processes.Requirement", models.PROTECT, null=True, blank=True, related_name="goals", verbose_name=_("requirement")
    )
    recipient_experience = models.BooleanField(_("it is about the recipient's experience"), default=False)
    # The follow-up plan's questions (S5-12)
    method = models.TextField(_("how and how often is it measured?"), blank=True)
    measured_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who measures?")
    )
    followed_up_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who follows up?")
    )
    reported = models.TextField(_("how and to whom is the result reported?"), blank=True)
    used = models.TextField(_("how is the result used to develop the process?"), blank=True)
    early_warning = models.CharField(_("early warning"), max_length=200, blank=True)
    decision = models.ForeignKey(
        "organisation.Decision", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("decision")
    )
    outcome = models.ForeignKey(
        "organisation.Decision",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decision on the outcome"),
    )

    class Meta:
        verbose_name = pgettext_lazy("followup", "goal")
        verbose_name_plural = pgettext_lazy("followup", "goals")

    def __str__(self) -> str:
        return self.statement

    def on_approve(self, user: Any, **data: Any) -> None:
        """The owner approves; the target is kept so that later ones do not hide it."""
        self.decision = Decision.take(self, text=self.statement, by=user.person, capacity=str(_("process owner")))
        GoalTarget.objects.create(goal=self, target=self.target, unit_text=self.unit_text, due=self.due)

    def on_confirm_met(self, user: Any, **data: Any) -> None:
        """The owner says that the goal is reached; the values must say so too."""
        from processlots.apps.followup import missed

        if not missed.is_reached(self):
            raise Refused(_now("The latest values do not reach the target."))
        self.outcome = Decision.take(self, text=_now("The goal is met."), by=user.person, capacity=str(_("process owner")))

    def on_accept_missed(self, user: Any, reason: str = "", **data: Any) -> None:
        """The owner accepts that the target was missed, and says why (S5-15)."""
        from processlots.apps.followup import missed

        if not missed.is_missed(self):
            raise Refused(_now("The target is not missed, so there is nothing to accept."))
        self.outcome = Decision.take(self, text=reason, by=user.person, capacity=str(_("process owner")))

    def on_revise(self, user: Any, **data: Any) -> None:
        """A draft has no outcome; earlier decisions and targets stay where they are kept."""
        self.outcome = None

    def end(self, reason: str) -> None:
        """End the goal."""
        self.state, self.ended_on, self.ended_reason = self.State.ENDED, today(), reason
        self.save()


class GoalTarget(models.Model):
    """A target that was approved, kept when the goal is revised."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="targets")
    target = models.DecimalField(max_digits=15, decimal_places=6, null=True)
    unit_text = models.CharField(max_length=40, blank=True)
    due = models.DateField(null=True)
    approved = models.DateField(default=today)

    class Meta:
        ordering = ["-approved", "-pk"]

    def __str__(self) -> str:
        return f"{self.target} {self.unit_text}"
