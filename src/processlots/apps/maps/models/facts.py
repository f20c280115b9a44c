"""What is known of an element beside its drawing (C-26, C-27, M-LED-2), as columns that others can count on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: places in a number, as `bpmn.marks` reads them
_NUMBER: dict[str, Any] = {"max_digits": 10, "decimal_places": 3, "null": True, "editable": False}


class ElementFacts(models.Model):
    """Follows the newest version's file, which is the truth (DESIGN 6); nobody writes it by hand.

    Times are in their unit; a working day or week is the reader's to count in hours. `shares` is a choice's ways out,
    [{"flow", "name", "to", "percent"}], percent a decimal in text or None.
    """

    class Unit(models.TextChoices):
        MINUTES = "minutes", _("minutes")
        HOURS = "hours", _("hours")
        DAYS = "days", _("days")
        WEEKS = "weeks", _("weeks")

    class Source(models.TextChoices):
        MEASURED = "measured", pgettext_lazy("time", "measured")
        ESTIMATED = "estimated", pgettext_lazy("time", "estimated")

    class Per(models.TextChoices):
        DAY = "day", _("a day")
        WEEK = "week", _("a week")
        MONTH = "month", _("a month")
        YEAR = "year", _("a year")

    class StartKind(models.TextChoices):
        EVENT = "event", pgettext_lazy("start", "event")
        NEED = "need", pgettext_lazy("start", "need")

    description = models.TextField(_("description"), blank=True, editable=False)
    work_min = models.DecimalField(_("working time, least"), **_NUMBER)
    work_typical = models.DecimalField(_("working time, usual"), **_NUMBER)
    work_max = models.DecimalField(_("working time, most"), **_NUMBER)
    work_unit = models.CharField(_("unit of working time"), max_length=10, choices=Unit.choices, blank=True, editable=False)
    work_source = models.CharField(_("source of working time"), max_length=10, choices=Source.choices, blank=True, editable=False)
    wait_min = models.DecimalField(_("waiting time before, least"), **_NUMBER)
    wait_typical = models.DecimalField(_("waiting time before, usual"), **_NUMBER)
    wait_max = models.DecimalField(_("waiting time before, most"), **_NUMBER)
    wait_unit = models.CharField(_("unit of waiting"), max_length=10, choices=Unit.choices, blank=True, editable=False)
    wait_source = models.CharField(_("source of waiting"), max_length=10, choices=Source.choices, blank=True, editable=False)
    volume = models.DecimalField(pgettext_lazy("map", "number of cases"), **_NUMBER)
    volume_per = models.CharField(
        pgettext_lazy("map", "number of cases per"), max_length=6, choices=Per.choices, blank=True, editable=False
    )
    shares = models.JSONField(_("shares of the ways out"), default=list, editable=False)
    system = models.CharField(_("IT system"), max_length=500, blank=True, editable=False)
    information_in = models.CharField(_("information in"), max_length=500, blank=True, editable=False)
    information_out = models.CharField(_("information out"), max_length=500, blank=True, editable=False)
    start_kind = models.CharField(_("sets it off"), max_length=6, choices=StartKind.choices, blank=True, editable=False)
    details_map = models.ForeignKey(
        "maps.Map",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="details_of",
        verbose_name=_("detailed map"),
    )
    called_process = models.ForeignKey(
        "processes.Process",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("calls the process"),
    )

    class Meta:
        abstract = True


NUMBERS = (*(f"{time}_{part}" for time in ("work", "wait") for part in ("min", "typical", "max")), "volume")
LINKS = {"details_map": "map", "called_process": "process"}
COLUMNS = tuple(field.name for field in ElementFacts._meta.local_fields)


def columns(told: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """The columns' values out of what `content` tells of an element; `found` has rows by uid for the links."""
    facts = told.get("facts", {})
    values: dict[str, Any] = {}
    for name in COLUMNS:
        if name in NUMBERS:
            values[name] = Decimal(facts[name]) if facts.get(name) else None
        elif name in LINKS:
            values[f"{name}_id"] = found.get(facts.get(LINKS[name], ""))
        elif name == "shares":
            values[name] = facts.get(name, [])
        else:
            values[name] = facts.get(name, "")
    return values
