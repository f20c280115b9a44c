"""The request as a document (T-3)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.resources.models import PerformanceFeedback, ResourceNeed, ResourceRequest
from processlots.kit import access, reports
from processlots.kit.models import Installation
from processlots.kit.periods import today
from processlots.kit.tables import written

HEAD = (
    "organisation", "date", "number", "process", "owner", "leader", "background", "resource_owner", "unit",
    "allocation_model", "sent", "answer_by", "state", "oral", "decision", "needs",
)  # fmt: skip


def row_of(need: ResourceNeed, told: set[int]) -> dict[str, Any]:
    """A need as T-3 writes it."""
    period = (
        f"{written(need.valid_from)} – {written(need.valid_to)}"
        if need.valid_to
        else _("from %(day)s") % {"day": written(need.valid_from)}
    )
    return {
        "role": str(need.get_role_display()),
        "competence": need.competence,
        "task": need.task,
        "extent": need.how_much,
        "period": period,
        "wished": str(need.wished or ""),
        "answer": str(need.get_answer_display()),
        "granted": need.how_much_granted,
        "available": str(need.available or ""),
        "conditions": need.conditions,
        "answered": need.answered_on or "",
        "feedback": _("given") if need.available_id in told else "",
    }


@reports.report("resource_request", ResourceRequest, title=gettext_lazy("Request for resources"), fields=HEAD, personal=True)
def resource_request(request: ResourceRequest, reader: Any) -> dict[str, Any]:
    """T-3. Of feedback it says that it was given, never what, and only to those who may read it (KS-9)."""
    process = request.process
    needs = list(request.needs.select_related("wished", "available").order_by("pk"))
    seen = access.visible(reader, PerformanceFeedback).filter(process=process)
    told = set(seen.values_list("person", flat=True))
    oral = ""
    if request.oral_on:
        oral = f"{written(request.oral_on)}, {request.oral_parties}: {request.oral_content}"
    return {
        "organisation": Installation.current()[0],
        "date": today(),
        "number": request.label,
        "process": process.name,
        "owner": str(process.owner or _("not appointed")),
        "leader": str(process.leader or process.owner or _("not appointed")),
        "background": request.background,
        "resource_owner": str(request.resource_owner or ""),
        "unit": str(request.unit),
        "allocation_model": request.unit.allocation_model,
        "sent": request.sent_on or "",
        "answer_by": request.answer_by or "",
        "state": str(request.get_state_display()),
        "oral": oral,
        "decision": request.decision.text if request.decision else "",
        "needs": [row_of(need, told) for need in needs],
    }
