"""Forums: where matters are discussed and decided (F-1 … F-15)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Ends, Model, Named


class Forum(Model, Named, Ends):
    """A management group or another forum; its chair, secretary and members are appointments to it."""

    class Kind(models.TextChoices):
        MANAGEMENT = "management", _("management group")
        STEERING = "steering", _("the director's steering group")
        MANAGERS = "managers", _("managers' forum")
        LEARNING = "learning", _("learning group")
        DEVELOPMENT = "development", _("development group")
        FACILITATORS = "facilitators", _("facilitators' network")
        QUALITY = "quality", _("quality leaders' network")
        VUIT = "vuit", _("network of business developers with IT support")
        NETWORK = "network", _("other network")
        OTHER = "other", _("other forum")

    #: the forums that decide on a level (F-1, F-2): a matter is lifted to one of these
    LEADING = (Kind.MANAGEMENT, Kind.STEERING)
    #: the forums that develop model and method together (N-1 … N-5)
    NETWORKS = (Kind.FACILITATORS, Kind.QUALITY, Kind.VUIT, Kind.NETWORK)
    #: how many meetings a year these have at the least (V-54, F-4, F-12)
    FEWEST = {Kind.FACILITATORS: 6, Kind.MANAGERS: 2}

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.MANAGEMENT)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="forums", verbose_name=pgettext_lazy("organisation", "unit")
    )
    purpose = models.TextField(_("purpose"), blank=True)
    yearly_meetings = models.PositiveSmallIntegerField(
        _("meetings a year"), null=True, blank=True, help_text=_("How many there should be. Leave it empty where it varies.")
    )

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forums")

    @property
    def wanted_meetings(self) -> int:
        """Meetings a year that are aimed at; 0 where it varies."""
        return self.yearly_meetings or self.FEWEST.get(self.kind, 0)  # type: ignore[call-overload]  # the key is its text
