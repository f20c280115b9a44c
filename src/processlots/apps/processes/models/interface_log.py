"""What is said of an interface: the word of each side, and what has gone wrong (C-20)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.organisation.models import Consent
from processlots.apps.processes.models.interface import Interface
from processlots.kit.models import Model
from processlots.kit.periods import today
from processlots.kit.states import Transition


class InterfaceConfirmation(Model):
    """A side's word that the interface is as written: the leader's own, or registered on the leader's behalf."""

    ending = "retained"

    interface = models.ForeignKey(Interface, models.CASCADE, related_name="confirmations", verbose_name=_("interface"))
    side = models.CharField(_("side"), max_length=5, choices=Interface.Side.choices)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("given by"))
    manner = models.CharField(_("manner"), max_length=10, choices=Consent.Manner.choices, default=Consent.Manner.OWN)
    registered_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("registered by"))
    date = models.DateField(_("date"), default=today)
    note = models.CharField(_("note"), max_length=200, blank=True)
    broken_on = models.DateField(_("no longer holds since"), null=True)
    broken_by = models.CharField(_("what was changed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["interface", "side"], condition=models.Q(broken_on=None), name="processes_confirmed_once_a_side"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.date}"

    def trail(self) -> tuple[int | None, int | None]:
        return self.interface.process_id, None

    @property
    def changed_fields(self) -> list[Any]:
        """What broke it, in words."""
        made: list[Any] = []
        for name in self.broken_by.split(","):
            if name == "document":
                made.append(_("attached document"))
            elif name in Interface.CONTENT:
                field: Any = Interface._meta.get_field(name)
                made.append(field.verbose_name)
        return made


class InterfaceIssue(Model):
    """Something in an interface that went wrong: what, when, who noted it, and what came of it."""

    ending = "draft"

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("issue", "open")
        SOLVED = "solved", pgettext_lazy("issue", "solved")

    transitions = [
        Transition("solve", (State.OPEN,), State.SOLVED, _("It is solved"), _("The problem is solved."), kind="primary"),
        Transition("reopen", (State.SOLVED,), State.OPEN, _("Take it up again"), _("The problem is open again.")),
    ]

    interface = models.ForeignKey(Interface, models.CASCADE, related_name="issues", verbose_name=_("interface"))
    text = models.TextField(_("what happened"))
    noted_on = models.DateField(_("date"), default=today)
    noted_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("noted by")
    )
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.OPEN, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, editable=False)

    class Meta:
        verbose_name = _("problem in an interface")
        verbose_name_plural = _("problems in interfaces")

    def __str__(self) -> str:
        return self.text[:100]

    def trail(self) -> tuple[int | None, int | None]:
        return self.interface.process_id, None

    @property
    def process(self) -> Any:
        """The process that a need of it would be registered at."""
        return self.interface.process

    def on_solve(self, user: Any, outcome: str = "", **data: Any) -> None:
        """Say what came of it."""
        self.outcome = outcome
