"""Before an activity is introduced: is what lies beside the process affected (C-10)?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.improvement.models import PlanAction
from processlots.apps.processes.specification import impact
from processlots.kit import access, pages, views
from processlots.kit.panels import panel

_OPEN = (PlanAction.State.PLANNED, PlanAction.State.ONGOING, PlanAction.State.PAUSED)


@panel(
    PlanAction,
    "helhet",
    title=gettext_lazy("The whole picture"),
    help=gettext_lazy("Is what lies beside the process affected? Ask before it is introduced"),
    order=40,
    template="improvement/panels/impact.html",
    queries=6,
)
def is_it_affected(request: HttpRequest, action: PlanAction) -> dict[str, Any] | None:
    """Each neighbour with the answer; those who write the plan answer here."""
    questions = impact.asked(action, action.process, request.user)
    if not questions or action.state == PlanAction.State.CANCELLED:
        return None
    may = access.may(request.user, "change", action)
    left = sum(1 for one in questions if one.answer is None)
    return {
        "questions": questions,
        "left": left if action.state in _OPEN else 0,
        "post_url": f"{pages.url_of(action)}paverkan/" if may else "",
    }


class ImpactAnswersView(views.PagesView):
    """The answers about an activity."""

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        action = self.row(key)
        access.demand(request.user, "change", action)
        written = impact.answer(action, action.process, request.user, impact.read(request))
        messages.success(request, _("The answers are saved.") if written else _("No answer was changed."))
        return HttpResponseRedirect(f"{pages.url_of(action)}#helhet")
