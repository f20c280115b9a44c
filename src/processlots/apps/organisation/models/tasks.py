"""What waits for whom (X-8)."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Model
from processlots.kit.periods import today


class TaskQuerySet(models.QuerySet):
    """Tasks of one or many people."""

    def open(self) -> TaskQuerySet:
        """Those that still wait, put off or not."""
        return self.filter(done_on=None)

    def now(self) -> TaskQuerySet:
        """Those that wait today: open and not put off."""
        return self.open().filter(models.Q(snoozed_to=None) | models.Q(snoozed_to__lte=today()))


class Task(Model):
    """A rule's reminder to one person about one row. Made and closed by `tasks.refresh`, never by hand.

    `key` names the rule. The text is kept in both languages, since it is read by people and mailed by the worker.
    `asked_by` is the person who waits for it, if anybody does; `snoozed_to` the day until which the person put it off.
    """

    ending = "personal"

    key = models.CharField(max_length=60)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    person = models.ForeignKey("organisation.Person", models.CASCADE, related_name="tasks", verbose_name=_("responsible"))
    text_sv = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    about = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=300)
    due = models.DateField(_("due"), null=True)
    asked_by = models.ForeignKey(
        "organisation.Person", models.SET_NULL, null=True, related_name="asked_tasks", verbose_name=_("asked by")
    )
    since = models.DateField(_("since"), default=today)
    process = models.BigIntegerField(null=True, db_index=True)
    done_on = models.DateField(_("done"), null=True)
    snoozed_to = models.DateField(_("put off until"), null=True)
    reminded_on = models.DateField(_("reminded"), null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="organisation_task_object"),
            models.Index(fields=["person", "done_on", "due"], name="organisation_task_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "content_type", "object_id", "person"],
                condition=models.Q(done_on=None),
                name="organisation_one_open_task",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """What is to be done, in the reader's language."""
        return self.text_en if (translation.get_language() or "sv").startswith("en") else self.text_sv

    @property
    def late(self) -> bool:
        """True if the day has passed."""
        return self.done_on is None and self.due is not None and self.due < today()
