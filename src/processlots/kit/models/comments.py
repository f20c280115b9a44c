"""Comments on any row that takes them (kit.comments)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models.base import Model
from processlots.kit.periods import today
from processlots.kit.states import Transition


class Comment(Model):
    """What somebody has to say about a row, or an answer to that. `about` and `url` say where it stands.

    `personal`: whoever wrote it may take it back at any time, and a thread is erased a year after it was resolved (X-6).
    The history says that something was written, never what: what came of it stands in the row itself.
    """

    ending = "personal"

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("comment", "open")
        RESOLVED = "resolved", pgettext_lazy("comment", "resolved")

    transitions: ClassVar[list[Transition]] = [
        Transition("resolve", (State.OPEN,), State.RESOLVED, pgettext_lazy("comment", "Mark as resolved"), _("It is resolved.")),
        Transition("reopen", (State.RESOLVED,), State.OPEN, pgettext_lazy("comment", "Open again"), _("It is open again.")),
    ]

    content_type = models.ForeignKey(ContentType, models.PROTECT, editable=False, related_name="+")
    object_id = models.BigIntegerField(editable=False)
    target = GenericForeignKey("content_type", "object_id")
    answers = models.ForeignKey(
        "self", models.CASCADE, null=True, editable=False, related_name="answered_by", verbose_name=_("answers")
    )
    about = models.CharField(pgettext_lazy("comment", "about"), max_length=200, editable=False)
    url = models.CharField(max_length=300, editable=False)
    process = models.BigIntegerField(null=True, db_index=True, editable=False)
    text = models.TextField(_("comment"), max_length=4000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, editable=False, related_name="+", verbose_name=_("mentioned"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    settled_on = models.DateField(pgettext_lazy("comment", "resolved on"), null=True, editable=False)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [models.Index(fields=["content_type", "object_id"], name="kit_comment_about")]

    def __str__(self) -> str:
        # Never the text: this stands in the history too.
        return _t("comment on %(what)s") % {"what": self.about}

    @property
    def author(self) -> str:
        """Who wrote it, as people say it."""
        return self.written_by.get_full_name() if self.written_by is not None else ""

    @property
    def is_open(self) -> bool:
        """True for what still waits for somebody."""
        return self.state == self.State.OPEN

    def trail(self) -> tuple[int | None, int | None]:
        """The process that it is about."""
        return self.process, None

    def on_resolve(self, user: Any, **data: Any) -> None:
        """Settled today."""
        self.settled_on = today()

    def on_reopen(self, user: Any, **data: Any) -> None:
        """Not settled after all."""
        self.settled_on = None

    def end(self, reason: str = "") -> None:
        """Take it back. Where others have answered, their words stay and it is only seen that something stood here."""
        if not self.answered_by.exists():
            self.delete()
            return
        self.text, self.written_by = "", None
        self.save()
        self.mentioned.clear()
