"""The register of models, methods and tools (MOD-1 … MOD-7)."""

from __future__ import annotations

from typing import Any

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.handbook.models.books import told
from processlots.apps.handbook.models.shipped import Shipped
from processlots.kit.models import Ends, Model
from processlots.kit.swedish import sort_key


class ModelEntry(Shipped, Model, Ends):
    """A model, method or tool (MOD-3). A model covers the whole municipality and shall be used; the rest is used as needed."""

    texts = ("name_sv", "name_en", "description_sv", "description_en")

    class Kind(models.TextChoices):
        MODEL = "model", pgettext_lazy("register", "model")
        METHOD = "method", pgettext_lazy("register", "method")
        TOOL = "tool", _("tool")

    class Phase(models.TextChoices):
        PLANNING = "planning", _("planning")
        CARRYING_OUT = "carrying_out", _("carrying out")
        FOLLOW_UP = "follow_up", _("follow-up with analysis")

    class Status(models.TextChoices):
        INTRODUCED = "introduced", _("being introduced")
        IN_USE = "in_use", _("in use")
        PHASED_OUT = "phased_out", _("being phased out")

    identity = models.SlugField(_("identity"), max_length=80, unique=True, editable=False)
    name_sv = models.CharField(_("name in Swedish"), max_length=160)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.METHOD)
    phase = models.CharField(
        _("phase"), max_length=14, choices=Phase.choices, blank=True,
        help_text=_("Where it is mostly used. It may be used in another phase too."),
    )  # fmt: skip
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("belongs to the model"),
        limit_choices_to={"kind": "model"},
    )  # fmt: skip
    description_sv = models.TextField(_("what it is for, in Swedish"), blank=True)
    description_en = models.TextField(_("what it is for, in English"), blank=True)
    roles = models.TextField(_("roles"), blank=True)
    workflow = models.TextField(_("how one does it"), blank=True)
    templates = models.TextField(_("templates"), blank=True)
    handbook = models.ForeignKey(
        "handbook.Handbook", models.PROTECT, null=True, blank=True, related_name="described", verbose_name=_("described in")
    )
    handbook_version = models.CharField(_("version of that handbook"), max_length=20, blank=True)
    link = models.CharField(_("link to more"), max_length=300, blank=True, validators=[URLValidator(["https", "http"])])
    support = models.ManyToManyField(
        "organisation.SupportContact", blank=True, related_name="helps_with", verbose_name=_("support resources")
    )
    responsible_role = models.CharField(
        _("responsible role"),
        max_length=160,
        blank=True,
        help_text=_("A role, such as the quality director. Not a person's name."),
    )
    responsible_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible unit")
    )
    mandatory = models.BooleanField(_("shall be used everywhere"), default=False, editable=False)
    origin = models.CharField(
        _("origin"), max_length=300, blank=True, help_text=_("What it was made from, and whether it was adapted or simplified.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.IN_USE)
    sort = models.CharField(max_length=240, editable=False, db_index=True)

    class Meta:
        verbose_name = _("model or method")
        verbose_name_plural = _("models, methods and tools")

    def __str__(self) -> str:
        return told(self, "name")

    @property
    def description(self) -> str:
        """What it is for, in the reader's language."""
        return told(self, "description")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort = sort_key(self.name_sv)
        # A model covers the whole municipality and shall be used; what belongs to one is used with it (MOD-1, MOD-2).
        self.mandatory = self.kind == self.Kind.MODEL
        super().save(*args, **kwargs)
