"""Documents attached to a process, or to something of it such as an activity in its map (C-25, D-4)."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Ends, Model
from processlots.kit.periods import today


class Attachment(Model, Ends):
    """A file or a link. It always hangs on a process; `holder` is the closer thing, where there is one.

    What may hold documents is registered in `processes.holders`, so that this app need not know maps.
    """

    class Kind(models.TextChoices):
        ROUTINE = "routine", _("routine description")
        TEMPLATE = "template", _("template")
        CHECKLIST = "checklist", _("checklist")
        GOVERNING = "governing", _("governing document")
        LINK = "link", _("link")
        OTHER = "other", pgettext_lazy("document", "other")

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="attachments", verbose_name=_("process"))
    holder_type = models.ForeignKey(ContentType, models.PROTECT, null=True, editable=False, related_name="+")
    holder_id = models.BigIntegerField(null=True, editable=False)
    holder = GenericForeignKey("holder_type", "holder_id")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ROUTINE)
    title = models.CharField(_("title"), max_length=200)
    blob = models.ForeignKey("kit.Blob", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("file"))
    filename = models.CharField(_("file"), max_length=200, blank=True, editable=False)
    link = models.CharField(
        _("link"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"], message=_("Write the whole address, beginning with https://."))],
        help_text=_("Where the document lies, if it is kept somewhere else."),
    )
    edition = models.CharField(_("the document's version"), max_length=40, blank=True)
    owner = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="attachments", verbose_name=_("responsible")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    review_on = models.DateField(
        _("to be reviewed"), null=True, blank=True, help_text=_("The responsible is reminded a month before.")
    )

    class Meta:
        verbose_name = _("attached document")
        verbose_name_plural = _("attached documents")
        indexes = [models.Index(fields=["holder_type", "holder_id"], name="processes_document_of")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.blob_id is None and not self.link.strip():
            raise ValidationError({"link": _("Choose a file, or write where the document lies.")})

    @property
    def is_overdue(self) -> bool:
        """True where the day of its review has passed."""
        return self.ended_on is None and self.review_on is not None and self.review_on < today()

    @property
    def url(self) -> str:
        """Where the document itself is: our file, else the link."""
        return f"/dokument/{self.key}/fil/" if self.blob_id else self.link
