"""Development needs: what must be developed, and why (S6-4 … S6-6)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.organisation.models import Decision
from processlots.kit.models import Model, Numbered
from processlots.kit.periods import today
from processlots.kit.states import Transition


class Need(Model, Numbered):
    """A need to develop a process, wherever it came from."""

    prefix = "U"

    class Origin(models.TextChoices):
        """Where needs come from (S6-4)."""

        FOLLOW_UP = "follow_up", _("follow-up of the process")
        SURROUNDINGS = "surroundings", _("watching the surroundings")
        INTERIM_REPORT = "interim_report", _("interim report")
        ANNUAL_REPORT = "annual_report", _("annual report")
        INTERNAL_CONTROL = "internal_control", _("internal control")
        SURVEY = "survey", _("survey or measurement")
        STRATEGY = "strategy", _("strategy of the municipality's management")
        COMPLAINT = "complaint", _("complaint or view")
        DEVIATION = "deviation", _("deviation report")
        QUESTIONNAIRE = "questionnaire", _("questionnaire")
        SUGGESTION = "suggestion", _("suggestion")
        MAPPING = "mapping", _("mapping")
        AUDIT = "audit", _("process audit")
        IDEA = "idea", _("idea")
        WEB = "web", _("feedback from the web")
        RISK = "risk", _("risk analysis")
        OTHER = "other", _("other origin")

    class Route(models.TextChoices):
        """Who decides (S6-6)."""

        SIMPLE = "simple", _("obvious and simple: leader and team do it")
        DECISION = "decision", _("needs the owner's decision")
        LIFTED = "lifted", _("lifted to the management group")
        ASSIGNMENT = "assignment", _("becomes an assignment")
        PROJECT = "project", _("becomes a project")

    #: routes that need a decision before the need enters the activity plan
    DECIDED_ROUTES = (Route.DECISION, Route.LIFTED, Route.ASSIGNMENT, Route.PROJECT)

    class State(models.TextChoices):
        REGISTERED = "registered", _("registered")
        ASSESSED = "assessed", _("assessed")
        DECIDED = "decided", _("decided")
        PLANNED = "planned", _("in the activity plan")
        DONE = "done", _("carried out")
        FOLLOWED_UP = "followed_up", _("effect followed up")
        DISMISSED = "dismissed", _("dismissed")

    transitions = [
        Transition("assess", (State.REGISTERED, State.ASSESSED), State.ASSESSED, _("Assess"), _("The need is assessed.")),
        Transition("decide", (State.ASSESSED,), State.DECIDED, _("Decide"), _("The need is decided."), kind="primary"),
        Transition(
            "dismiss",
            (State.REGISTERED, State.ASSESSED, State.DECIDED),
            State.DISMISSED,
            _("Dismiss"),
            _("The need is dismissed."),
        ),
        Transition("reopen", (State.DISMISSED,), State.REGISTERED, _("Take it up again"), _("The need is open again.")),
    ]

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="needs", verbose_name=_("process"))
    title = models.CharField(_("what must be developed"), max_length=200)
    why = models.TextField(_("why"), blank=True)
    origin = models.CharField(_("origin"), max_length=20, choices=Origin.choices, default=Origin.FOLLOW_UP)
    signal = models.ForeignKey(
        "followup.Signal", models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("signal")
    )
    goal = models.ForeignKey(
        "followup.Goal",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=pgettext_lazy("followup", "goal"),
    )
    expected_effect = models.TextField(_("effect aimed at"), blank=True)
    simplify = models.BooleanField(_("simplify"), default=False)
    renew = models.BooleanField(_("renew"), default=False)
    improve = models.BooleanField(pgettext_lazy("label", "improve"), default=False)
    route = models.CharField(_("who decides"), max_length=12, choices=Route.choices, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.REGISTERED, editable=False)
    decision = models.ForeignKey(
        "organisation.Decision", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("decision")
    )
    registered_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("registered by")
    )
    registered_on = models.DateField(_("registered"), default=today, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("development need")
        verbose_name_plural = _("development needs")

    def __str__(self) -> str:
        return self.title

    @property
    def waits_for_decision(self) -> bool:
        """True where somebody must decide before the need enters the activity plan (S6-6)."""
        return self.route in self.DECIDED_ROUTES and self.decision_id is None and self.state != self.State.DISMISSED

    def on_assess(self, user: Any, route: str = "", **data: Any) -> None:
        """Say who decides. What is obvious and simple goes straight on (S6-6)."""
        self.route = route

    def on_decide(self, user: Any, text: str = "", **data: Any) -> None:
        """Decide that the need shall be met."""
        self.decision = Decision.take(
            self, text=text or self.title, by=user.person, capacity=data.get("capacity") or str(_("process owner"))
        )

    def on_dismiss(self, user: Any, reason: str = "", **data: Any) -> None:
        """Say why nothing is done."""
        self.reason = reason

    def on_reopen(self, user: Any, **data: Any) -> None:
        """The reason for dismissing it stays in the history."""
        self.reason, self.route = "", ""
