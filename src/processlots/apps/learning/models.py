"""Courses and who has taken them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Model, Named
from processlots.kit.periods import today


class Course(Model, Named):
    """A course. `for_facilitators` marks those that a facilitator needs (UT-3)."""

    ending = "draft"

    for_facilitators = models.BooleanField(_("needed by facilitators"), default=False)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")


class TrainingRecord(Model):
    """A person has taken a course."""

    ending = "personal"

    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="training", verbose_name=_("person"))
    course = models.ForeignKey(Course, models.PROTECT, related_name="records", verbose_name=_("course"))
    date = models.DateField(_("date"), default=today)

    class Meta:
        verbose_name = _("training record")
        verbose_name_plural = _("training records")
        constraints = [models.UniqueConstraint(fields=["person", "course"], name="learning_course_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"
