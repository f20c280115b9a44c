"""Requests for resources (T-3, RES-2, RES-3)."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.kit.models import Model, Numbered
from processlots.kit.periods import today
from processlots.kit.states import Refused, Transition


def manager_of(unit: Unit) -> Person | None:
    """Who manages the unit, or the nearest one above that has a manager: its resource owner (R-6)."""
    rows = Appointment.objects.at().filter(
        role=Appointment.Role.MANAGER, scope_type__model="unit", scope_id__in=unit.ancestor_ids(),
        state__in=Appointment.IN_FORCE,
    )  # fmt: skip
    by_unit = {one.scope_id: one.person for one in rows.select_related("person").order_by("-pk")}
    return next((by_unit[pk] for pk in reversed(unit.ancestor_ids()) if pk in by_unit), None)


class ResourceRequest(Model, Numbered):
    """A process asks one resource owner for people or equipment; what is asked for stands in its needs.

    Who needs resources of two resource owners writes two requests: each answers for the own.
    """

    ending = "retained"
    prefix = "RB"

    class State(models.TextChoices):
        """RES-3."""

        DRAFT = "draft", pgettext_lazy("resources", "draft")
        SENT = "sent", pgettext_lazy("resources", "sent")
        DIALOGUE = "dialogue", pgettext_lazy("resources", "being talked over")
        GRANTED = "granted", pgettext_lazy("resources", "granted")
        PARTLY = "partly", pgettext_lazy("resources", "partly granted")
        DECLINED = "declined", pgettext_lazy("resources", "declined")
        LIFTED = "lifted", pgettext_lazy("resources", "lifted to the management group")
        CLOSED = "closed", pgettext_lazy("resources", "closed")

    #: the resource owner has something left to say
    WAITING = (State.SENT, State.DIALOGUE)
    ANSWERED = (State.GRANTED, State.PARTLY, State.DECLINED)
    _ANSWERABLE = (*WAITING, *ANSWERED)

    transitions = [
        Transition(
            "send", (State.DRAFT,), State.SENT, _("Send to the resource owner"), _("The request is sent."), kind="primary"
        ),
        Transition("agree", (State.DRAFT,), State.GRANTED, _("Note an oral agreement"), _("The oral agreement is noted.")),
        Transition("discuss", (State.SENT,), State.DIALOGUE, _("Talk it over"), _("It is being talked over.")),
        Transition("grant", _ANSWERABLE, State.GRANTED, _("Grant all of it"), _("The request is granted.")),
        Transition("grant_partly", _ANSWERABLE, State.PARTLY, _("Grant a part"), _("The request is partly granted.")),
        Transition("decline", _ANSWERABLE, State.DECLINED, _("Decline"), _("The request is declined.")),
        Transition(
            "lift", (*WAITING, State.GRANTED, State.PARTLY), State.LIFTED, _("Lift to the management group"),
            _("It is lifted to the management group."),
        ),
        Transition(
            "prioritise", (State.LIFTED,), State.DIALOGUE, _("Decide the priority"),
            _("The priority is decided. The resource owner answers by it."),
        ),
        Transition("close", (*ANSWERED, *WAITING, State.DRAFT), State.CLOSED, _("Close"), _("The request is closed.")),
    ]  # fmt: skip

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="resource_requests", verbose_name=_("process"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="resource_requests", verbose_name=_("unit that has the resource")
    )
    resource_owner = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="resource_requests",
        verbose_name=_("resource owner"), help_text=_("Leave it empty for the unit's manager."),
    )  # fmt: skip
    background = models.TextField(_("background"), blank=True)
    answer_by = models.DateField(_("answer wanted by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    requested_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("requested by")
    )
    sent_on = models.DateField(_("sent"), null=True, editable=False)
    answered_on = models.DateField(_("answered"), null=True, editable=False)
    oral_on = models.DateField(_("oral agreement of"), null=True, editable=False)
    oral_parties = models.CharField(_("between"), max_length=300, blank=True, editable=False)
    oral_content = models.TextField(_("agreed"), blank=True, editable=False)
    decision = models.ForeignKey(
        "organisation.Decision", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("priority decided")
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    closed_on = models.DateField(_("closed"), null=True, editable=False)

    class Meta:
        verbose_name = _("request for resources")
        verbose_name_plural = _("requests for resources")

    def __str__(self) -> str:
        return _now("Resources for %(process)s") % {"process": self.process}

    def clean(self) -> None:
        if self.resource_owner_id is None and self.unit_id is not None:
            self.resource_owner = manager_of(self.unit)
            if self.resource_owner is None:
                said = _("Nobody manages %(unit)s, nor anything above it. Choose who answers for the resource.")
                raise ValidationError({"resource_owner": said % {"unit": self.unit}})

    @property
    def open(self) -> bool:
        """True until it is closed."""
        return self.state != self.State.CLOSED

    def on_send(self, user: Any, **data: Any) -> None:
        """It must say what is asked for, and of whom."""
        if not self.needs.exists():
            raise Refused(_now("The request asks for nothing yet. Add what is needed first."))
        if self.resource_owner_id is None:
            raise Refused(_now("Choose the resource owner first."))
        self.requested_by, self.sent_on = user.person, today()

    def on_agree(
        self, user: Any, oral_on: datetime.date | None = None, parties: str = "", content: str = "", **data: Any
    ) -> None:
        """RES-2: an oral agreement, as a record of date, parties and content."""
        from processlots.apps.resources import answering

        if oral_on is not None and oral_on > today():
            raise Refused(_now("The agreement cannot lie ahead. Choose today or an earlier day."))
        self.oral_on, self.oral_parties, self.oral_content = oral_on or today(), parties, content
        self.requested_by, self.sent_on = user.person, self.oral_on
        answering.grant_all(self)

    def on_grant(self, user: Any, **data: Any) -> None:
        """What is not answered yet is granted as asked."""
        from processlots.apps.resources import answering

        answering.grant_all(self)

    def on_grant_partly(self, user: Any, **data: Any) -> None:
        """Each need says what it got."""
        from processlots.apps.resources import answering

        answering.demand_partly(self)

    def on_decline(self, user: Any, reason: str = "", **data: Any) -> None:
        """Nothing of it, and why."""
        from processlots.apps.resources import answering

        answering.decline_all(self)
        self.reason = reason

    def on_lift(self, user: Any, reason: str = "", forum: Any = None, **data: Any) -> None:
        """RES-4: the management group prioritises."""
        from processlots.apps.resources import lifting

        self.reason = reason
        lifting.lift(self, user, forum)

    def on_prioritise(self, user: Any, text: str = "", **data: Any) -> None:
        """The responsible manager's decision, about every request that the conflict is between."""
        from processlots.apps.resources import lifting

        self.decision = lifting.decide(self, user, text)

    def on_close(self, user: Any, reason: str = "", **data: Any) -> None:
        """Over, or taken back."""
        self.reason, self.closed_on = reason, today()
