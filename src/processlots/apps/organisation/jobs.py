"""What time changes by itself: a day passes, and something is due (X-8)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation import tasks
from processlots.apps.organisation.mine import digest
from processlots.kit import jobs

__all__ = ["digest", "refresh_tasks"]


@jobs.nightly("organisation.tasks", title=_("What waits for whom"), at="02:40")
def refresh_tasks(running: Any) -> dict[str, int]:
    """Every reminder anew, and what was done long ago erased."""
    seen = tasks.refresh_all(running.progress)
    return {"rows": seen, "erased": tasks.forget_old()}
