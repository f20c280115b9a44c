"""What is known of an element (C-26, C-27, M-LED-2) as its page writes it: label and value, nothing where nothing is known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from processlots.apps.maps.models import Map, MapElement
from processlots.apps.processes.models import Process
from processlots.kit import access
from processlots.kit.pages import url_of


def known(element: MapElement, user: Any) -> list[tuple[str, Any]]:
    """The facts in the reader's language. What a link leads to is told only to those who may see it."""
    return [
        (label, value)
        for label, value in (
            (_("Description"), element.description),
            (pgettext("start", "Sets it off"), str(element.get_start_kind_display()) if element.start_kind else ""),
            (_("Working time"), time(element, "work")),
            (_("Waiting time before"), time(element, "wait")),
            (pgettext("map", "Number of cases"), volume(element)),
            (_("Shares of the ways out"), shares(element)),
            (_("IT system"), element.system),
            (_("Information in"), element.information_in),
            (_("Information out"), element.information_out),
            (_("Detailed map"), detailed(element, user)),
            (_("Calls the process"), called(element, user)),
        )
        if value
    ]


def time(element: MapElement, which: str) -> str:
    """ "10–45 minuter, oftast 20 (uppskattat)"; `which` is "work" or "wait"."""
    low, usual, high = (getattr(element, f"{which}_{part}") for part in ("min", "typical", "max"))
    if low is usual is high is None:
        return ""
    from processlots.apps.maps.bpmn.marks import Duration  # with it comes the XML library
    from processlots.apps.maps.bpmn.marks_told import duration

    unit, source = getattr(element, f"{which}_unit") or "minutes", getattr(element, f"{which}_source")
    return duration(Duration(low, usual, high, unit, source), _language())


def volume(element: MapElement) -> str:
    """ "40 i månaden"."""
    if element.volume is None:
        return ""
    from processlots.apps.maps.bpmn import marks_told

    return marks_told.volume(element.volume, element.volume_per, _language())


def shares(element: MapElement) -> str:
    """ "Ja 70 %, Nej 30 %"."""
    if not element.shares:
        return ""
    from processlots.apps.maps.bpmn.marks_told import percent

    told = []
    for one in element.shares:
        name = one["name"] or one["to"] or _("without a name")
        share = percent(Decimal(one["percent"]), _language()) if one["percent"] else _("not known")
        told.append(f"{name} {share}")
    return ", ".join(told)


def detailed(element: MapElement, user: Any) -> SafeString | str:
    """The map that details the step, as a link (D-9); on the same line of time where it has one."""
    a_map = element.details_map
    if a_map is None or not access.visible(user, Map).filter(pk=a_map.pk).exists():
        return ""
    return format_html('<a href="{}">{}</a>', url_of(a_map), a_map)


def called(element: MapElement, user: Any) -> SafeString | str:
    """The process that a sub-process calls, as a link (D-9)."""
    process = element.called_process
    if process is None or not access.visible(user, Process).filter(pk=process.pk).exists():
        return ""
    return format_html('<a class="slant" href="{}">{}</a>', url_of(process), process)


def _language() -> str:
    return "en" if get_language() == "en" else "sv"
