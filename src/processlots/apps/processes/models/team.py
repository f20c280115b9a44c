"""Teams: a cross-functional group that helps owner and leader with one process, several, or a part of one (R-5, S3-4)."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Model, Named
from processlots.kit.periods import today


class Team(Model, Named):
    """A team, made for one process and lent to others. Its members are appointments to it, each with competence and period.

    The process's leader leads it. Who is a member works in every process that the team serves.
    """

    process = models.ForeignKey(
        "processes.Process", models.PROTECT, related_name="teams", verbose_name=_("process"),
        help_text=_("The process that the team is made for; its leader leads the team."),
    )  # fmt: skip
    also = models.ManyToManyField(
        "processes.Process", blank=True, related_name="lent_teams", verbose_name=_("also serves"), editable=False
    )
    part = models.CharField(
        _("part of the process"), max_length=200, blank=True, help_text=_("Leave it empty where the team serves all of it.")
    )
    task = models.TextField(_("what the team shall do"), blank=True)
    ended_on = models.DateField(_("wound up"), null=True, editable=False)
    ended_reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)

    appointments = GenericRelation("organisation.Appointment", "scope_id", "scope_type")

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    @property
    def leader(self) -> object:
        """The process's leader, or its owner where none is appointed (R-5)."""
        return self.process.effective_leader

    def end(self, reason: str) -> None:
        """Wind up the team: its members work in it to the end of today (R-9)."""
        from processlots.apps.organisation.actions.single import finish

        with transaction.atomic():
            self.ended_on, self.ended_reason = today(), reason
            self.save()
            for one in self.appointments.select_for_update():
                if not one.over:
                    finish(one, today(), reason)
