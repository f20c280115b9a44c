"""The register of decisions (X-7): read, filtered, exported, corrected by a new one; never edited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.organisation import frame
from processlots.apps.organisation.forums.access import DecisionAccess
from processlots.apps.organisation.models import Decision
from processlots.apps.organisation.standing import standing
from processlots.kit import access, documents, filters, tables
from processlots.kit.pages import Pages, register, url_of
from processlots.kit.periods import today
from processlots.kit.search import SearchFields
from processlots.kit.tables import Column, written

#: decisions in one workbook at the most
MOST = 20_000

frame.room(40, gettext_lazy("Decisions"), "/beslut/")


class DecisionFilter(filters.FilterForm):
    """Forum and person, and besides the year and the diary number."""

    def __init__(self, declared: Pages, data: Any, *, user: Any) -> None:
        super().__init__(declared, data, user=user)
        this = today().year
        years = [("", _("All")), *((str(year), str(year)) for year in range(this, this - 30, -1))]
        small = {"class": "form-select form-select-sm"}
        self.fields["ar"] = forms.ChoiceField(choices=years, required=False, label=_("Year"), widget=forms.Select(attrs=small))
        self.fields["diarienummer"] = forms.CharField(
            label=_("Diary number"), required=False, max_length=60,
            widget=forms.TextInput(attrs={"class": "form-control form-control-sm"}),
        )  # fmt: skip
        self.full_clean()  # again, with these two
        self.active = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    def own(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """What the stock filter has left, of the year and with the diary number."""
        if "ar" in self.active:
            rows = rows.filter(date__year=int(self.active["ar"]))
        if "diarienummer" in self.active:
            rows = rows.filter(diary_number=str(self.active["diarienummer"]).strip())
        return rows


class DecisionList(frame.RoomList):
    """The register, with its own filters and the workbook."""

    def rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().rows(request)
        self.filter = DecisionFilter(self.pages, request.GET, user=request.user)
        return self.filter.own(rows)

    def workbook(self, rows: models.QuerySet[Any]) -> bytes:
        """X-7: everything that a decision is registered with, to be archived."""
        head = [_("Number"), _("Date"), _("Decision"), _("Decided by"), _("Capacity or delegation"), _("Forum"), _("Paragraph"),
                _("Diary number"), _("To be followed up"), _("Corrects")]  # fmt: skip
        lines = [
            [row.label, row.date, row.text, str(row.by), row.capacity, str(row.forum or ""), row.section, row.diary_number,
             row.follow_up, row.corrects.label if row.corrects else ""]
            for row in rows.select_related("by", "forum", "corrects")[:MOST]
        ]  # fmt: skip
        return documents.xlsx(head, lines, self.pages.plural)


def mine(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """What the person has decided."""
    person = standing(user).person
    return rows.filter(by=person) if person is not None else rows.none()


def in_my_forums(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """What was decided where the person sits."""
    return rows.filter(forum__in=standing(user).of("member", "forum"))


@register
class DecisionPages(Pages):
    model = Decision
    path = "beslut"
    api = "decisions"
    read_only = ["text", "date", "by", "capacity", "forum", "paragraph", "diary_number", "follow_up", "restricted", "corrects"]
    columns = [
        "text",
        Column("number", gettext_lazy("Number"), lambda row: row.label, sort="number", css="nowrap"),
        "date",
        "by",
        "forum",
        Column("section", gettext_lazy("Paragraph"), lambda row: row.section, css="nowrap"),
        "diary_number",
    ]
    filters = ["forum", "by"]
    views = [
        ("mina-forum", gettext_lazy("Where I sit"), in_my_forums),
        ("mina", gettext_lazy("Decided by me"), mine),
    ]
    ordering = ["-date", "-number"]
    acts = ("list", "detail")
    access = DecisionAccess()
    list_template = "organisation/list.html"
    view_classes = {"list": DecisionList}
    search = SearchFields("text", ["diary_number", "capacity"])

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        names = ["date", "by", "capacity", "forum"]
        made = tables.facts(row, names)
        made += [(_("Paragraph"), row.section), (_("Diary number"), row.diary_number)]
        made.append((_("To be followed up"), written(row.follow_up)))
        made.append((_("Who may read it"), _("Only the members") if row.restricted else ""))
        return [(label, value) for label, value in made if value]

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[Any, str, str]]:
        if row.corrected_by.exists() or not access.may(request.user, "correct", row):
            return []
        return [(_("Correct the decision"), f"{url_of(row)}ratta/", "plain")]
