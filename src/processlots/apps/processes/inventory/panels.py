"""What process and recipient pages show of inventories: sources and services, and what was the same (OR-8, C-5, V-8)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from processlots.apps.processes.inventory.priority import in_words
from processlots.apps.processes.models import Inventory, Merge, Process, Recipient
from processlots.kit import access
from processlots.kit.pages import url_of
from processlots.kit.panels import panel
from processlots.kit.tables import written


def _link_sources(request: HttpRequest, process: Process) -> tuple[Any, str] | None:
    if process.ended_on is None and access.may(request.user, "change", process):
        return _("Link sources and services"), f"{url_of(process)}kallor/"
    return None


@panel(
    Process,
    "sources",
    title=gettext_lazy("Sources and services"),
    help=gettext_lazy("What it rests on, and what it delivers ready to use"),
    order=62,
    template="processes/panels/sources.html",
    queries=5,
    action=_link_sources,
    tab="specifikation",
)
def its_sources(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """Passages, initiatives, services, and the rest of what the inventory says (T-2)."""
    passages = list(process.passages.select_related("board").order_by("sort", "pk"))
    strategies = list(process.strategies.order_by("-year", "sort"))
    services = list(process.services.filter(ended_on=None).order_by("sort"))
    values = [
        (_("Area"), str(process.area or "")),
        (_("How it was found"), process.get_origin_display() if process.origin else ""),
        (
            _("Already described?"),
            ", ".join(p for p in (process.get_described_display() if process.described else "", process.described_at) if p),
        ),
        (_("Runs over several operations"), _("Yes") if process.crosses else ""),
        (_("Lifted to"), str(process.lifted_to or "")),
        (
            _("Why the type fits"),
            ". ".join(p for p in (process.get_mismatch_display() if process.mismatch else "", process.mismatch_reason) if p),
        ),
        (_("Priority decided"), _who_decided(process)),
        (pgettext("inventory", "Comment"), process.comment),
    ]
    shown = [(label, value) for label, value in values if value]
    if not (passages or strategies or services or shown) and _link_sources(request, process) is None:
        return None
    return {"passages": passages, "strategies": strategies, "services": services, "values": shown}


def _who_decided(process: Process) -> str:
    if process.priority is None or process.priority_on is None:
        return ""
    said = in_words(process.priority, process.inventory.scale if process.inventory is not None else Inventory.Scale.ORDER)
    return f"{said}: {process.priority_by}, {written(process.priority_on)}"


@panel(
    Process, "merged", title=gettext_lazy("Was the same"), help=gettext_lazy("Their numbers lead here"), order=95,
    template="processes/panels/merged.html", queries=1, tab="specifikation",
)  # fmt: skip
def what_was_the_same(request: HttpRequest, process: Process) -> dict[str, Any] | None:
    """Processes that became part of this one, each with its way back."""
    merges = list(Merge.objects.filter(process=process, undone_on=None).select_related("gone_process", "by").order_by("-pk"))
    if not merges:
        return None
    rows = [(one, one.gone_process, access.may(request.user, "merge", one.gone_process)) for one in merges if one.gone_process]
    seen = [row for row in rows if access.may(request.user, "view", row[1])]
    return {"merges": seen, "base": url_of(process)} if seen else None


@panel(
    Recipient, "merged", title=gettext_lazy("Was the same"), order=95, template="processes/panels/merged.html", queries=1,
)  # fmt: skip
def recipients_that_were_the_same(request: HttpRequest, recipient: Recipient) -> dict[str, Any] | None:
    """Names that were another name of this recipient."""
    merges = list(
        Merge.objects.filter(recipient=recipient, undone_on=None).select_related("gone_recipient", "by").order_by("-pk")
    )
    may = access.may(request.user, "end", recipient)
    rows = [(one, one.gone_recipient, may) for one in merges if one.gone_recipient]
    return {"merges": rows, "base": url_of(recipient)} if rows else None
