"""What was read out of a BPMN file, kept so that no web worker reads it again; and files on their way in."""

from __future__ import annotations

import json
import zlib
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.maps.models.map import Line, Map, Version
from processlots.apps.organisation.models import Consent
from processlots.kit.models import Model


class Reading(models.Model):
    """A file's pictures and what it says. Made where the file is read (`maps.content`), by the bytes and the edition.

    `content` is what `maps.content.content` gives; it is read whole and never looked into by the database.
    """

    blob = models.OneToOneField("kit.Blob", models.PROTECT, related_name="map_reading")
    edition = models.PositiveIntegerField()
    svg_sv = models.ForeignKey("kit.Blob", models.PROTECT, related_name="+")
    svg_en = models.ForeignKey("kit.Blob", models.PROTECT, related_name="+")
    content = models.JSONField()
    made = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.blob_id)

    def svg(self, language: str) -> str:
        """The picture, made by our own renderer and therefore safe to write into a page."""
        blob = self.svg_en if language == "en" else self.svg_sv
        return blob.read().decode()

    def told(self, name: str, language: str) -> Any:
        """`steps` or `text` in a language."""
        return self.content[name]["en" if language == "en" else "sv"]


class Comparison(models.Model):
    """What differs between two files (`maps.differences`), kept for those who look again; thrown away after a while."""

    old = models.ForeignKey("kit.Blob", models.CASCADE, related_name="+")
    new = models.ForeignKey("kit.Blob", models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    edition = models.PositiveIntegerField()
    #: JSON, compressed: the pictures are most of it
    packed = models.BinaryField()
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new", "language"], name="maps_compared_once")]

    def __str__(self) -> str:
        return f"{self.old_id}, {self.new_id}, {self.language}"

    @property
    def content(self) -> dict[str, Any]:
        """What `differences.answer` gave."""
        found: dict[str, Any] = json.loads(zlib.decompress(self.packed))
        return found


class Upload(Model):
    """A file that somebody has sent, until it is taken over as a version of a map or thrown away.

    Either `map` (a new version of it) or `process`, `title` and `kind` (a new map) say where it goes. Seen by its sender only.
    """

    ending = "draft"

    class State(models.TextChoices):
        READING = "reading", pgettext_lazy("upload", "being read")
        READY = "ready", pgettext_lazy("upload", "read, not saved")
        REFUSED = "refused", pgettext_lazy("upload", "refused")
        TAKEN = "taken", pgettext_lazy("upload", "saved")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    process = models.ForeignKey("processes.Process", models.CASCADE, related_name="+")
    map = models.ForeignKey(Map, models.CASCADE, null=True, related_name="+")
    when = models.CharField(_("today or tomorrow"), max_length=8, choices=Line.When.choices, default=Line.When.TODAY)
    title = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Map.Kind.choices, default=Map.Kind.DETAILED)
    comment = models.CharField(_("what has changed"), max_length=300, blank=True)
    filename = models.CharField(_("file"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.READING)
    blob = models.ForeignKey("kit.Blob", models.PROTECT, null=True, related_name="+")
    #: the version that the file was compared with
    base = models.ForeignKey(Version, models.CASCADE, null=True, related_name="+")
    #: {"sv", "en"} where refused; pairs of elements where ready
    refusal = models.JSONField(default=dict)
    matches = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    version_made = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "created"], name="maps_upload_old")]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return f"/kartor/uppladdning/{self.uid}/"


class Confirmation(Model):
    """One participant's word that a version says how it is done (M-KART-9); by the person, or registered for the person.

    `whole_group`: it is the group as a whole that has said so, in a meeting that the leader notes.
    """

    ending = "retained"

    version_of_map = models.ForeignKey(Version, models.CASCADE, related_name="confirmations", verbose_name=_("map version"))
    name = models.CharField(_("name"), max_length=200)
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    manner = models.CharField(_("manner"), max_length=10, choices=Consent.Manner.choices, default=Consent.Manner.OWN)
    registered_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", verbose_name=_("registered by"))
    date = models.DateField(_("date"))
    whole_group = models.BooleanField(_("the group as a whole"), default=False)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [models.UniqueConstraint(fields=["version_of_map", "name"], name="maps_confirmed_once")]

    def __str__(self) -> str:
        return self.name

    def trail(self) -> tuple[int | None, int | None]:
        return self.version_of_map.line.map.process_id, None
