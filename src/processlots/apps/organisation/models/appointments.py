"""Appointments: who has which role, for what, and until when. Access reads nothing else (DESIGN 6)."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.kit.models import Model
from processlots.kit.periods import Period, PeriodQuerySet, today
from processlots.kit.states import Transition


class Appointment(Model, Period):
    """A person has a role for something (a process, a team, a unit, a forum) or for the whole municipality (no scope).

    Owner and leader may go the long way by `transitions` (R-20, 20.1): proposed, the resource owner agrees, anchored in the
    management group, decided, accepted. The short way, one form with everything, begins at decided.
    """

    class Role(models.TextChoices):
        OWNER = "owner", _("process owner")
        LEADER = "leader", _("process leader")
        TEAM = "team", _("team member")
        MANAGER = "manager", _("manager")
        MEMBER = "member", _("member")
        CHAIR = "chair", _("chair")
        SECRETARY = "secretary", _("secretary")
        QUALITY_LEADER = "quality_leader", _("quality leader")
        FACILITATOR = "facilitator", _("process facilitator")
        MODEL_MANAGER = "model_manager", _("model manager")
        ADMINISTRATOR = "administrator", _("administrator")

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular")
        TEMPORARY = "temporary", _("temporary")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONSULTED = "consulted", _("agreed with the resource owner")
        ANCHORED = "anchored", _("anchored")
        DECIDED = "decided", _("decided")
        ACCEPTED = "accepted", _("accepted")
        ENDED = "ended", _("ended")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    #: states in which the appointment gives rights
    IN_FORCE = (State.DECIDED, State.ACCEPTED)
    #: on the way to a decision
    UNDER_WAY = (State.PROPOSED, State.CONSULTED, State.ANCHORED)
    #: roles in a forum; whoever has one of them sits in it
    IN_FORUM = (Role.CHAIR, Role.SECRETARY, Role.MEMBER)
    #: roles that only one person has at a time
    SINGLE = (Role.OWNER, Role.LEADER)

    transitions = [
        Transition("agree", (State.PROPOSED,), State.CONSULTED, _("Agree"), _("You agree. It goes on."), kind="primary"),
        Transition(
            "agree_noted",
            (State.PROPOSED,),
            State.CONSULTED,
            _("Note that the resource owner agrees"),
            _("The consent is saved."),
        ),
        Transition("anchor", (State.CONSULTED,), State.ANCHORED, _("It is anchored"), _("It is anchored today."), kind="primary"),
        Transition(
            "anchor_noted",
            (State.CONSULTED,),
            State.ANCHORED,
            _("Note where it is anchored"),
            _("Where it is anchored is saved."),
        ),
        Transition(
            "decide",
            (State.CONSULTED, State.ANCHORED),
            State.DECIDED,
            pgettext_lazy("appointment", "Decide"),
            _("The appointment is decided."),
            kind="primary",
        ),
        Transition(
            "accept",
            (State.DECIDED,),
            State.ACCEPTED,
            _("Accept the appointment"),
            _("You have accepted the appointment."),
            kind="primary",
        ),
        Transition(
            "accept_noted", (State.DECIDED,), State.ACCEPTED, _("Note that the person accepts"), _("The acceptance is saved.")
        ),
        Transition("decline", (*UNDER_WAY, State.DECIDED), State.DECLINED, _("Say no"), _("Your no is saved, with the reason.")),
        Transition("withdraw", UNDER_WAY, State.WITHDRAWN, _("Withdraw the proposal"), _("The proposal is withdrawn.")),
    ]

    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="appointments", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.REGULAR)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED, editable=False)
    scope_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    scope_id = models.BigIntegerField(null=True, blank=True)
    scope = GenericForeignKey("scope_type", "scope_id")
    decision = models.ForeignKey(
        "organisation.Decision", models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("decision")
    )
    # How it came about
    proposed_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )
    why = models.CharField(_("why this person"), max_length=300, blank=True)
    resource_owner = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resource owner")
    )
    forum = models.ForeignKey(
        "organisation.Forum", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("management group")
    )
    competence = models.CharField(_("competence"), max_length=200, blank=True)
    ended_reason = models.CharField(_("why it ended"), max_length=500, blank=True, editable=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        indexes = [models.Index(fields=["scope_type", "scope_id", "role"], name="organisation_appointed_for")]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["role", "scope_type", "scope_id"],
                condition=models.Q(role__in=["owner", "leader"], valid_to=None, state__in=["decided", "accepted"]),
                name="organisation_one_owner_one_leader",
                violation_error_message=_("There is already one. End that appointment first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    def trail(self) -> tuple[int | None, int | None]:
        """An appointment to a process, or to what hangs on one, belongs to its history."""
        model = self.scope_type.model if self.scope_type else ""
        if model == "process":
            return self.scope_id, None
        return getattr(self.scope, "process_id", None) if model == "team" else None, None

    @property
    def over(self) -> bool:
        """True if it holds no longer and will not."""
        gone = (self.State.ENDED, self.State.DECLINED, self.State.WITHDRAWN)
        return self.state in gone or (self.valid_to is not None and self.valid_to < today())

    @property
    def shown_state(self) -> str:
        """The state in words; one whose last day has passed has ended, though the row says what it was while it held."""
        ended = self.over and self.state in self.IN_FORCE
        return str(self.State.ENDED.label if ended else self.get_state_display())

    # ---- The steps ------------------------------------------------------------------------------------------------

    def on_agree(self, user: Any, **data: Any) -> None:
        """The resource owner agrees, himself."""
        self.say(Consent.Kind.RESOURCE_OWNER, user.person, user)

    def on_agree_noted(self, user: Any, person: Any = None, manner: str = "oral", date: Any = None, **data: Any) -> None:
        """Somebody else writes that the resource owner agrees."""
        self.resource_owner = person or self.resource_owner or user.person
        self.say(Consent.Kind.RESOURCE_OWNER, self.resource_owner, user, manner=manner, date=date)

    def on_anchor(self, user: Any, **data: Any) -> None:
        """Who leads the management group says that it stands behind it."""
        self.say(Consent.Kind.ANCHORED, user.person, user, forum=self.forum)

    def on_anchor_noted(self, user: Any, forum: Any = None, person: Any = None, **data: Any) -> None:
        """Somebody else writes where and when it was anchored."""
        self.forum = forum or self.forum
        said: dict[str, Any] = {name: data.get(name) for name in ("manner", "date", "paragraph") if data.get(name)}
        self.say(Consent.Kind.ANCHORED, person or user.person, user, forum=self.forum, **said)

    def on_decide(self, user: Any, **data: Any) -> None:
        """Make room under a lock, and decide. Raises states.Refused (V-9, V-11); then nothing has changed."""
        from processlots.apps.organisation.actions import single

        single.decide(self, user, **data)

    def on_accept(self, user: Any, **data: Any) -> None:
        """The person says yes."""
        self.say(Consent.Kind.ACCEPTED, user.person, user)

    def on_accept_noted(self, user: Any, manner: str = "oral", date: Any = None, **data: Any) -> None:
        """Somebody else writes that the person said yes."""
        self.say(Consent.Kind.ACCEPTED, self.person, user, manner=manner, date=date)

    def on_decline(self, user: Any, reason: str = "", **data: Any) -> None:
        """The person, the resource owner or who leads the management group says no; a consent given before is taken back."""
        kinds = {self.person_id: Consent.Kind.ACCEPTED, self.resource_owner_id: Consent.Kind.RESOURCE_OWNER}
        self.say(kinds.get(user.person.pk, Consent.Kind.ANCHORED), user.person, user, agrees=False, reason=reason)
        self.ended_reason = reason

    def on_withdraw(self, user: Any, reason: str = "", **data: Any) -> None:
        """Who proposed, or who would decide, takes the proposal back."""
        self.ended_reason = reason

    def say(self, kind: str, person: Any, user: Any, *, manner: str = "", date: Any = None, **more: Any) -> Consent:
        """Write down somebody's word; what one says oneself is one's own word."""
        own = person.pk == user.person.pk
        made, _new = Consent.objects.update_or_create(
            appointment=self,
            kind=kind,
            defaults={
                "person": person,
                "manner": Consent.Manner.OWN if own and not manner else manner or Consent.Manner.ORAL,
                "registered_by": user.person,
                "date": date or today(),
                "agrees": True,
                "reason": "",
                **more,
            },
        )
        return made


class Consent(Model):
    """Somebody's word about an appointment (R-20): given by the person, or registered on the person's behalf."""

    ending = "retained"

    class Kind(models.TextChoices):
        RESOURCE_OWNER = "resource_owner", _("the resource owner agrees")
        ANCHORED = "anchored", _("anchored in the management group")
        ACCEPTED = "accepted", _("the person accepts")

    class Manner(models.TextChoices):
        OWN = "own", _("own")
        ORAL = "oral", _("oral")
        MINUTED = "minuted", _("minuted")

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="consents")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("given by"))
    manner = models.CharField(_("manner"), max_length=10, choices=Manner.choices, default=Manner.OWN)
    registered_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("registered by"))
    date = models.DateField(_("date"))
    agrees = models.BooleanField(_("agrees"), default=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    forum = models.ForeignKey(
        "organisation.Forum", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("forum")
    )
    paragraph = models.CharField(_("paragraph"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [models.UniqueConstraint(fields=["appointment", "kind"], name="organisation_consent_once")]

    def __str__(self) -> str:
        said = f"{self.get_kind_display()}: {self.person}"
        return said if self.agrees else _now("%(said)s (no)") % {"said": said}

    def trail(self) -> tuple[int | None, int | None]:
        """As its appointment."""
        return self.appointment.trail()
