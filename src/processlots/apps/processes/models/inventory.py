"""An inventory: a management group lists the processes that its operation answers for (S1-1 … S1-13)."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
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
        REVIEW = "review", _("under review")
        REVIEWED = "reviewed", _("reviewed")

    class Scale(models.TextChoices):
        """How priorities are said (S1-10); stored as numbers, 1 first, in both."""

        LEVELS = "levels", _("high, medium and low")
        ORDER = "order", _("an order, 1 first")

    #: those in which rows are written
    OPEN = (State.PLANNED, State.ONGOING)

    transitions = [
        Transition("begin", (State.PLANNED,), State.ONGOING, _("Begin"), _("The inventory has begun.")),
        Transition(
            "decide",
            (State.PLANNED, State.ONGOING),
            State.DECIDED,
            _("Decide the inventory"),
            _("The inventory is decided."),
            kind="primary",
        ),
        Transition("review", (State.DECIDED,), State.REVIEW, _("Begin the yearly review"), _("The review has begun.")),
        Transition("reopen", (State.DECIDED,), State.ONGOING, _("Open to correct"), _("The inventory is open for changes.")),
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
    other_sources = models.TextField(
        _("other sources"), blank=True, help_text=_("What you start from besides the regulation and the overall strategies.")
    )
    held_on = models.DateField(_("day of the inventory"), null=True, blank=True)
    facilitator = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("process facilitator"), help_text=_("Who guides the group (S1-13)."),
    )  # fmt: skip
    participants = models.TextField(_("participants"), blank=True, help_text=_("Who took part, one a line."))
    scale = models.CharField(_("how priorities are said"), max_length=6, choices=Scale.choices, default=Scale.ORDER)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="next", verbose_name=_("the inventory before")
    )
    presenter = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("who presents the model"),
    )  # fmt: skip
    presentation_by = models.DateField(_("the model is presented by"), null=True, editable=False)
    presentation_asked_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("who ordered the presentation"),
    )  # fmt: skip
    presented_on = models.DateField(_("the model was presented"), null=True, editable=False)
    decision = models.ForeignKey(
        "organisation.Decision", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("decision")
    )
    review_months = models.PositiveSmallIntegerField(
        _("months between reviews"), default=12, validators=[MinValueValidator(1), MaxValueValidator(60)]
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
        from processlots.apps.processes.actions import reviewing, take_into_register

        if not self.rows.filter(ended_on=None).exists():
            raise Refused(_said("There is nothing to decide yet. Write the processes first."))
        day = today()
        self.decision = Decision.take(
            self, text=data.get("text") or f"Processinventering {self.unit} {self.year}", by=user.person, date=day,
            capacity=data.get("capacity", ""), forum=self.forum, diary_number=data.get("diary_number", ""),
        )  # fmt: skip
        self.next_review = data.get("next_review") or months_after(day, self.review_months)
        take_into_register(self, self.decision)
        reviewing.freeze(self)

    def on_review(self, user: Any, **data: Any) -> None:
        """A new inventory over the same processes (S1-11); this one stays as it was decided."""
        from processlots.apps.processes.actions import reviewing

        reviewing.begin(self, user)


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later; the 28th at the latest, which every month has."""
    count = day.year * 12 + day.month - 1 + months
    return datetime.date(count // 12, count % 12 + 1, min(day.day, 28))
