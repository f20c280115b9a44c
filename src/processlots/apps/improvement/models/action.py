"""The activity plan's rows (T-5, S6-7, S6-13). In code PlanAction, since an activity stands in a map."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model, Numbered
from processlots.kit.periods import today
from processlots.kit.states import Transition


class PlanAction(Model, Numbered):
    """Something that will be done, by whom, by when, and which effect is expected of it."""

    prefix = "A"

    class Kind(models.TextChoices):
        MANAGE = "manage", _("management")
        DEVELOP = "develop", _("development")
        COMMUNICATE = "communicate", _("communication")
        TRAIN = "train", _("training")
        STOP = "stop", _("stop doing")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        ONGOING = "ongoing", _("under way")
        DONE = "done", _("done")
        FOLLOWED_UP = "followed_up", _("effect followed up")
        PAUSED = "paused", _("paused")
        CANCELLED = "cancelled", _("cancelled")

    class Stick(models.TextChoices):
        """How a change is made to stick (S6-13)."""

        NONE = "", _("not decided")
        INFORM = "inform", _("continuous information")
        TRAIN = "train", _("continuous training")
        MEASURE = "measure", _("continuous goals and measurements")
        AUDIT = "audit", _("process audits")

    transitions = [
        Transition("begin", (State.PLANNED, State.PAUSED), State.ONGOING, _("Begin"), _("The activity is under way.")),
        Transition(
            "finish", (State.PLANNED, State.ONGOING), State.DONE, _("Mark as done"), _("The activity is done."), kind="primary"
        ),
        Transition(
            "follow_up",
            (State.DONE,),
            State.FOLLOWED_UP,
            _("Follow up the effect"),
            _("The effect is followed up."),
            kind="primary",
        ),
        Transition("pause", (State.ONGOING,), State.PAUSED, _("Pause"), _("The activity is paused.")),
        Transition(
            "cancel",
            (State.PLANNED, State.ONGOING, State.PAUSED),
            State.CANCELLED,
            _("Cancel the activity"),
            _("The activity is cancelled."),
        ),
    ]

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="plan_actions", verbose_name=_("process"))
    text = models.CharField(pgettext_lazy("plan", "activity"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.DEVELOP)
    need = models.ForeignKey(
        "improvement.Need", models.PROTECT, null=True, blank=True, related_name="plan_actions", verbose_name=_("development need")
    )
    why = models.TextField(_("why"), blank=True)
    expected_effect = models.TextField(_("expected effect"), blank=True)
    responsible = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="plan_actions", verbose_name=_("responsible")
    )
    participants = models.CharField(_("participants"), max_length=300, blank=True)
    start = models.DateField(_("start"), null=True, blank=True)
    due = models.DateField(_("done by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PLANNED, editable=False)
    cost = models.CharField(_("resources and cost"), max_length=200, blank=True)
    needs_decision = models.BooleanField(_("needs a decision"), default=False)
    decision = models.ForeignKey(
        "organisation.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("decision"),
    )
    effect_on = models.DateField(_("effect is followed up on"), null=True, blank=True)
    actual_effect = models.TextField(_("effect that was seen"), blank=True)
    stick = models.CharField(_("how the change is made to stick"), max_length=8, choices=Stick.choices, blank=True)
    finished_on = models.DateField(_("finished"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("plan", "activity")
        verbose_name_plural = pgettext_lazy("plan", "activities")

    def __str__(self) -> str:
        return self.text

    def on_finish(self, user: Any, **data: Any) -> None:
        """Done today."""
        self.finished_on = today()

    def on_follow_up(self, user: Any, actual_effect: str = "", stick: str = "", **data: Any) -> None:
        """Write what the effect was (S6-7), and how the change is made to stick (S6-13)."""
        self.stick = stick or self.stick
        self.actual_effect = actual_effect or self.actual_effect

    def on_cancel(self, user: Any, reason: str = "", **data: Any) -> None:
        """Say why."""
        self.reason = reason
