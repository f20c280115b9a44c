"""What time changes by itself: a day passes, and something is due (X-8)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from processlots.apps.organisation import comment_pages, tasks
from processlots.apps.organisation.mine import digest
from processlots.kit import jobs

__all__ = ["digest", "forget_comments", "refresh_tasks"]


@jobs.nightly("organisation.tasks", title=_("What waits for whom"), at="02:40")
def refresh_tasks(running: Any) -> dict[str, int]:
    """Every reminder anew, and what was done long ago erased."""
    seen = tasks.refresh_all(running.progress)
    return {"rows": seen, "erased": tasks.forget_old()}


@jobs.nightly("organisation.comments", title=_("Erase old comments"), at="02:50")
def forget_comments(running: Any) -> dict[str, int]:
    """What was said in a thread is erased a year after it was resolved (X-6)."""
    return {"threads": comment_pages.forget_old()}
