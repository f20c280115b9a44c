"""Maps: a map has lines (today, tomorrow), a line has versions, a version is a BPMN file (DESIGN 6)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.maps.models.facts import ElementFacts
from processlots.kit.models import Ends, Model, Numbered
from processlots.kit.periods import today
from processlots.kit.states import Transition


class Map(Model, Numbered, Ends):
    """One picture of a process's flow: the overview, or the details of a step (C-23, C-24).

    Which steps it details stands in their own map's file: `details_of` (D-8, D-9).
    """

    prefix = "K"

    class Kind(models.TextChoices):
        OVERVIEW = "overview", _("overview map")
        DETAILED = "detailed", _("detailed map")

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="maps", verbose_name=_("process"))
    title = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.DETAILED)

    class Meta:
        verbose_name = _("map")
        verbose_name_plural = _("maps")

    def __str__(self) -> str:
        return self.title

    @property
    def element_names(self) -> str:
        """What stands in the map, for the search."""
        rows = MapElement.objects.filter(line__map=self, gone_in=None).exclude(name="")
        return " ".join(rows.order_by("pk").values_list("name", flat=True)[:400])


class Line(Model):
    """A map's line of versions: how it runs today, or how it shall run tomorrow.

    `state` is that of the newest version. `in_force` is the version that applies, which stays while a newer one is drawn.
    """

    ending = "part"

    class When(models.TextChoices):
        TODAY = "today", _("today")
        TOMORROW = "tomorrow", _("tomorrow")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEWED = "reviewed", _("being reviewed by the group")
        CONFIRMED = "confirmed", _("confirmed")
        IN_FORCE = "in_force", _("in force")
        DECIDED = "decided", pgettext_lazy("map", "decided")
        ARCHIVED = "archived", _("archived")

    #: who may walk them is in access.py; V-22, V-24 and V-25 stop `put_in_force`, `decide` and `introduce`, V-46 the last.
    #: Today's line comes into force; tomorrow's is decided, and introduced, which makes it today's (C-28)
    transitions: ClassVar[list[Transition]] = [
        Transition(
            "review", ("draft",), "reviewed", _("Send to the group"), _("The map is with the group for review."), kind="primary"
        ),
        Transition(
            "confirm", ("reviewed", "confirmed"), "confirmed", _("Confirm the map"), _("It is noted who has confirmed the map.")
        ),
        Transition(
            "put_in_force", ("reviewed", "confirmed"), "in_force", _("Put in force"), _("The map is in force."), kind="primary"
        ),
        Transition(
            "decide",
            ("confirmed",),
            "decided",
            _("Decide that this is the aim"),
            _("It is decided how we want to do it."),
            kind="primary",
        ),
        Transition(
            "introduce",
            ("confirmed", "decided"),
            "in_force",
            _("Introduce the new way"),
            _("The new way is introduced: it is now how we do it today."),
            kind="primary",
        ),
        Transition(
            "archive",
            ("draft", "reviewed", "confirmed", "in_force", "decided"),
            "archived",
            _("Archive"),
            _("The map is archived. It can still be read."),
        ),
    ]

    map = models.ForeignKey(Map, models.CASCADE, related_name="lines", verbose_name=_("map"))
    when = models.CharField(_("today or tomorrow"), max_length=8, choices=When.choices, default=When.TODAY)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    in_force = models.ForeignKey(
        "maps.Version", models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("version in force")
    )
    in_force_since = models.DateField(_("in force since"), null=True, editable=False)
    assignment = models.ForeignKey(
        "maps.MappingAssignment", models.SET_NULL, null=True, editable=False, related_name="lines",
        verbose_name=_("mapping assignment"),
    )  # fmt: skip
    decision = models.ForeignKey(
        "organisation.Decision", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("decision")
    )

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        constraints = [
            models.UniqueConstraint(fields=["map", "when"], condition=~models.Q(state="archived"), name="maps_one_line_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.map} ({self.get_when_display()})"

    def trail(self) -> tuple[int | None, int | None]:
        return self.map.process_id, None

    @property
    def newest(self) -> Version | None:
        """The version saved last."""
        return self.versions.order_by("-number").first()

    # ---- What the transitions do (kit.states calls these inside the transaction) ----

    def on_confirm(self, user: Any, **data: Any) -> None:
        """Note who has confirmed: see `maps.confirming`."""
        from processlots.apps.maps.confirming import note

        note(self, user, **data)

    def on_put_in_force(self, user: Any, **data: Any) -> None:
        """The newest version is the one that applies from today."""
        self.in_force, self.in_force_since = self.newest, today()

    def on_decide(self, user: Any, **data: Any) -> None:
        """The owner decides that this is how it shall be done."""
        from processlots.apps.maps.introducing.acts import decided

        self.decision = decided(self, user, **data)

    def on_introduce(self, user: Any, **data: Any) -> None:
        """Tomorrow becomes today, and the old map is archived: see `maps.introducing`."""
        from processlots.apps.maps.introducing.acts import introduce

        introduce(self, user, **data)

    def on_archive(self, user: Any, **data: Any) -> None:
        """Nothing of the line applies any more."""
        self.in_force = None

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        from processlots.apps.maps.actions import settle

        settle(self)


class Version(Model):
    """One saved state of a line. The BPMN file is the truth."""

    ending = "retained"

    line = models.ForeignKey(Line, models.CASCADE, related_name="versions", verbose_name=_("line"))
    number = models.PositiveIntegerField(_("version"))
    blob = models.ForeignKey("kit.Blob", models.PROTECT, related_name="+")
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    made_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("saved"), auto_now_add=True)

    class Meta:
        verbose_name = _("map version")
        verbose_name_plural = _("map versions")
        constraints = [models.UniqueConstraint(fields=["line", "number"], name="maps_version_once")]

    def __str__(self) -> str:
        return _("%(map)s, version %(number)s") % {"map": self.line, "number": self.number}

    def trail(self) -> tuple[int | None, int | None]:
        return self.line.map.process_id, None


class MapElement(Model, ElementFacts):
    """An element for as long as its line lives; its fields follow the newest version. Gone ones keep their last name."""

    ending = "part"

    line = models.ForeignKey(Line, models.CASCADE, related_name="elements", verbose_name=_("line"))
    element_id = models.CharField(_("id in the file"), max_length=200)
    type = models.CharField(_("type"), max_length=60)
    name = models.CharField(_("name"), max_length=500, blank=True)
    lane = models.CharField(_("actor"), max_length=300, blank=True)
    number = models.PositiveIntegerField(_("number in the text"), null=True)
    gone_in = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+", verbose_name=_("gone in"))

    class Meta:
        verbose_name = _("map element")
        verbose_name_plural = _("map elements")
        constraints = [models.UniqueConstraint(fields=["line", "element_id"], name="maps_element_once")]

    def __str__(self) -> str:
        return self.name or self.element_id

    def trail(self) -> tuple[int | None, int | None]:
        return self.line.map.process_id, None
