"""What the handbook leaves to the worker."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from processlots.apps.handbook import feedback, known
from processlots.apps.handbook.pages.settings import check_again
from processlots.kit import jobs


@jobs.job("handbook.check_again", retry=True)
def look_again(running: Any, check: str) -> dict[str, int]:
    """A check was switched on or tuned: what it said before is said anew."""
    known.forget()
    known.begin()
    return check_again(running, check)


@jobs.nightly("handbook.forget", title=_("Erase old feedback's words and names"))
def forget(running: Any) -> dict[str, int]:
    """W-1, X-6: who gave feedback and what they wrote is erased a year after it was settled."""
    return {"rows": feedback.forget_old()}
