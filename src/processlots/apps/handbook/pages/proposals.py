"""Proposals of facilitators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.handbook import comparing
from processlots.apps.handbook.access import ProposalAccess
from processlots.apps.handbook.models import Chapter, Entry, Proposal
from processlots.apps.handbook.prose import prose
from processlots.apps.organisation import tasks
from processlots.apps.organisation.standing import standing
from processlots.kit import access as kit_access
from processlots.kit import asked, tables
from processlots.kit.forms import ReasonForm, VisibleForm
from processlots.kit.pages import Pages, register, url_of


class ProposalForm(VisibleForm):
    """What it is about came with the address and is not chosen here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("entry", "chapter"):
            if name in self.fields:
                self.fields[name].widget = forms.HiddenInput()
                about = self.initial.get(name)
                if about is not None:
                    self.fields["text_sv"].help_text = format_html("{}: {}", _("About"), about)


def _new(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    return rows.filter(state=Proposal.State.NEW)


@register
class ProposalPages(Pages):
    model = Proposal
    path = "handboksforslag"
    api = "handbook-proposals"
    fields = ["entry", "chapter", "text_sv", "text_en", "why"]
    read_only = ["state", "proposed_by", "proposed_on", "answer"]
    columns = [
        tables.Column("about", gettext_lazy("About"), lambda row: str(row.about or ""), related=("entry", "chapter")),
        "proposed_by", "proposed_on", "state",
    ]  # fmt: skip
    filters = ["state"]
    views = [("nya", gettext_lazy("To answer"), _new)]
    ordering = ["-pk"]
    acts = ("list", "add", "detail", "history")
    access = ProposalAccess()
    form_base = ProposalForm
    detail_template = "handbook/told.html"
    transition_forms = {"decline": ReasonForm}

    def crumbs(self, request: HttpRequest, row: Any = None) -> list[tuple[str, str]]:
        return [(_("Handbook"), "/handbok/"), *super().crumbs(request, row)]

    def empty(self) -> str:
        return _("No proposals. A facilitator proposes from the page of a word or a chapter.")

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        """The text as it stands, to be written in."""
        for name, model in (("entry", Entry), ("chapter", Chapter)):
            number = asked.whole(request.GET.get(name, ""))
            row: Any = kit_access.visible(request.user, model).filter(pk=number).first() if number is not None else None
            if row is not None:
                return {name: row, "text_sv": row.text_sv, "text_en": row.text_en}
        return {}

    def after_save(self, request: HttpRequest, row: Any, created: bool) -> None:
        row.proposed_by = standing(request.user).person
        row.save(update_fields=["proposed_by"])
        tasks.refresh(row)

    def after_transition(self, row: Any, verb: str, user: Any) -> None:
        tasks.refresh(row)

    def facts(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        shown: list[tuple[str, Any]] = []
        if row.about is not None:
            shown.append((_("About"), format_html('<a href="{}">{}</a>', url_of(row.about), row.about)))
        return shown + tables.facts(row, ["state", "proposed_by", "proposed_on", "answer"])

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        shown: list[tuple[str, Any]] = [(tables.facts(row, ["why"])[0][0], prose(row.why))] if row.why else []
        before = row.about if row.state == Proposal.State.NEW else None
        for name, label in (("text_sv", _("In Swedish")), ("text_en", _("In English"))):
            text = getattr(row, name)
            if text:
                shown.append((label, told(comparing.pieces(getattr(before, name, "") if before else text, text))))
        return {"told": shown}


_MARKS = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}


def told(pieces: list[comparing.Piece]) -> Any:
    """A comparison as safe HTML."""
    written = format_html_join("", "{}", ((format_html(_MARKS[kind], text),) for kind, text in pieces))
    return format_html('<div class="prose compared">{}</div>', written)


@tasks.task("handbook-proposal", Proposal, title=gettext_lazy("Proposals for the handbook"))
def answer_the_proposal(row: Any) -> Any:
    """Whoever may decide about the handbook's texts is wanted."""
    from processlots.apps.handbook.duties import model_managers

    if row.state == Proposal.State.NEW:
        for person in model_managers():
            yield tasks.Wanted(
                person=person, text=gettext_lazy("Answer a proposal for the handbook"), asked_by=row.proposed_by, about=row
            )
