"""A process that somebody found: it waits in the management group's inbox, and its finder sees what became of it (S1-7)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model
from processlots.kit.periods import today
from processlots.kit.states import Transition


class Find(Model):
    """One find. The process itself exists from the first moment; this row is its way through the inbox."""

    ending = "retained"

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        TAKEN = "taken", _("taken into the inventory")
        MERGED = "merged", _("was known already")
        NOT_A_PROCESS = "not_a_process", _("not a process")

    class What(models.TextChoices):
        """The question that tells a process from what it needs (S1-8)."""

        WORK = "work", _("work that comes again and gives somebody something")
        CONDITION = "condition", _("a condition for the work")
        TOOL = "tool", _("a tool or a method")
        SYSTEM = "system", _("an IT system")
        ROLE = "role", _("a role or a unit")
        ONCE = "once", _("something that happens once")

    transitions = [
        Transition(
            "take",
            (State.WAITING,),
            State.TAKEN,
            _("Take into the inventory"),
            _("The find is in the inventory."),
            kind="primary",
        ),
        Transition("merge", (State.WAITING,), State.MERGED, _("It is the same as another"), _("The find is merged.")),
        Transition("send_on", (State.WAITING,), State.WAITING, _("Send to another unit"), _("The find is sent on.")),
        Transition("reject", (State.WAITING,), State.NOT_A_PROCESS, _("Not a process"), _("The find was not a process.")),
    ]

    process = models.OneToOneField("processes.Process", models.PROTECT, related_name="found", verbose_name=_("process"))
    finder = models.ForeignKey("organisation.Person", models.PROTECT, related_name="finds", verbose_name=_("found by"))
    found_on = models.DateField(_("found on"), default=today)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="finds", verbose_name=pgettext_lazy("organisation", "unit")
    )
    state = models.CharField(_("state"), max_length=14, choices=State.choices, default=State.WAITING, editable=False)
    what = models.CharField(_("what it is"), max_length=10, choices=What.choices, default=What.WORK)
    answer = models.CharField(_("answer"), max_length=500, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("answered by")
    )
    answered_on = models.DateField(_("answered on"), null=True, editable=False)

    class Meta:
        verbose_name = _("found process")
        verbose_name_plural = _("found processes")
        indexes = [models.Index(fields=["state", "unit"], name="processes_find_inbox")]

    def __str__(self) -> str:
        return str(self.process)

    def on_take(self, user: Any, **data: Any) -> None:
        """It becomes a row of the open inventory of the unit, or of the nearest above."""
        from processlots.apps.processes.actions import finding

        finding.take(self, user, data.get("answer", ""))

    def on_merge(self, user: Any, **data: Any) -> None:
        """It was known: what the finder wrote goes to the one that is kept."""
        from processlots.apps.processes.actions import finding

        finding.merge(self, user, data["process"], data.get("answer", ""))

    def on_send_on(self, user: Any, **data: Any) -> None:
        """Another unit's inbox; the finder sees where it went."""
        from processlots.apps.processes.actions import finding

        finding.send_on(self, user, data["unit"], data.get("answer", ""))

    def on_reject(self, user: Any, **data: Any) -> None:
        """A condition, a tool, a system, a role, or something that happens once (S1-8)."""
        from processlots.apps.processes.actions import finding

        finding.reject(self, user, data["what"], data["reason"])
