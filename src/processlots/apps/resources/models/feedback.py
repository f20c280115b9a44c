"""Feedback on how a borrowed resource did (RES-6): for the person, the owner and the resource owner alone (KS-9)."""

from __future__ import annotations

import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation.models import Appointment
from processlots.kit.models import LogEntry, Model
from processlots.kit.periods import today

#: two rounds of development talks after the period's end, then it is erased (X-6)
KEPT = datetime.timedelta(days=2 * 365)


class PerformanceFeedback(Model):
    """What the process owner says of the work to the person's resource owner, so that talks and plans can be made.

    The history says that something was written, never what; with the row its history is erased.
    """

    ending = "personal"

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="+", verbose_name=_("process"))
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    resource_owner = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resource owner"),
        help_text=_("Leave it empty for the manager of the person's unit."),
    )  # fmt: skip
    given_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("written by")
    )
    given_on = models.DateField(_("written"), default=today, editable=False)
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("until and including"))
    assignment = models.CharField(_("assignment"), max_length=300, blank=True)
    feedback = models.TextField(_("feedback"), help_text=_("What went well, and what could go better. About the work."))
    competence_need = models.TextField(_("competence that needs to grow"), blank=True)

    class Meta:
        verbose_name = _("performance feedback")
        verbose_name_plural = _("performance feedback (many)")
        constraints = [
            models.CheckConstraint(
                name="resources_feedback_period_in_order",
                condition=models.Q(period_to__gte=models.F("period_from")),
                violation_error_message=_("The end comes before the beginning. Change one of the dates."),
            )
        ]

    def __str__(self) -> str:
        return _now("Feedback of %(day)s") % {"day": self.given_on.isoformat()}

    def trail(self) -> tuple[int | None, int | None]:
        """Not part of the process's history, which everybody reads."""
        return None, None

    def clean(self) -> None:
        from processlots.apps.resources.models.request import manager_of

        if self.person_id is None:
            return
        unit = self.person.unit
        if self.resource_owner_id is None:
            self.resource_owner = manager_of(unit) if unit is not None else None
            if self.resource_owner is None:
                said = _("We do not know who is the person's resource owner. Choose who.")
                raise ValidationError({"resource_owner": said})
        elif self.resource_owner_id not in self._resource_owners():
            said = _("Feedback goes to the person's own manager, or to the resource owner who lent the person to the process.")
            raise ValidationError({"resource_owner": said})

    def _resource_owners(self) -> set[int]:
        """Who may be told: managers of the person's unit and above, and whoever lent the person to the process."""
        from processlots.apps.resources.models.need import ResourceNeed

        units = self.person.unit.ancestor_ids() if self.person.unit is not None else []
        managers = Appointment.objects.at().filter(
            role=Appointment.Role.MANAGER, scope_type__model="unit", scope_id__in=units, state__in=Appointment.IN_FORCE
        )
        lent = ResourceNeed.objects.filter(available=self.person, request__process=self.process_id)
        owners = set(lent.values_list("request__resource_owner", flat=True))
        return owners | set(managers.values_list("person", flat=True))

    def end(self, reason: str = "") -> None:
        """Erase it, with its history."""
        kind = ContentType.objects.get_for_model(self)
        key = self.pk
        self.delete()
        # silent: what is personal leaves nothing behind
        LogEntry.objects.filter(content_type=kind, object_id=key).delete()

    @classmethod
    def erase_old(cls) -> int:
        """Erase what is past its time, and what is about people who have left. Returns how many."""
        gone = models.Q(period_to__lt=today() - KEPT) | models.Q(person__left__lt=today() - datetime.timedelta(days=90))
        rows = list(cls.objects.filter(gone))
        for row in rows:
            row.end()
        return len(rows)
