"""What time does: conflicts begin and end, and feedback that is past its time is erased (X-6)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from processlots.apps.resources import keeping
from processlots.apps.resources.models import PerformanceFeedback
from processlots.kit import jobs


@jobs.nightly("resources.erase", title=_("Erase old performance feedback"), at="02:50")
def erase(running: Any) -> dict[str, int]:
    """Two years after the period, or three months after the person has left."""
    return {"erased": PerformanceFeedback.erase_old()}


@jobs.nightly("resources.conflicts", title=_("Conflicts about resources"), at="02:20")
def settle(running: Any) -> dict[str, int]:
    """What the checks say of requests that share people."""
    return {"requests": keeping.settle_all()}
