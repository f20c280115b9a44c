"""Problems and good ideas (M-KART-5): where in the map, raised by whom, which theme, how many votes, and what came of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model, Numbered
from processlots.kit.periods import today
from processlots.kit.states import Transition


class ProblemIdea(Model, Numbered):
    """One problem or good idea. `state` is its outcome; `votes` is the sum of its votes, kept with them."""

    ending = "retained"
    prefix = "PI"

    class Kind(models.TextChoices):
        PROBLEM = "problem", pgettext_lazy("mapping", "problem")
        IDEA = "idea", pgettext_lazy("mapping", "good idea")

    class Priority(models.IntegerChoices):
        HIGH = 1, pgettext_lazy("priority", "high")
        MIDDLE = 2, pgettext_lazy("priority", "middle")
        LOW = 3, pgettext_lazy("priority", "low")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("outcome", "open")
        PLAN = "plan", pgettext_lazy("outcome", "to the activity plan")
        LIFTED = "lifted", pgettext_lazy("outcome", "lifted")
        PARKED = "parked", pgettext_lazy("outcome", "parked")
        DISMISSED = "dismissed", pgettext_lazy("outcome", "dismissed")

    transitions = [
        Transition("lift", (State.OPEN, State.PARKED), State.LIFTED, _("Lift it"), _("It is lifted.")),
        Transition("park", (State.OPEN, State.LIFTED), State.PARKED, _("Park it"), _("It is parked.")),
        Transition("dismiss", (State.OPEN, State.PARKED, State.LIFTED), State.DISMISSED, _("Dismiss"), _("It is dismissed.")),
        Transition(
            "reopen", (State.PARKED, State.DISMISSED, State.LIFTED), State.OPEN, _("Take it up again"), _("It is open again.")
        ),
    ]

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="problems", verbose_name=_("process"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.PROBLEM)
    text = models.CharField(pgettext_lazy("problem", "text"), max_length=500)
    element = models.ForeignKey(
        "maps.MapElement", models.PROTECT, null=True, blank=True, related_name="problems", verbose_name=_("place in the map")
    )
    assignment = models.ForeignKey(
        "maps.MappingAssignment", models.PROTECT, null=True, blank=True, related_name="problems",
        verbose_name=_("mapping assignment"),
    )  # fmt: skip
    raised_by = models.CharField(
        _("raised by"), max_length=120, blank=True, help_text=_("The role, not the name: caseworker, applicant, manager.")
    )
    theme = models.CharField(_("theme"), max_length=120, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, null=True, blank=True)
    votes = models.PositiveIntegerField(_("votes"), default=0, editable=False)
    state = models.CharField(_("outcome"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    registered_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("registered by")
    )
    registered_on = models.DateField(_("registered"), default=today, editable=False)

    class Meta:
        verbose_name = _("problem or good idea")
        verbose_name_plural = _("problems and good ideas")

    def __str__(self) -> str:
        return self.text

    def on_lift(self, user: Any, **data: Any) -> None:
        """Put it before a forum: see `maps.problem_outcomes`."""
        from processlots.apps.maps.problems.outcomes import lift

        lift(self, user, **data)

    def on_park(self, user: Any, reason: str = "", **data: Any) -> None:
        """Say why it waits."""
        self.reason = reason

    def on_dismiss(self, user: Any, reason: str = "", **data: Any) -> None:
        """Say why nothing is done."""
        self.reason = reason

    def on_reopen(self, user: Any, **data: Any) -> None:
        """The earlier reason stays in the history."""
        self.reason = ""


class ProblemVote(Model):
    """One person's votes on one problem or idea; each has as many as the assignment gives."""

    ending = "personal"

    problem = models.ForeignKey(ProblemIdea, models.CASCADE, related_name="given")
    person = models.ForeignKey("organisation.Person", models.CASCADE, related_name="+", verbose_name=_("person"))
    dots = models.PositiveSmallIntegerField(_("votes"), default=1)

    class Meta:
        verbose_name = pgettext_lazy("mapping", "vote")
        verbose_name_plural = pgettext_lazy("mapping", "votes")
        constraints = [models.UniqueConstraint(fields=["problem", "person"], name="maps_vote_once")]

    def __str__(self) -> str:
        return f"{self.problem_id}: {self.dots}"

    def trail(self) -> tuple[int | None, int | None]:
        return self.problem.process_id, None
