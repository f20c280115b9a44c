"""Interfaces: where a process meets another process, a unit or an external party (C-20, R-3, 20.1)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Ends, Model, Numbered
from processlots.kit.periods import today
from processlots.kit.states import Transition


class Interface(Model, Numbered, Ends):
    """The shape of one connection: what is handed over, what each side tells the other, who does what.

    Agreed when everyone has confirmed who shall: the leaders of both processes; towards a unit or an external party the
    process's own leader. A confirmation holds for what was written then: `save` breaks it where that changes.
    """

    prefix = "GS"

    class Formality(models.TextChoices):
        INFORMAL = "informal", _("informal")
        AGREED = "agreed", pgettext_lazy("formality", "agreed")
        REGULATED = "regulated", _("regulated")

    class Works(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("partly")
        NO = "no", _("no")

    class State(models.TextChoices):
        IDENTIFIED = "identified", pgettext_lazy("interface", "identified")
        NEGOTIATED = "negotiated", pgettext_lazy("interface", "being agreed")
        AGREED = "agreed", pgettext_lazy("interface", "agreed")
        FAILING = "failing", pgettext_lazy("interface", "does not work")

    class Side(models.TextChoices):
        """`process` is the one side, the other party the other; neither is more than the other."""

        ONE = "one", _("the one side")
        OTHER = "other", _("the other side")

    transitions = [
        Transition(
            "begin",
            (State.IDENTIFIED,),
            State.NEGOTIATED,
            _("Begin to agree"),
            _("The interface is being agreed."),
        ),
        Transition(
            "confirm",
            (State.IDENTIFIED, State.NEGOTIATED),
            State.NEGOTIATED,  # `save` makes it agreed when nobody is left to confirm
            pgettext_lazy("interface", "Confirm"),
            _("The confirmation is noted."),
            kind="primary",
        ),
        Transition(
            "fails",
            (State.IDENTIFIED, State.NEGOTIATED, State.AGREED),
            State.FAILING,
            _("It does not work"),
            _("It is noted that the interface does not work."),
        ),
        Transition(
            "works_again",
            (State.FAILING,),
            State.NEGOTIATED,
            _("It works again"),
            _("It is noted that the interface works again."),
            kind="primary",
        ),
    ]

    #: what a confirmation holds for
    CONTENT = (
        *("process", "other_process", "unit", "external", "hand_over", "gives", "gives_when", "receives", "receives_when"),
        *("who_does_what", "quality_one", "quality_other", "formality", "agreement"),
    )

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="interfaces", verbose_name=_("process"))
    other_process = models.ForeignKey(
        "processes.Process", models.PROTECT, null=True, blank=True, related_name="interfaces_from_other",
        verbose_name=_("other process"),
    )  # fmt: skip
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, related_name="interfaces",
        verbose_name=_("other unit in the municipality"),
    )  # fmt: skip
    external = models.ForeignKey(
        "processes.ExternalActor", models.PROTECT, null=True, blank=True, related_name="interfaces",
        verbose_name=_("external party"),
    )  # fmt: skip
    hand_over = models.CharField(_("what is handed over"), max_length=200)
    gives = models.TextField(_("what the process tells the other party"), blank=True)
    gives_when = models.CharField(pgettext_lazy("interface", "when it tells"), max_length=200, blank=True)
    receives = models.TextField(_("what the process is told by the other party"), blank=True)
    receives_when = models.CharField(pgettext_lazy("interface", "when it is told"), max_length=200, blank=True)
    who_does_what = models.TextField(_("who does what"), blank=True)
    quality_one = models.TextField(_("what the process answers for"), blank=True, help_text=_("The quality on this side."))
    quality_other = models.TextField(
        _("what the other party answers for"), blank=True, help_text=_("The quality on the other side.")
    )
    formality = models.CharField(_("how formal it is"), max_length=10, choices=Formality.choices, default=Formality.INFORMAL)
    agreement = models.TextField(
        _("agreement"), blank=True, help_text=_("Its text, or where it is. A document can be attached afterwards.")
    )
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    works = models.CharField(_("does it work?"), max_length=6, choices=Works.choices, blank=True)
    made_on = models.DateField(pgettext_lazy("interface", "written"), default=today, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.IDENTIFIED, editable=False)

    class Meta:
        verbose_name = _("interface")
        verbose_name_plural = _("interfaces")
        constraints = [
            models.CheckConstraint(
                name="processes_interface_one_party",
                condition=(
                    models.Q(other_process=None, unit=None)
                    | models.Q(other_process=None, external=None)
                    | models.Q(unit=None, external=None)
                ),
                violation_error_message=_("Choose one other party: a process, a unit or an external party."),
            ),
            models.CheckConstraint(
                name="processes_interface_not_with_itself",
                condition=models.Q(other_process=None) | ~models.Q(other_process=models.F("process")),
                violation_error_message=_("A process has no interface with itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.hand_over

    @property
    def party(self) -> Any:
        """The other party: a process, a unit or an external actor."""
        return self.other_process or self.unit or self.external

    def beside(self, process: Any) -> Any:
        """The party that meets this process."""
        return self.process if self.other_process_id == process.pk else self.party

    def clean(self) -> None:
        chosen = [one for one in (self.other_process_id, self.unit_id, self.external_id) if one]
        if len(chosen) != 1:
            raise ValidationError(_("Choose one other party: a process, a unit or an external party."))

    # ---- Confirming --------------------------------------------------------------------------------------------------

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that confirm. A unit or an external party has no leader here, so one confirmation suffices."""
        return (self.Side.ONE, self.Side.OTHER) if self.other_process_id else (self.Side.ONE,)

    def process_at(self, side: str) -> Any:
        """The process of a side."""
        return self.process if side == self.Side.ONE else self.other_process

    def valid_confirmations(self) -> dict[str, Any]:
        """Side → the confirmation that still holds."""
        if self.pk is None:
            return {}
        return {one.side: one for one in self.confirmations.all() if one.broken_on is None}

    @property
    def waiting(self) -> list[str]:
        """The sides that have not confirmed what is written now."""
        given = self.valid_confirmations()
        return [side for side in self.sides if side not in given]

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            changed = self._changed()
            if changed:
                self.break_confirmations(",".join(changed))
            if self.state in (self.State.NEGOTIATED, self.State.AGREED):
                self.state = self.State.NEGOTIATED if self._unconfirmed() else self.State.AGREED
            super().save(*args, **kwargs)

    def _changed(self) -> list[str]:
        """Fields of the content that say something else than what is stored."""
        if self.pk is None:
            return []
        fields: list[Any] = [self._meta.get_field(name) for name in self.CONTENT]
        names = [field.attname for field in fields]
        kept = type(self).objects.filter(pk=self.pk).values(*names).first() or {}
        return [
            name for name, attribute in zip(self.CONTENT, names, strict=True)
            if attribute in kept and kept[attribute] != getattr(self, attribute)
        ]  # fmt: skip

    def _unconfirmed(self) -> bool:
        held = self.confirmations.filter(broken_on=None).values_list("side", flat=True) if self.pk else ()
        return not set(self.sides) <= set(held)

    def break_confirmations(self, changed: str) -> None:
        """What was confirmed is no longer what stands there. `changed`: names of fields, or "document"."""
        if self.pk is None:
            return
        for one in self.confirmations.filter(broken_on=None):
            one.broken_on, one.broken_by = today(), changed[:300]
            one.save()

    # ---- What the transitions do -------------------------------------------------------------------------------------

    def on_confirm(self, user: Any, **data: Any) -> None:
        """A side's word: see `processes.confirming`."""
        from processlots.apps.processes.parts.confirming import note

        note(self, user, **data)

    def on_fails(self, user: Any, text: str = "", **data: Any) -> None:
        """What does not work is written in the log."""
        from processlots.apps.processes.models.interface_log import InterfaceIssue

        self.works, self.checked_on = self.Works.NO, today()
        InterfaceIssue.objects.create(interface=self, text=text or str(_("It does not work.")), noted_by=user.person)

    def on_works_again(self, user: Any, **data: Any) -> None:
        """It has been looked at."""
        self.works, self.checked_on = self.Works.YES, today()
