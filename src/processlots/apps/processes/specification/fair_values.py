"""What a process gives where its decision may go against the recipient: offered, one by one, to be written as value (C-3 b)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

#: key → the sentence, in the order in which they are offered
STATEMENTS = {
    "fair": gettext_lazy("Legal certainty and fairness."),
    "fast": gettext_lazy("Fast handling."),
    "kind": gettext_lazy("Good treatment."),
    "simple": gettext_lazy("Simple contacts."),
}


def said(value: str) -> list[str]:
    """The keys of the statements that the value's text has already, in either language."""
    found = []
    for key, statement in STATEMENTS.items():
        for language in ("sv", "en"):
            with override(language):
                if str(statement) in value:
                    found.append(key)
                    break
    return found


def with_statements(value: str, keys: list[str]) -> str:
    """The text with the chosen statements that it has not; what somebody wrote is never taken away."""
    new = [str(STATEMENTS[key]) for key in STATEMENTS if key in keys and key not in said(value)]
    return " ".join(part for part in (value.strip(), *new) if part)


def offered_field() -> forms.MultipleChoiceField:
    """The statements as boxes to tick; those that are ticked are added to the value when the form is saved."""
    return forms.MultipleChoiceField(
        label=gettext_lazy("What the process gives even to those who get a no"),
        choices=list(STATEMENTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only where the decision may be negative. What you tick is added to the value."),
    )


def apply(form: Any) -> None:
    """Add what is ticked to the instance's value, if the decision may be negative."""
    keys = form.cleaned_data.get("offered") or []
    if keys and form.cleaned_data.get("may_be_negative"):
        form.instance.value = with_statements(form.instance.value, keys)


def nothing_to_offer(data: Any) -> str:
    """What to say of boxes that are ticked although no decision may be negative."""
    if data.get("offered") and not data.get("may_be_negative"):
        return _("Tick that the decision may be negative, or take these away.")
    return ""
