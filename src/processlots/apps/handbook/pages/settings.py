"""Names of choices, and settings of checks."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from processlots.apps.handbook import library, shipped_views, vocabulary
from processlots.apps.handbook.access import SettingAccess
from processlots.apps.handbook.models import CheckSetting, Shipped, Word
from processlots.kit import checks, jobs
from processlots.kit.models.checks import StoredFinding
from processlots.kit.pages import Pages, register
from processlots.kit.tables import Column, facts

SEVERITY = {
    "F": gettext_lazy("stops an act"),
    "V": gettext_lazy("warning"),
    "I": gettext_lazy("only shown"),
}


class WordShipped(shipped_views.ShippedView):
    ask = staticmethod(lambda row: vocabulary.shipped_word(row.listed, row.choice))


def _renamed(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    return rows.exclude(standing=Shipped.Standing.AS_SHIPPED)


@register
class WordPages(Pages):
    model = Word
    path = "ord"
    api = "choice-names"
    fields = ["sv", "en"]
    read_only = ["listed", "choice", "standing"]
    columns = ["sv", "en", "listed", "choice", "standing"]
    filters = ["listed", "standing"]
    views = [("andrade", gettext_lazy("Renamed"), _renamed)]
    acts = ("list", "detail", "edit", "history")
    access = SettingAccess()

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        return [(_("Handbook"), "/handbok/"), *super().crumbs(request, row)]

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("What roles, types, states and other choices are called. A new name is shown everywhere; nothing else changes.")

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        return shipped_views.buttons(request, row)

    def urlpatterns(self) -> list[Any]:
        return [*super().urlpatterns(), path(f"{self.path}/{shipped_views.END}", WordShipped.as_view(pages=self))]


def looks_for(setting: CheckSetting) -> str:
    """What the check looks for, in the reader's language."""
    told = library.checks().get(setting.check_id)
    return told["en" if get_language() == "en" else "sv"] if told else ""


def severity(setting: CheckSetting) -> str:
    """How severe the check is as shipped."""
    found = {one.severity for one in setting.rules}
    return ", ".join(str(SEVERITY[one]) for one in "FVI" if one in found)


def standing(setting: CheckSetting) -> str:
    """How it is set."""
    if setting.fixed:
        return _("always on")
    if setting.off:
        return _("switched off")
    return str(setting.get_most_display()) if setting.most else _("on")


@register
class CheckSettingPages(Pages):
    """Every check with what it looks for; those that are not the model's core may be switched off or made milder."""

    model = CheckSetting
    path = "kontroller"
    api = "checks"
    fields = ["off", "most", "reason"]
    read_only = ["check_id"]
    columns = [
        Column("check_id", gettext_lazy("Check"), lambda row: row.check_id, "sort"),
        Column("says", gettext_lazy("Looks for"), looks_for),
        Column("severity", gettext_lazy("Severity"), severity),
        Column("set", gettext_lazy("How it is set"), standing),
        "reason",
    ]
    acts = ("list", "detail", "edit", "history")
    access = SettingAccess()

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        return [(_("Handbook"), "/handbok/"), *super().crumbs(request, row)]

    def title(self, row: Any) -> str:
        return f"{row.check_id}: {looks_for(row)}" if looks_for(row) else row.check_id

    def lead(self, request: HttpRequest, total: int) -> str:
        return _("A check that is switched off is silent everywhere. Those that belong to the model's core are always on.")

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        rules = row.rules
        about = sorted({str(one.model._meta.verbose_name_plural) for one in rules})
        shown: list[tuple[str, Any]] = [
            (_("Looks for"), looks_for(row)), (_("Severity"), severity(row)),
            (_("How it is set"), standing(row)), (_("Looks at"), ", ".join(about)),
        ]  # fmt: skip
        return [(label, value) for label, value in shown if value] + facts(row, ["reason"])

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        """What was found before is said as the check is now set: at once where it is off, else as soon as a worker has time."""
        if row.off:
            # silent: findings are the kit's own notes, made anew when the check is switched on
            StoredFinding.objects.filter(check_id=row.check_id).delete()
        else:
            jobs.start(
                "handbook.check_again", user=request.user, title=_("Check again: %(check)s") % {"check": row}, check=row.check_id
            )


def check_again(running: Any, check: str) -> dict[str, int]:
    """Every row that the check looks at."""
    count = 0
    for model in dict.fromkeys(one.model for one in checks.registered() if one.id == check):
        rows = model._default_manager.order_by("pk")
        total = rows.count()
        for row in rows.iterator(chunk_size=200):
            checks.refresh(row)
            count += 1
            if count % 50 == 0:
                running.progress(min(count, total), total)
    return {"rows": count}
