"""What readers say of a page (W-1): was it of use, and what is missing."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model
from processlots.kit.periods import today
from processlots.kit.states import Transition


class PageFeedback(Model):
    """Yes or no, and in words, about one page as it stood.

    `personal`: who gave it and what was written are erased a year after it was settled (X-6); yes, no and the page stay
    for the statistics.
    """

    ending = "personal"

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("feedback", "new")
        TAKEN = "taken", pgettext_lazy("feedback", "being dealt with")
        ANSWERED = "answered", pgettext_lazy("feedback", "answered")
        DISMISSED = "dismissed", pgettext_lazy("feedback", "put aside")

    SETTLED = (State.ANSWERED, State.DISMISSED)

    transitions = [
        Transition("take", (State.NEW,), State.TAKEN, _("Deal with it"), _("It is being dealt with."), kind="primary"),
        Transition("answer", (State.NEW, State.TAKEN), State.ANSWERED, pgettext_lazy("feedback", "Answer"), _("It is answered.")),
        Transition("dismiss", (State.NEW, State.TAKEN), State.DISMISSED, _("Put it aside"), _("It is put aside.")),
        Transition("reopen", SETTLED, State.TAKEN, _("Take it up again"), _("It is being dealt with again.")),
    ]

    page = models.CharField(pgettext_lazy("feedback", "page"), max_length=300, db_index=True)
    page_title = models.CharField(_("title of the page"), max_length=200)
    page_version = models.CharField(_("version of the page"), max_length=40, blank=True)
    useful = models.BooleanField(_("of use"), default=False)
    text = models.TextField(_("in own words"), blank=True)
    given_by = models.ForeignKey(
        "organisation.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("given by")
    )
    given_on = models.DateField(_("given"), default=today)
    language = models.CharField(_("language"), max_length=5, default="sv")
    process = models.BigIntegerField(null=True, db_index=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW, editable=False)
    answer = models.TextField(pgettext_lazy("feedback", "answer"), blank=True, editable=False)
    settled_on = models.DateField(_("settled"), null=True, editable=False)
    forgotten_on = models.DateField(_("erased"), null=True, editable=False)

    class Meta:
        verbose_name = _("feedback on a page")
        verbose_name_plural = _("feedback on pages")

    def __str__(self) -> str:
        return self.page_title

    def trail(self) -> tuple[int | None, int | None]:
        """The process that the page is about."""
        return self.process, None

    def on_answer(self, user: Any, answer: str = "", **data: Any) -> None:
        """An answer to whoever gave it, and to those who read it later."""
        self.answer, self.settled_on = answer, today()

    def on_dismiss(self, user: Any, reason: str = "", **data: Any) -> None:
        """Nothing is done, and why."""
        self.answer, self.settled_on = reason, today()

    def on_reopen(self, user: Any, **data: Any) -> None:
        """Not settled after all."""
        self.settled_on = None
