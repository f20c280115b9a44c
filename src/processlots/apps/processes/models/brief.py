"""The leader's assignment from the owner (T-9): what it is for, what may be decided, when it is reported and for how long."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model
from processlots.kit.periods import today
from processlots.kit.states import Refused, Transition


class Brief(Model):
    """The assignment document of one leader. It begins as a draft made of the specification and the role's description.

    The owner sends it, the leader agrees; what both have agreed to is changed by taking it up again (S3-2).
    """

    ending = "retained"

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENT = "sent", _("sent to the leader")
        AGREED = "agreed", _("agreed by both")

    transitions = [
        Transition("send", (State.DRAFT,), State.SENT, _("Agree and send to the leader"), _("It is sent to the leader."),
                   kind="primary"),
        Transition("agree", (State.SENT,), State.AGREED, _("Agree to the assignment"), _("You have agreed to the assignment."),
                   kind="primary"),
        Transition("take_up", (State.SENT, State.AGREED), State.DRAFT, _("Take it up again"), _("It is a draft again.")),
    ]  # fmt: skip

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="briefs", verbose_name=_("process"))
    leader = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("process leader"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT, editable=False)
    aim = models.TextField(_("what the assignment is for"), blank=True)
    duties = models.TextField(_("responsibility and tasks"), blank=True)
    mandate = models.TextField(_("what the leader may decide"), blank=True)
    lifted = models.TextField(_("what is lifted to the owner"), blank=True)
    goals = models.TextField(_("goals for the period"), blank=True)
    team = models.TextField(_("team"), blank=True, help_text=_("Whether there is one, and which competences it needs."))
    interfaces = models.TextField(_("interfaces to coordinate"), blank=True)
    reporting = models.TextField(_("reporting"), blank=True, help_text=_("What, how often and to whom."))
    extent = models.PositiveSmallIntegerField(_("extent, %"), null=True, blank=True)
    resource = models.CharField(_("the resource owner's consent"), max_length=300, blank=True)
    competence = models.TextField(_("competence development"), blank=True)
    begins = models.DateField(pgettext_lazy("period", "from"), default=today)
    ends = models.DateField(pgettext_lazy("period", "to"), null=True, blank=True)
    reconsidered = models.DateField(_("looked at again"), null=True, blank=True)
    owner_agreed = models.DateField(_("agreed by the owner"), null=True, editable=False)
    leader_agreed = models.DateField(_("agreed by the leader"), null=True, editable=False)

    class Meta:
        verbose_name = _("assignment document")
        verbose_name_plural = _("assignment documents")
        constraints = [
            models.CheckConstraint(
                name="processes_brief_extent_of_a_whole",
                condition=models.Q(extent=None) | models.Q(extent__lte=100),
                violation_error_message=_("Write a number from 0 to 100."),
            ),
            models.CheckConstraint(
                name="processes_brief_in_order",
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("begins")),
                violation_error_message=_("The end comes before the beginning. Change one of the dates."),
            ),
        ]

    def __str__(self) -> str:
        return _now("The assignment of %(person)s") % {"person": self.leader}

    def on_send(self, user: Any, **data: Any) -> None:
        """The owner stands behind it from today. Raises Refused where what it is for is not written."""
        if not self.aim.strip() or not self.duties.strip():
            raise Refused(_now("Write what the assignment is for and what the leader does. Then it can be sent."))
        self.owner_agreed, self.leader_agreed = today(), None

    def on_agree(self, user: Any, **data: Any) -> None:
        """The leader agrees, which is also a yes to the role (S3-2)."""
        self.leader_agreed = today()

    def on_take_up(self, user: Any, **data: Any) -> None:
        """What was agreed holds no longer; the history keeps it."""
        self.owner_agreed = self.leader_agreed = None
