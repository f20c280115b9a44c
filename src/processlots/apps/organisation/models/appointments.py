"""Appointments: who has which role, for what, and until when. Access reads nothing else (DESIGN 6)."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Model
from processlots.kit.periods import Period, PeriodQuerySet


class Appointment(Model, Period):
    """A person has a role for something (a process, a unit, a forum) or for the whole municipality (no scope)."""

    class Role(models.TextChoices):
        OWNER = "owner", _("process owner")
        LEADER = "leader", _("process leader")
        TEAM = "team", _("team member")
        MANAGER = "manager", _("manager")
        MEMBER = "member", _("member")
        FACILITATOR = "facilitator", _("process facilitator")
        MODEL_MANAGER = "model_manager", _("model manager")
        ADMINISTRATOR = "administrator", _("administrator")

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular")
        TEMPORARY = "temporary", _("temporary")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        DECIDED = "decided", _("decided")
        ACCEPTED = "accepted", _("accepted")
        ENDED = "ended", _("ended")
        DECLINED = "declined", _("declined")

    #: states in which the appointment gives rights
    IN_FORCE = (State.DECIDED, State.ACCEPTED)
    #: roles that only one person has at a time
    SINGLE = (Role.OWNER, Role.LEADER)

    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="appointments", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.REGULAR)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED, editable=False)
    scope_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    scope_id = models.BigIntegerField(null=True, blank=True)
    scope = GenericForeignKey("scope_type", "scope_id")
    decision = models.ForeignKey(
        "organisation.Decision", models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("decision")
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        indexes = [models.Index(fields=["scope_type", "scope_id", "role"], name="organisation_appointed_for")]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["role", "scope_type", "scope_id"],
                condition=models.Q(role__in=["owner", "leader"], valid_to=None, state__in=["decided", "accepted"]),
                name="organisation_one_owner_one_leader",
                violation_error_message=_("There is already one. End that appointment first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    def trail(self) -> tuple[int | None, int | None]:
        """An appointment to a process belongs to its history."""
        model = self.scope_type.model if self.scope_type else ""
        return (self.scope_id if model == "process" else None), None


class Consent(Model):
    """Somebody's word about an appointment (R-20): given by the person, or registered on the person's behalf."""

    ending = "retained"

    class Kind(models.TextChoices):
        RESOURCE_OWNER = "resource_owner", _("the resource owner agrees")
        ANCHORED = "anchored", _("anchored in the management group")
        ACCEPTED = "accepted", _("the person accepts")

    class Manner(models.TextChoices):
        OWN = "own", _("own")
        ORAL = "oral", _("oral")
        MINUTED = "minuted", _("minuted")

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="consents")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("given by"))
    manner = models.CharField(_("manner"), max_length=10, choices=Manner.choices, default=Manner.OWN)
    registered_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("registered by"))
    date = models.DateField(_("date"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [models.UniqueConstraint(fields=["appointment", "kind"], name="organisation_consent_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"
