"""An inventory: a management group lists the processes that its operation answers for (S1-1 … S1-13)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _said
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.organisation.models import Decision
from processlots.kit.models import Model
from processlots.kit.periods import today
from processlots.kit.states import Refused, Transition

#: the guided questions (S1-4), whose answers are fields of the inventory
QUESTIONS = ("regulation", "mission", "services", "recipients")


class Inventory(Model):
    """One unit's inventory. Its rows are processes from the moment they are written."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        ONGOING = "ongoing", _("ongoing")
        DECIDED = "decided", _("decided")

    transitions = [
        Transition(
            "decide",
            (State.PLANNED, State.ONGOING),
            State.DECIDED,
            _("Decide the inventory"),
            _("The inventory is decided."),
            kind="primary",
        ),
        Transition("reopen", (State.DECIDED,), State.ONGOING, _("Review again"), _("The inventory is open for review.")),
    ]

    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="inventories", verbose_name=pgettext_lazy("organisation", "unit")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ONGOING, editable=False)
    forum = models.ForeignKey(
        "organisation.Forum", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("management group")
    )
    regulation = models.TextField(_("What in the board regulation can we start from?"), blank=True)
    mission = models.TextField(_("What is the operation's mission?"), blank=True)
    services = models.TextField(
        _("Which services do we deliver, externally or internally, or is it governance, or all of this?"), blank=True
    )
    recipients = models.TextField(_("Who receives the services or the governance?"), blank=True)
    decision = models.ForeignKey(
        "organisation.Decision", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("decision")
    )
    next_review = models.DateField(_("next review"), null=True, blank=True)

    class Meta:
        verbose_name = _("inventory")
        verbose_name_plural = _("inventories")
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="processes_inventory_once_a_year")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    @property
    def title(self) -> str:
        """What the inventory is found by."""
        return str(self)

    def on_decide(self, user: Any, **data: Any) -> None:
        """The responsible manager decides: every discovered row becomes part of the register (S1-2, R-28)."""
        from processlots.apps.processes.actions import take_into_register

        if not self.rows.filter(ended_on=None).exists():
            raise Refused(_said("There is nothing to decide yet. Write the processes first."))
        day = today()
        self.decision = Decision.take(
            self, text=data.get("text") or f"Processinventering {self.unit} {self.year}", by=user.person, date=day,
            capacity=data.get("capacity", ""), forum=self.forum, diary_number=data.get("diary_number", ""),
        )  # fmt: skip
        self.next_review = data.get("next_review") or day.replace(year=day.year + 1, day=min(day.day, 28))
        take_into_register(self, self.decision)
