"""What other pages show of resources: a process's requests, a person's load, what a unit has."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation.mine.page import Line, part
from processlots.apps.organisation.models import Person, Unit
from processlots.apps.processes.models import Process
from processlots.apps.resources.models import PerformanceFeedback, ResourceNeed, ResourceRequest, ResourceSupply
from processlots.apps.resources.request_views import MARKS, State
from processlots.kit import access
from processlots.kit.pages import url_of
from processlots.kit.panels import panel
from processlots.kit.tables import written

SHOWN = 20


def _ask(request: HttpRequest, process: Process) -> tuple[Any, str] | None:
    if process.ended_on is None and access.may(request.user, "add", ResourceRequest(process=process)):
        return _("Ask for resources"), f"/resurser/nytt/?process={process.key}"
    return None


@panel(
    Process, "resources", title=gettext_lazy("Resources"), help=gettext_lazy("Whom the process has asked for, and got"),
    order=70, template="resources/panels/of_process.html", queries=4, action=_ask, tab="samverkan",
)  # fmt: skip
def of_process(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """The requests that are not closed, and what each got; S3-3: whether the leader's time has been asked for."""
    rows = access.visible(request.user, ResourceRequest).filter(process=process).exclude(state=State.CLOSED)
    found = list(rows.select_related("resource_owner").prefetch_related("needs__available").order_by("-number")[:SHOWN])
    may = _ask(request, process) is not None
    if not found and not may:
        return None
    lines = []
    for one in found:
        got = [f"{need.available or need.competence} {need.how_much_granted}" for need in one.needs.all() if need.granted]
        wants = [f"{need.competence} {need.how_much}" for need in one.needs.all()]
        lines.append({"row": one, "url": url_of(one), "mark": MARKS[State(one.state)], "got": ", ".join(got),
                      "wants": ", ".join(wants), "due": written(one.answer_by)})  # fmt: skip
    roles = {need.role for one in found for need in one.needs.all()}
    asks_leader = (
        may and process.leader_id is not None and process.leader_id != process.owner_id and ResourceNeed.Role.LEADER not in roles
    )
    return {"lines": lines, "asks_leader": asks_leader, "ask_url": f"/resurser/nytt/?process={process.key}"}


@panel(
    Unit, "supplies", title=gettext_lazy("Competences and equipment"),
    help=gettext_lazy("What several processes share, and how much there is"), order=55,
    template="organisation/panels/rows.html", queries=1,
)  # fmt: skip
def of_unit(request: HttpRequest, unit: Unit) -> dict[str, Any] | None:
    """What the unit keeps count of; shown where it does."""
    rows = access.visible(request.user, ResourceSupply).filter(unit=unit, ended_on=None).order_by("sort", "pk")
    found = list(rows[: SHOWN + 1])
    if not found:
        return None
    shown = [(one.name, url_of(one), f"{written(one.available)} %") for one in found[:SHOWN]]
    return {"rows": shown, "more_url": f"/resurstillgangar/?unit={unit.pk}" if len(found) > SHOWN else "", "empty": ""}


@part(80, "feedback", gettext_lazy("Feedback to me"))
def feedback_to_me(user: Any, person: Person) -> list[Line]:
    """RES-6: what process owners have said of the person's work; only the person sees it here."""
    rows = access.visible(user, PerformanceFeedback).filter(person=person).select_related("process").order_by("-given_on", "-pk")
    return [Line(one.process.name, url_of(one), written(one.given_on), slant=True) for one in rows[:SHOWN]]
