"""What a mapping came to: the report with its five headings (M-KART-2, M-KART-10)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from processlots.apps.maps.models.assignment import MappingAssignment
from processlots.kit.models import Model

#: M-KART-2, in its order
HEADINGS = ("result", "recipients", "trigger", "way", "improvement")


class MappingReport(Model):
    """The facilitator's report to the owner. It begins with what is known of the process, the maps and the ideas."""

    ending = "retained"

    assignment = models.OneToOneField(
        MappingAssignment, models.CASCADE, related_name="mapping_report", verbose_name=_("mapping assignment")
    )
    result = models.TextField(_("the result, the value that is created"), blank=True)
    recipients = models.TextField(_("who receives it"), blank=True)
    trigger = models.TextField(_("what starts the process"), blank=True)
    way = models.TextField(_("what is done from start to delivery, and by whom"), blank=True)
    improvement = models.TextField(_("how it can be improved to reach the goals, values and effects wanted"), blank=True)
    analyses = models.TextField(_("analyses"), blank=True)
    proposals = models.TextField(
        _("proposals"), blank=True, help_text=_("What the facilitator proposes that the owner does now.")
    )

    class Meta:
        verbose_name = _("mapping report")
        verbose_name_plural = _("mapping reports")

    def __str__(self) -> str:
        return _now("Report: %(assignment)s") % {"assignment": self.assignment}

    def trail(self) -> tuple[int | None, int | None]:
        return self.assignment.process_id, None

    def empty(self) -> list[str]:
        """The headings under which nothing is written."""
        fields = {name: self._meta.get_field(name) for name in HEADINGS}
        return [str(field.verbose_name) for name, field in fields.items() if not getattr(self, name).strip()]  # type: ignore[union-attr]
