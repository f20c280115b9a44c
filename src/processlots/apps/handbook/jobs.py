"""What the handbook leaves to the worker."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from processlots.apps.handbook import book_views, feedback, known
from processlots.apps.handbook.models import Edition
from processlots.apps.handbook.pages.settings import check_again
from processlots.kit import access, jobs, pdf
from processlots.kit.periods import today


@jobs.job("handbook.check_again", retry=True)
def look_again(running: Any, check: str) -> dict[str, int]:
    """A check was switched on or tuned: what it said before is said anew."""
    known.forget()
    known.begin()
    return check_again(running, check)


@jobs.job("handbook.pdf", retry=True)
def print_version(running: Any, edition: int) -> dict[str, Any]:
    """A version of a handbook as PDF, with the rights that the person has now."""
    row = access.visible(running.user, Edition).filter(pk=edition).select_related("handbook", "decision").first()
    if row is None:
        raise jobs.JobError(gettext("What was to be printed is gone, or you may no longer see it."))
    at = timezone.make_aware(datetime.datetime.combine(row.adopted_on or today(), datetime.time(12)))
    content = pdf.render_pdf("handbook", book_views.printed(row), translation.get_language() or "sv", at=at)
    jobs.keep(running, content, "pdf", f"{row}.pdf")
    return {}


@jobs.nightly("handbook.forget", title=_("Erase old feedback's words and names"))
def forget(running: Any) -> dict[str, int]:
    """W-1, X-6: who gave feedback and what they wrote is erased a year after it was settled."""
    return {"rows": feedback.forget_old()}
