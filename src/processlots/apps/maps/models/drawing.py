"""What is there of a map while somebody draws: who holds the pen, and drawings that are not saved yet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.apps.maps.models.map import Line, Map
from processlots.kit.models import Model


class MapLock(Model):
    """Who draws on a line right now, in which of the browser's windows. Nobody, when the window has not been heard of for long.

    It tells and holds back; it is not what keeps work from being overwritten (`actions.drawn` compares versions and merges).
    """

    ending = "personal"

    map = models.ForeignKey(Map, models.CASCADE, related_name="+")
    when = models.CharField(_("today or tomorrow"), max_length=8, choices=Line.When.choices)
    person = models.ForeignKey("organisation.Person", models.CASCADE, related_name="+", verbose_name=_("person"))
    #: made up by the editor, anew for each window
    window = models.CharField(max_length=40)
    since = models.DateTimeField()
    heard = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["map", "when"], name="maps_one_draws_a_line")]

    def __str__(self) -> str:
        return str(self.person)


class MapDraft(Model):
    """A person's drawing of a line that is not saved yet. Seen by that person only; gone when it is saved or thrown away."""

    ending = "personal"

    map = models.ForeignKey(Map, models.CASCADE, related_name="+")
    when = models.CharField(_("today or tomorrow"), max_length=8, choices=Line.When.choices)
    person = models.ForeignKey("organisation.Person", models.CASCADE, related_name="+", verbose_name=_("person"))
    #: number of the version that is drawn on; 0 for none
    base = models.PositiveIntegerField(default=0)
    xml = models.TextField()
    #: ids of what was drawn, altered or taken away since that version
    touched = models.JSONField(default=list)
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["map", "when", "person"], name="maps_one_draft_each")]

    def __str__(self) -> str:
        return f"{self.map} ({self.person})"
