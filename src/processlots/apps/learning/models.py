"""Courses, when they are held, who signs up and who has taken them (UT-1 … UT-6)."""

from __future__ import annotations

import calendar
import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model, Named
from processlots.kit.periods import today
from processlots.kit.states import Transition


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the month's last."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class Course(Model, Named):
    """A course. A facilitator needs what UT-1 and UT-2 name, and besides every course marked `for_facilitators` (UT-3)."""

    ending = "draft"

    #: UT-1 in both its parts, the second in theory and practice; and UT-2
    PARTS = ("covers_method", "covers_theory", "covers_practice", "covers_risk")

    for_facilitators = models.BooleanField(_("needed by facilitators"), default=False)
    covers_method = models.BooleanField(_("teaches the mapping method"), default=False)
    covers_theory = models.BooleanField(_("teaches documentation in theory: rules, symbols, structure"), default=False)
    covers_practice = models.BooleanField(_("teaches documentation in practice: the drawing program"), default=False)
    covers_risk = models.BooleanField(_("teaches the risk analysis method"), default=False)
    for_owners = models.BooleanField(_("orientation for new owners and leaders"), default=False)
    for_groups = models.BooleanField(_("presentation for management groups"), default=False)
    audience = models.CharField(_("whom it is for"), max_length=200, blank=True)
    valid_months = models.PositiveSmallIntegerField(
        _("valid for so many months"),
        null=True,
        blank=True,
        help_text=_("Leave it empty where it does not have to be taken again."),
    )
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @property
    def needed(self) -> bool:
        """True where a facilitator needs it."""
        return self.for_facilitators or any(getattr(self, name) for name in self.PARTS)


class Occasion(Model):
    """A course is held: when, where and for how many; perhaps for a management group (UT-5, UT-6)."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("occasion", "planned")
        HELD = "held", pgettext_lazy("occasion", "held")
        CANCELLED = "cancelled", pgettext_lazy("occasion", "cancelled")

    transitions = [
        Transition("cancel", (State.PLANNED,), State.CANCELLED, _("Cancel the occasion"), _("The occasion is cancelled.")),
    ]

    course = models.ForeignKey(Course, models.PROTECT, related_name="occasions", verbose_name=_("course"))
    date = models.DateField(_("date"))
    last_date = models.DateField(_("last day"), null=True, blank=True)
    time = models.CharField(_("time"), max_length=60, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    teacher = models.CharField(_("held by"), max_length=200, blank=True, help_text=_("A person or a company."))
    forum = models.ForeignKey(
        "organisation.Forum", models.PROTECT, null=True, blank=True, related_name="occasions", verbose_name=_("management group"),
        help_text=_("Where it is held for a group, before its inventory."),
    )  # fmt: skip
    state = models.CharField(
        pgettext_lazy("occasion", "state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False
    )
    ended_on = models.DateField(pgettext_lazy("occasion", "cancelled"), null=True, editable=False)
    ended_reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("course occasion")
        verbose_name_plural = _("course occasions")
        constraints = [
            models.CheckConstraint(
                name="learning_occasion_in_order",
                condition=models.Q(last_date=None) | models.Q(last_date__gte=models.F("date")),
                violation_error_message=_("The end comes before the beginning. Change one of the dates."),
            )
        ]

    def __str__(self) -> str:
        from processlots.kit.tables import written

        return f"{self.course}, {written(self.date)}"

    @property
    def open(self) -> bool:
        """True while one may sign up: it is planned, and has not begun."""
        return self.state == self.State.PLANNED and self.date >= today()

    def on_cancel(self, user: Any, reason: str = "", **data: Any) -> None:
        """It is not held; those who signed up are told by its page."""
        self.ended_on, self.ended_reason = today(), reason


class SignUp(Model):
    """A person wants to take part."""

    ending = "personal"

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="signups", verbose_name=_("course occasion"))
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        constraints = [models.UniqueConstraint(fields=["occasion", "person"], name="learning_signed_up_once")]

    def __str__(self) -> str:
        return _now("%(person)s, %(occasion)s") % {"person": self.person, "occasion": self.occasion}


class TrainingRecord(Model):
    """A person has taken a course, on a day, with a result. It counts while it is passed and valid."""

    ending = "personal"

    class Result(models.TextChoices):
        PASSED = "passed", pgettext_lazy("course", "passed")
        NOT_PASSED = "not_passed", pgettext_lazy("course", "not passed")

    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="training", verbose_name=_("person"))
    course = models.ForeignKey(Course, models.PROTECT, related_name="records", verbose_name=_("course"))
    date = models.DateField(_("date"), default=today)
    result = models.CharField(_("result"), max_length=10, choices=Result.choices, default=Result.PASSED)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Leave it empty and the course's own time counts, where it has one.")
    )
    occasion = models.ForeignKey(
        Occasion, models.PROTECT, null=True, blank=True, related_name="records", verbose_name=_("course occasion"), editable=False
    )

    class Meta:
        verbose_name = _("training record")
        verbose_name_plural = _("training records")
        constraints = [
            models.UniqueConstraint(fields=["person", "course", "date"], name="learning_course_once_a_day"),
            models.CheckConstraint(
                name="learning_valid_after_it_was_taken",
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("date")),
                violation_error_message=_("It cannot stop to be valid before it was taken. Change one of the dates."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.valid_until is None and self.course.valid_months:
            self.valid_until = months_after(self.date, self.course.valid_months)
        super().save(*args, **kwargs)

    def holds(self, day: datetime.date) -> bool:
        """True if it counts on the day."""
        return self.result == self.Result.PASSED and self.date <= day and (self.valid_until is None or day <= self.valid_until)
