"""The process: one row for ever, with its specification on it (C-1, T-1)."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.processes.models.listed import Listed
from processlots.kit.models import Ends, Model, Named, Numbered, Sequence
from processlots.kit.periods import today

CIRCLE = _("%(parent)s is itself part of %(process)s. A process cannot be a part of its own part.")


class Process(Model, Numbered, Named, Listed, Ends):
    """A recurring way of working that delivers a value to a recipient.

    `owner`, `leader`, `step` and `status` are computed by `processes.standing.refresh` and stored in the same
    transaction as what they follow from; nothing else writes them.
    """

    prefix = "P"

    class Type(models.TextChoices):
        GOVERNING = "governing", _("governing process")
        MAIN = "main", _("main process")
        SUPPORT = "support", _("support process")

    class Status(models.TextChoices):
        """Computed from the steps (20.1), except the last two."""

        DISCOVERED = "discovered", _("discovered")
        INVENTORIED = "inventoried", _("inventoried")
        OWNER = "owner", _("owner appointed")
        LEADER = "leader", _("leader appointed")
        DESCRIBED = "described", _("current state described")
        GOALS = "goals", _("goals set")
        MANAGED = "managed", _("managed and developed")
        ENDED = "ended", _("closed down")
        NOT_A_PROCESS = "not_a_process", _("not a process")

    class Step(models.IntegerChoices):
        """The six steps (S0-1)."""

        INVENTORY = 1, pgettext_lazy("step", "Inventory")
        OWNER = 2, _("Appoint an owner")
        LEADER = 3, _("Appoint a leader")
        DESCRIBE = 4, _("Describe the current state")
        GOALS = 5, _("Set goals")
        MANAGE = 6, _("Manage and develop")

    class StartKind(models.TextChoices):
        NEED = "need", pgettext_lazy("start", "need")
        EVENT = "event", _("event")

    class MapDecision(models.TextChoices):
        UNDECIDED = "", _("not decided")
        MADE = "made", _("made")
        ORDERED = "ordered", _("ordered")
        NOT_SUITABLE = "not_suitable", _("not suitable")

    class Approach(models.TextChoices):
        """How the current state is described, or that it is none (S4-7)."""

        MAPPING = "mapping", _("process mapping")
        DESCRIPTION = "description", _("another description")
        ASSIGNMENT = "assignment", _("an assignment instead")
        PROJECT = "project", _("a project instead")
        METHOD = "method", _("another method")

    class TeamDecision(models.TextChoices):
        UNDECIDED = "", _("not decided")
        YES = "yes", _("yes")
        NO = "no", _("no")
        LATER = "later", _("later")

    # Step 1
    type = models.CharField(_("type"), max_length=10, choices=Type.choices, blank=True)
    purpose = models.TextField(
        _("purpose"), blank=True, help_text=_("Why it exists: which need is met, which value is delivered.")
    )
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    recipients = models.ManyToManyField(
        "processes.Recipient", blank=True, related_name="processes", verbose_name=_("recipients"),
        help_text=_("Who gets what the process creates, not who orders it."),
    )  # fmt: skip
    commissioned_by = models.CharField(
        _("commissioning party"), max_length=200, blank=True, help_text=_("Who orders it; not the recipient.")
    )
    gives_service = models.BooleanField(_("a service"), default=False)
    gives_support = models.BooleanField(_("a support"), default=False)
    gives_governance = models.BooleanField(_("governance"), default=False)
    value = models.TextField(_("value"), blank=True, help_text=_("What the recipient gets directly."))
    may_be_negative = models.BooleanField(_("the decision may be negative"), default=False)
    is_authority = models.BooleanField(_("exercise of authority"), default=False)
    priority = models.PositiveSmallIntegerField(_("priority"), null=True, blank=True)
    priority_reason = models.CharField(_("reason for the priority"), max_length=300, blank=True)
    units = models.ManyToManyField("organisation.Unit", blank=True, related_name="processes", verbose_name=_("units involved"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, related_name="home_processes",
        verbose_name=pgettext_lazy("organisation", "unit"),
    )  # fmt: skip
    accountable_board = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="accountable_for",
        verbose_name=_("accountable board"),
    )
    inventory = models.ForeignKey(
        "processes.Inventory", models.PROTECT, null=True, editable=False, related_name="rows", verbose_name=_("inventory")
    )
    inventory_decision = models.ForeignKey(
        "organisation.Decision", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("decision")
    )
    found_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("found by")
    )
    name_accepted_reason = models.CharField(_("why the name is kept"), max_length=300, blank=True, editable=False)
    found_where = models.CharField(
        _("where it was found"),
        max_length=200,
        blank=True,
        help_text=_("For example in a project, a method or the work with values."),
    )
    # Steps 2 and 3 (computed from appointments)
    owner = models.ForeignKey(
        "organisation.Person",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="owned_processes",
        verbose_name=_("process owner"),
    )
    leader = models.ForeignKey(
        "organisation.Person",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="led_processes",
        verbose_name=_("process leader"),
    )
    temporary_reason = models.CharField(
        _("why owner or leader stays temporary"),
        max_length=300,
        blank=True,
        help_text=_("Only where one of them is temporary past step 4."),
    )
    team_decision = models.CharField(_("is there a team?"), max_length=6, choices=TeamDecision.choices, blank=True)
    # Step 4
    is_new = models.BooleanField(
        _("brand-new process, no current state"), default=False,
        help_text=_("Then the specification begins with purpose, recipients and type."),
    )  # fmt: skip
    already_described = models.BooleanField(
        _("the process was already described"), default=False,
        help_text=_("Complete what is missing, and go on to goals and follow-up."),
    )  # fmt: skip
    approach = models.CharField(_("how it is described"), max_length=12, choices=Approach.choices, blank=True)
    start_kind = models.CharField(_("the process starts with"), max_length=6, choices=StartKind.choices, blank=True)
    start_event = models.CharField(_("start event"), max_length=200, blank=True)
    end_event = models.CharField(
        _("result"), max_length=200, blank=True, help_text=_("The concrete result: value delivered, need met.")
    )
    effects = models.TextField(_("long-term effects"), blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subprocesses", verbose_name=_("part of")
    )
    adjacent = models.ManyToManyField("self", blank=True, verbose_name=_("adjacent processes"))
    starts = models.ManyToManyField(
        "self", blank=True, symmetrical=False, related_name="started_by", verbose_name=_("processes that it starts")
    )
    codes = models.ManyToManyField(
        "processes.ClassificationCode", through="processes.ProcessCode", related_name="processes",
        verbose_name=_("classification"),
    )  # fmt: skip
    map_decision = models.CharField(_("is there a map?"), max_length=12, choices=MapDecision.choices, blank=True)
    map_reason = models.CharField(_("why a map is not suitable"), max_length=300, blank=True)
    follow_up_place = models.CharField(_("where follow-up is found"), max_length=300, blank=True)
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)
    plan_reviewed_on = models.DateField(_("follow-up plan last reviewed"), null=True, editable=False)
    actions_reviewed_on = models.DateField(_("activity plan last reviewed"), null=True, editable=False)
    # Computed
    status = models.CharField(
        _("status"), max_length=14, choices=Status.choices, default=Status.DISCOVERED, editable=False, db_index=True
    )
    step = models.PositiveSmallIntegerField(_("step"), choices=Step.choices, default=Step.INVENTORY, editable=False)

    appointments = GenericRelation("organisation.Appointment", "scope_id", "scope_type")

    class Meta:
        verbose_name = _("process")
        verbose_name_plural = _("processes")

    def trail(self) -> tuple[int | None, int | None]:
        """The process itself and its board."""
        return self.pk, self.accountable_board_id

    def clean(self) -> None:
        seen, above = {self.pk}, self.parent
        while above is not None and self.pk is not None:
            if above.pk in seen:
                raise ValidationError({"parent": CIRCLE % {"parent": self.parent, "process": self}})
            seen.add(above.pk)
            above = above.parent

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.parent_id is not None and self.pk is not None:
            with transaction.atomic():
                self._demand_no_circle()
                self._keep(*args, **kwargs)
        else:
            self._keep(*args, **kwargs)

    def _demand_no_circle(self) -> None:
        """As `clean`, by what is stored now: somebody may be moving the other half of a circle at this moment."""
        kept = type(self).objects.filter(pk=self.pk).values_list("parent_id", flat=True).first()
        if kept == self.parent_id:
            return
        Sequence.hold("processes.process.parent")
        above = self.parent_id
        while above is not None:
            if above == self.pk:
                raise ValidationError({"parent": CIRCLE % {"parent": self.parent, "process": self}})
            above = type(self).objects.filter(pk=above).values_list("parent_id", flat=True).first()

    def _keep(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and self.name_accepted_reason:
            before = type(self).objects.filter(pk=self.pk).values_list("name", "name_accepted_reason").first()
            if before is not None and before[0] != self.name and before[1] == self.name_accepted_reason:
                self.name_accepted_reason = ""  # it was the old name that was accepted
        super().save(*args, **kwargs)

    @property
    def effective_leader(self) -> Any:
        """The leader, or the owner where none is appointed (R-1): computed, never copied."""
        return self.leader or self.owner

    def end(self, reason: str) -> None:
        """Close the process down; what hangs on it stays and can be read."""
        self.ended_on, self.ended_reason, self.status = today(), reason, self.Status.ENDED
        self.save()
