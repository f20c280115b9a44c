"""Who receives what a process creates (C-2)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from processlots.kit.models import Ends, Model, Named
from processlots.kit.swedish import sort_key


class Recipient(Model, Named, Ends):
    """A group that receives value; not the one who commissions it."""

    class Kind(models.TextChoices):
        EXTERNAL = "external", _("external")
        INTERNAL = "internal", _("internal")

    class Category(models.TextChoices):
        PRIVATE_PERSON = "private_person", _("private persons")
        SERVICE_USER = "service_user", _("service users")
        ASSOCIATION = "association", _("associations")
        COMPANY = "company", _("companies")
        ORGANISATION = "organisation", _("organisations")
        EMPLOYEE = "employee", _("employees")
        MANAGER = "manager", _("managers")
        ELECTED = "elected", _("elected representatives")
        PUBLIC_BODY = "public_body", _("other public bodies")
        PROVIDER = "provider", _("external providers")
        FUTURE = "future", _("future recipients")
        OTHER = "other", _("others")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.EXTERNAL)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices, default=Category.PRIVATE_PERSON)
    needs = models.TextField(_("needs"), blank=True)
    requirements = models.TextField(
        _("the recipient's requirements"), blank=True, help_text=_("What the recipient expects or demands of what it gets.")
    )
    life_situation = models.TextField(_("life situation"), blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged_from", verbose_name=_("is the same as")
    )

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["sort"]
        constraints = [
            models.UniqueConstraint(fields=["sort"], condition=models.Q(ended_on=None), name="processes_recipient_named_once")
        ]

    @property
    def detailed(self) -> bool:
        """True where more is known than the name (C-2): basic in step 1, detailed in steps 4 and 6."""
        return bool(self.needs or self.requirements or self.life_situation)

    def clean(self) -> None:
        # `ended_on` is in no form, so Django leaves the constraint to the database, which says it less well.
        same = type(self).objects.filter(sort=sort_key(self.name or ""), ended_on=None).exclude(pk=self.pk)
        if self.ended_on is None and same.exists():
            raise ValidationError({"name": _("There is already one like this.")})
