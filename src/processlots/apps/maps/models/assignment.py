"""Mapping assignments (T-8, M-KART-3, 20.1): ordered, asked about, agreed by both sides, carried out, reported, closed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.maps.models.map import Line
from processlots.apps.organisation.models import Appointment, Consent
from processlots.kit.models import Model, Numbered
from processlots.kit.periods import today
from processlots.kit.states import Refused, Transition

#: what must be written before anybody can agree to it: the four that the seeds name, and what it shall lead to
DESCRIPTION = ("background", "purpose", "scope", "delimitation", "outcome")
#: the control questions (T-8): field → the question
QUESTIONS: dict[str, Any] = {
    "is_process": _("Is it a process and not a one-off effort?"),
    "who_receives": _("Who is the recipient?"),
    "bounds": _("Where does the process begin and end?"),
    "why_now": _("Why now?"),
    "use": _("What is the map to be used for?"),
    "who_must": _("Who must be there?"),
    "left_out": _("What is not included?"),
}


class MappingAssignment(Model, Numbered):
    """An order of a process mapping, from the first word to the report that the owner has received.

    The consents of orderer and facilitator are rows; to change what both agreed to, it is taken up again.
    """

    ending = "retained"
    prefix = "KU"

    class State(models.TextChoices):
        ORDERED = "ordered", pgettext_lazy("mapping", "ordered")
        QUESTIONS = "questions", pgettext_lazy("mapping", "control questions")
        AGREED = "agreed", pgettext_lazy("mapping", "agreed")
        UNDER_WAY = "under_way", pgettext_lazy("mapping", "under way")
        REPORTED = "reported", pgettext_lazy("mapping", "reported")
        CLOSED = "closed", pgettext_lazy("mapping", "closed")
        WITHDRAWN = "withdrawn", pgettext_lazy("mapping", "withdrawn")

    class Phase(models.TextChoices):
        """M-KART-4, in its order."""

        ASSIGNMENT = "assignment", pgettext_lazy("phase", "assignment")
        PREPARATION = "preparation", pgettext_lazy("phase", "preparation")
        OVERVIEW = "overview", pgettext_lazy("phase", "workshop: the whole")
        DETAIL = "detail", pgettext_lazy("phase", "workshop: the details")
        PROBLEMS = "problems", pgettext_lazy("phase", "problems and good ideas")
        ANALYSIS = "analysis", pgettext_lazy("phase", "analysis")
        DOCUMENTATION = "documentation", pgettext_lazy("phase", "documentation")
        CONFIRMATION = "confirmation", pgettext_lazy("phase", "the group confirms")
        REPORT = "report", pgettext_lazy("phase", "report")
        HANDOVER = "handover", pgettext_lazy("phase", "handing over")

    OPEN = (State.ORDERED, State.QUESTIONS, State.AGREED, State.UNDER_WAY, State.REPORTED)
    #: both sides stand behind it, or did when it was carried out
    BEGUN = (State.UNDER_WAY, State.REPORTED, State.CLOSED)

    transitions = [
        Transition("accept", (State.ORDERED,), State.QUESTIONS, _("Take on the order"),
                   _("You have taken on the order. Ask the control questions and write the assignment."), kind="primary"),
        Transition("propose", (State.QUESTIONS,), State.QUESTIONS, _("Agree and send to the orderer"),
                   _("You have agreed. It waits for the orderer."), kind="primary"),
        Transition("agree", (State.QUESTIONS,), State.AGREED, _("Agree to the assignment"),
                   _("Both sides have agreed to the assignment."), kind="primary"),
        Transition("begin", (State.ORDERED, State.QUESTIONS, State.AGREED), State.UNDER_WAY, _("Begin the mapping"),
                   _("The mapping is under way.")),
        Transition("advance", (State.UNDER_WAY,), State.UNDER_WAY, _("Go to another phase"), _("The phase is noted.")),
        Transition("report", (State.UNDER_WAY,), State.REPORTED, _("Hand over the report"),
                   _("The report is handed over to the owner."), kind="primary"),
        Transition("close", (State.REPORTED,), State.CLOSED, _("Receive the report and close"),
                   _("The report is received and the assignment is closed."), kind="primary"),
        Transition("send_back", (State.REPORTED,), State.UNDER_WAY, _("Send back"), _("It is sent back to the facilitator.")),
        Transition("take_up", (State.AGREED,), State.QUESTIONS, _("Take it up again"),
                   _("It can be written again. Both sides agree anew.")),
        Transition("withdraw", (State.ORDERED, State.QUESTIONS, State.AGREED, State.UNDER_WAY), State.WITHDRAWN,
                   _("Withdraw"), _("The order is withdrawn.")),
    ]  # fmt: skip

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="mappings", verbose_name=_("process"))
    when = models.CharField(_("what is mapped"), max_length=8, choices=Line.When.choices, default=Line.When.TODAY)
    orderer = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("ordered by")
    )
    facilitator = models.ForeignKey(
        "organisation.Person", models.PROTECT, related_name="mappings", verbose_name=_("process facilitator")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ORDERED, editable=False)
    phase = models.CharField(_("phase"), max_length=14, choices=Phase.choices, default=Phase.ASSIGNMENT, editable=False)
    background = models.TextField(_("background"), blank=True)
    purpose = models.TextField(_("purpose of the mapping"), blank=True)
    scope = models.TextField(_("scope"), blank=True)
    delimitation = models.TextField(_("what is left out"), blank=True)
    outcome = models.TextField(_("what it shall lead to"), blank=True)
    focus = models.TextField(_("focus"), blank=True, help_text=_("For how we want to do it: what the new way is to give."))
    goals = models.TextField(_("goals, values and effects"), blank=True)
    overview = models.BooleanField(_("an overview map"), default=True)
    detailed = models.BooleanField(_("detailed maps"), default=True)
    analyses = models.TextField(_("analyses to make"), blank=True, help_text=_("For example lead time, risk or requirements."))
    sources = models.TextField(_("background material"), blank=True)
    schedule = models.TextField(_("timetable"), blank=True)
    deliverables = models.TextField(_("what is delivered, and in which form"), blank=True)
    confirmed_by = models.CharField(_("who confirms the content"), max_length=300, blank=True)
    report_to = models.CharField(_("the report goes to"), max_length=300, blank=True)
    risks = models.TextField(_("risks and conditions"), blank=True)
    diary_number = models.CharField(_("diary number"), max_length=60, blank=True)
    is_process = models.TextField(QUESTIONS["is_process"], blank=True)
    who_receives = models.TextField(QUESTIONS["who_receives"], blank=True)
    bounds = models.TextField(QUESTIONS["bounds"], blank=True)
    why_now = models.TextField(QUESTIONS["why_now"], blank=True)
    use = models.TextField(QUESTIONS["use"], blank=True)
    who_must = models.TextField(QUESTIONS["who_must"], blank=True)
    left_out = models.TextField(QUESTIONS["left_out"], blank=True)
    dots = models.PositiveSmallIntegerField(
        _("votes to each person"), default=5, help_text=_("On problems and good ideas. 1 gives each person one vote.")
    )
    ordered_on = models.DateField(_("ordered"), default=today, editable=False)
    begun_on = models.DateField(_("begun"), null=True, editable=False)
    reported_on = models.DateField(_("handed over"), null=True, editable=False)
    received_on = models.DateField(_("received"), null=True, editable=False)
    received_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("received by")
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("mapping assignment")
        verbose_name_plural = _("mapping assignments")
        constraints = [
            models.CheckConstraint(
                name="maps_assignment_votes",
                condition=models.Q(dots__gte=1, dots__lte=20),
                violation_error_message=_("Write a number from 1 to 20."),
            )
        ]

    def __str__(self) -> str:
        said = _now("Mapping of %(process)s, today") if self.when == Line.When.TODAY else _now("Mapping of %(process)s, tomorrow")
        return said % {"process": self.process}

    def clean(self) -> None:
        if self.facilitator_id is not None and self._is_chosen_now() and not self._trained():
            said = _now("%(person)s is no active process facilitator. Choose one from the list.")
            raise ValidationError({"facilitator": said % {"person": self.facilitator}})
        if self.when == Line.When.TOMORROW and not self.focus.strip():
            raise ValidationError(
                {"focus": _now("Write what the new way is to give: less waiting, fewer errors, simpler for whom?")}
            )

    def _is_chosen_now(self) -> bool:
        """True for an order that is new, or goes to another; who lost the training meanwhile is told of where it is taken on."""
        known = MappingAssignment.objects.filter(pk=self.pk).values_list("facilitator", flat=True).first()
        return known != self.facilitator_id

    def _trained(self) -> bool:
        rows = Appointment.objects.at().filter(role=Appointment.Role.FACILITATOR, state__in=Appointment.IN_FORCE)
        return rows.filter(person=self.facilitator_id).exists()

    def consent_of(self, side: str) -> MappingConsent | None:
        """The word of one side, if it is given."""
        return next((one for one in self.consents.all() if one.side == side), None)

    @property
    def agreed(self) -> bool:
        """True where both sides have agreed (M-KART-3)."""
        return {one.side for one in self.consents.all()} == set(MappingConsent.Side.values)

    # ---- What the transitions do ----

    def on_accept(self, user: Any, **data: Any) -> None:
        """The facilitator who takes it on is the one who carries it out."""
        self.facilitator = user.person

    def on_propose(self, user: Any, **data: Any) -> None:
        """The facilitator stands behind what is written. Raises Refused where it is not written."""
        missing = [str(self._meta.get_field(name).verbose_name) for name in DESCRIPTION if not getattr(self, name).strip()]  # type: ignore[union-attr]
        if missing:
            raise Refused(
                _now("Write this first: %(what)s. Then both sides know what they agree to.") % {"what": ", ".join(missing)}
            )
        MappingConsent.give(self, MappingConsent.Side.FACILITATOR, user.person, user.person)

    def on_agree(self, user: Any, manner: str = "", **data: Any) -> None:
        """The orderer agrees, or the facilitator notes that the orderer has. Raises Refused before the facilitator agrees."""
        if self.consent_of(MappingConsent.Side.FACILITATOR) is None:
            raise Refused(_now("The facilitator agrees first, when the assignment is written."))
        own = self.orders(user.person)
        MappingConsent.give(
            self, MappingConsent.Side.ORDERER, user.person if own else (self.orderer or self.process.owner), user.person,
            Consent.Manner.OWN if own else manner or Consent.Manner.ORAL,
        )  # fmt: skip

    def orders(self, person: Any) -> bool:
        """True for who may speak for the orderer: the one who ordered, the owner, and the leader."""
        if person is None:
            return False
        return person.pk in {self.orderer_id, self.process.owner_id, self.process.leader_id}

    def on_begin(self, user: Any, **data: Any) -> None:
        """It begins, agreed or not; V-55 tells of what is not."""
        self.begun_on, self.phase = today(), self.Phase.PREPARATION

    def on_advance(self, user: Any, phase: str = "", **data: Any) -> None:
        """Say which phase it is in."""
        self.phase = phase or self.phase

    def on_report(self, user: Any, **data: Any) -> None:
        """Hand it over. Raises Refused where the report is not written (M-KART-2)."""
        if not hasattr(self, "mapping_report"):
            raise Refused(_now("The report is not written yet. Write it first; it begins with what is known."))
        empty = self.mapping_report.empty()
        if empty:
            raise Refused(_now("The report says nothing under: %(what)s.") % {"what": ", ".join(empty)})
        self.reported_on, self.phase = today(), self.Phase.HANDOVER

    def on_close(self, user: Any, **data: Any) -> None:
        """The owner has received it (M-KART-10)."""
        self.received_on, self.received_by = today(), user.person

    def on_send_back(self, user: Any, reason: str = "", **data: Any) -> None:
        """Something is missing; the reason says what."""
        self.reported_on, self.phase, self.reason = None, self.Phase.REPORT, reason

    def on_take_up(self, user: Any, **data: Any) -> None:
        """What was agreed holds no longer; the history keeps it."""
        for one in self.consents.all():
            one.delete()

    def on_withdraw(self, user: Any, reason: str = "", **data: Any) -> None:
        """Say why nothing comes of it."""
        self.reason = reason


class MappingConsent(Model):
    """One side's word (T-8): given by the person, or registered on the person's behalf, marked so."""

    ending = "part"

    class Side(models.TextChoices):
        ORDERER = "orderer", _("the orderer")
        FACILITATOR = "facilitator", _("the facilitator")

    assignment = models.ForeignKey(MappingAssignment, models.CASCADE, related_name="consents")
    side = models.CharField(_("side"), max_length=12, choices=Side.choices)
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    manner = models.CharField(_("manner"), max_length=10, choices=Consent.Manner.choices, default=Consent.Manner.OWN)
    registered_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("registered by"))
    date = models.DateField(_("date"))

    class Meta:
        verbose_name = _("consent to the mapping")
        verbose_name_plural = _("consents to the mapping")
        constraints = [models.UniqueConstraint(fields=["assignment", "side"], name="maps_consent_once")]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.person}"

    def trail(self) -> tuple[int | None, int | None]:
        return self.assignment.process_id, None

    @classmethod
    def give(cls, row: MappingAssignment, side: str, person: Any, by: Any, manner: str = Consent.Manner.OWN) -> None:
        """Note the word of a side, in place of an earlier one."""
        for one in row.consents.filter(side=side):
            one.delete()
        cls.objects.create(assignment=row, side=side, person=person, registered_by=by, manner=manner, date=today())


class MappingParticipant(Model):
    """One of the mapping group, which answers for the content and confirms it (M-KART-9)."""

    ending = "draft"

    assignment = models.ForeignKey(MappingAssignment, models.CASCADE, related_name="participants")
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=200, blank=True, help_text=_("Only for somebody without a login."))
    role = models.CharField(pgettext_lazy("mapping", "role"), max_length=200, blank=True)
    watches = models.BooleanField(_("takes part without confirming"), default=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "person"], name="maps_participant_once"),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.name

    def clean(self) -> None:
        if self.person_id is None and not self.name.strip():
            raise ValidationError({"name": _now("Choose a person, or write a name.")})

    def trail(self) -> tuple[int | None, int | None]:
        return self.assignment.process_id, None


class MappingWorkshop(Model):
    """One meeting of the group: when, where, and what for."""

    ending = "draft"

    assignment = models.ForeignKey(MappingAssignment, models.CASCADE, related_name="workshops")
    date = models.DateField(_("date"))
    phase = models.CharField(
        _("phase"), max_length=14, choices=MappingAssignment.Phase.choices, default=MappingAssignment.Phase.OVERVIEW
    )
    place = models.CharField(pgettext_lazy("workshop", "place"), max_length=200, blank=True)
    note = models.CharField(pgettext_lazy("workshop", "note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")

    def __str__(self) -> str:
        return f"{self.date} {self.get_phase_display()}"

    def trail(self) -> tuple[int | None, int | None]:
        return self.assignment.process_id, None
