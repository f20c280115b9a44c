"""The two forms of an import: what comes in, and which column is which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.kit.imports import importers


class StartForm(forms.Form):
    """A file or a paste."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("Excel (.xlsx) or CSV, at most 10 MB and 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the rows here"),
        required=False,
        strip=False,
        help_text=gettext_lazy("From Excel, Word or e-mail, with or without headings. Numbering and empty rows are taken away."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def for_word(self) -> None:
        """Ask for a Word document alone."""
        self.fields.pop("text")
        self.fields["file"].help_text = _("Word (.docx), at most 10 MB.")
        self.fields["file"].widget.attrs["accept"] = ".docx"


class MappingForm(forms.Form):
    """Which column of the file is which."""

    headed = forms.BooleanField(label=gettext_lazy("The first row is headings"), required=False)

    def __init__(
        self, columns: Sequence[importers.Column], header: list[str], *args: Any, options: Sequence[importers.Option] = (),
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        heads = [(str(place), name or _("Column %(number)d") % {"number": place + 1}) for place, name in enumerate(header)]
        for column in columns:
            self.fields[f"column-{column.key}"] = forms.ChoiceField(
                label=column.label,
                required=column.required,
                choices=[("", _("Not in the file")), *heads],
                error_messages={"required": _("Choose which column in the file it is.")},
            )
        for option in options:
            self.fields[f"option-{option.key}"] = forms.BooleanField(label=option.label, help_text=option.help, required=False)
        self.order_fields([*[f"column-{column.key}" for column in columns], "headed"])
