"""What of follow-up hangs on a unit: values measured by unit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from processlots.apps.followup.models import Measurement
from processlots.apps.organisation.hanging import Hanging, hangs_on_unit

# A series goes on where the whole unit became another. Values of a unit that was merged or split are not the new unit's.
hangs_on_unit(
    Hanging("followup.values", _("Values measured by unit"), Measurement, "unit", must=False, whole=True, along=("measure",))
)
