"""What facilitators propose about the handbook's texts, and what became of it (4.4: facilitator P, model manager E/D)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.handbook.models.books import Chapter
from processlots.apps.handbook.models.entries import Entry
from processlots.kit.models import Model
from processlots.kit.periods import today
from processlots.kit.states import Refused, Transition


class Proposal(Model):
    """A proposed wording of a term, a guidance or a chapter. Accepted, it is put in; whoever proposed it gets an answer."""

    ending = "retained"

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("proposal", "new")
        ACCEPTED = "accepted", pgettext_lazy("proposal", "put in")
        DECLINED = "declined", pgettext_lazy("proposal", "declined")

    transitions = [
        Transition("accept", (State.NEW,), State.ACCEPTED, _("Put it in"), _("The proposal is put in."), kind="primary"),
        Transition("decline", (State.NEW,), State.DECLINED, pgettext_lazy("proposal", "Decline"), _("The proposal is declined.")),
    ]

    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("handbook entry")
    )
    chapter = models.ForeignKey(
        Chapter, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("chapter")
    )
    text_sv = models.TextField(_("proposed text in Swedish"))
    text_en = models.TextField(_("proposed text in English"), blank=True)
    why = models.TextField(_("why"), help_text=_("What is unclear or missing today?"))
    proposed_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("proposed by")
    )
    proposed_on = models.DateField(_("proposed"), default=today, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW, editable=False)
    answer = models.CharField(pgettext_lazy("feedback", "answer"), max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("proposal for the handbook")
        verbose_name_plural = _("proposals for the handbook")

    def __str__(self) -> str:
        return str(_("Proposal: %(about)s") % {"about": self.about or "–"})

    @property
    def about(self) -> Entry | Chapter | None:
        """The text it is about."""
        return self.entry or self.chapter

    def clean(self) -> None:
        """One text, and one that can be changed."""
        if (self.entry_id is None) == (self.chapter_id is None):
            raise ValidationError(_("Propose from the page of the text that you want changed."))
        if self.chapter is not None and self.chapter.edition.fixed:
            raise ValidationError(_("The version is adopted and is not changed. Propose in the draft of the next version."))

    def on_accept(self, user: Any, **data: Any) -> None:
        """The text is changed as proposed."""
        about = self.about
        if about is None or (isinstance(about, Chapter) and about.edition.fixed):
            raise Refused(str(_("The version is adopted and is not changed. Propose in the draft of the next version.")))
        about.text_sv = self.text_sv
        about.text_en = self.text_en or about.text_en
        about.save()

    def on_decline(self, user: Any, reason: str = "", **data: Any) -> None:
        """With a word to whoever proposed it."""
        self.answer = reason
