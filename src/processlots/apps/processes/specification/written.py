"""Several rows written as text, one a line or between commas: recipients by name, processes and units by name or number."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from processlots.apps.processes.models import Recipient
from processlots.kit.forms import LookupField, choice_text
from processlots.kit.models import Model
from processlots.kit.swedish import sort_key

MOST = 50
_BETWEEN = re.compile(r"[;,\n\r\t]+")
# A first guess at who a recipient is, from how its name begins; the recipient's own page says it for certain.
_GUESSES = (
    (("medarbetare", "anställd", "kolleg", "personal", "handläggare", "utförare inom"), "internal", "employee"),
    (("chef", "lednings", "förvaltningsledning"), "internal", "manager"),
    (("förtroendevald", "politik", "nämnd", "kommunstyrelse", "kommunfullmäktige"), "internal", "elected"),
    (("förvaltning", "enhet", "verksamhet", "avdelning", "processer", "andra process"), "internal", "organisation"),
    (("företag", "näringsidk", "verksamhetsutöv", "livsmedelsföretag", "bolag", "entrepren"), "external", "company"),
    (("förening",), "external", "association"),
    (("myndighet", "region", "andra kommuner", "staten", "länsstyrelse"), "external", "public_body"),
    (("extern utförare", "externa utförare", "leverantör"), "external", "provider"),
    (("brukare", "elev", "barn", "kund", "patient", "klient"), "external", "service_user"),
)


def split(text: str) -> list[str]:
    """The names in a text, each once, in order."""
    names = (" ".join(part.split()).strip(" .•–-") for part in _BETWEEN.split(text))
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(sort_key(name), name)
    return list(found.values())


def guess(name: str) -> tuple[str, str]:
    """Kind and category that a recipient's name suggests; private persons where it suggests nothing."""
    low = name.lower()
    for beginnings, kind, category in _GUESSES:
        if low.startswith(beginnings):
            return kind, category
    return Recipient.Kind.EXTERNAL, Recipient.Category.PRIVATE_PERSON


def recipients_named(names: list[str]) -> list[Recipient]:
    """The recipients of these names; those that nobody has written before are made."""
    keys = {sort_key(name): name for name in names}
    known = {row.sort: row for row in Recipient.objects.filter(sort__in=keys, ended_on=None)}
    for key, name in keys.items():
        if key not in known:
            kind, category = guess(name)
            known[key] = Recipient.objects.create(name=name, kind=kind, category=category)
    return [known[key] for key in keys]


class NamesField(forms.CharField):
    """A list of names; `clean` gives the names."""

    widget = forms.Textarea(attrs={"rows": 2, "cols": False})

    def to_python(self, value: Any) -> Any:
        names = split(super().to_python(value) or "")
        if len(names) > MOST:
            raise ValidationError(_("At most %(most)s can be written here."), params={"most": MOST})
        long = next((name for name in names if len(name) > 200), None)
        if long is not None:
            raise ValidationError(
                _("“%(name)s…” is longer than 200 characters. Put each on a line of its own."), params={"name": long[:40]}
            )
        return names

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The text's own validators (no NUL) ask for text."""
        super().run_validators("\n".join(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return split(str(initial or "")) != split(str(data or ""))


class RowsField(NamesField):
    """A list of rows that exist, by name or number; `clean` gives the rows. The queryset is what the person may choose from."""

    def __init__(self, model: type[Model], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.queryset = model._default_manager.all()

    def to_python(self, value: Any) -> Any:
        lookup = LookupField(self.queryset, required=False)
        return [lookup.to_python(name) for name in super().to_python(value)]

    def run_validators(self, value: Any) -> None:
        """The rows were found; there is nothing more to say of them."""


def as_text(rows: Any) -> str:
    """Rows as they are written in a RowsField, one a line."""
    return "\n".join(choice_text(one) for one in rows)
