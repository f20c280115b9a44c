"""The filter form of a list: search in words, choices, and what is chosen shown as removable chips."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from processlots.kit import access, pages, search
from processlots.kit.forms import LookupField


class Choice(forms.Select):
    """A select written in one go: Django's own asks a template for each option, and a list has many."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = {str(one) for one in self.format_value(value)}
        options = format_html_join(
            "", '<option value="{}"{}>{}</option>',
            ((key, mark_safe(" selected") if str(key) in chosen else "", label) for key, label in self.choices),
        )  # fmt: skip
        return format_html("<select{}>{}</select>", flatatt({**self.build_attrs(self.attrs, attrs), "name": name}), options)


class FilterForm(forms.Form):
    """Made from the page set's `filters`; wrong values are ignored rather than refused."""

    def __init__(self, declared: pages.Pages, data: QueryDict, *, user: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.declared = declared
        self.query = data
        if declared.search is not None:
            self.fields["q"] = forms.CharField(
                label=_("Search in the list"), required=False, max_length=100,
                widget=forms.TextInput(attrs={"type": "search", "class": "form-control form-control-sm"}),
            )  # fmt: skip
        for name in declared.filters:
            self.fields[name] = self._field(declared.model._meta.get_field(name), user)
        self.is_valid()
        self.active = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    def _field(self, field: Any, user: Any) -> forms.Field:
        label = capfirst(str(field.verbose_name))
        small = {"class": "form-select form-select-sm"}
        if field.is_relation:
            rows = access.visible(user, field.related_model)
            if pages.known(field.related_model) and pages.of(field.related_model).lookup:
                made = LookupField(rows, required=False, label=label)
                made.widget.attrs["class"] = "form-control form-control-sm"
                return made
            return forms.ModelChoiceField(
                rows, required=False, label=label, empty_label=str(_("All")), widget=Choice(attrs=small)
            )
        if isinstance(field, models.BooleanField):
            choices: list[tuple[str, Any]] = [("", _("All")), ("1", _("Yes")), ("0", _("No"))]
        else:
            choices = [("", _("All")), *[choice for choice in field.flatchoices if choice[0] != ""]]
        return forms.ChoiceField(choices=choices, required=False, label=label, widget=Choice(attrs=small))

    def apply(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The rows that match everything chosen."""
        for name, value in self.active.items():
            if name == "q":
                rows = rows.filter(pk__in=search.ids(self.declared.model, value))
            elif isinstance(self.declared.model._meta.get_field(name), models.BooleanField):
                rows = rows.filter(**{name: value == "1"})
            else:
                rows = self.declared.narrow(rows, name, value)
        return rows

    def chips(self, query: str) -> list[tuple[str, str]]:
        """(what is chosen, the address without it)."""
        made = []
        for name, value in self.active.items():
            field = self.fields[name]
            named = [] if isinstance(field, forms.ModelChoiceField) else getattr(field, "choices", [])
            shown = str(dict(named).get(value, value))
            rest = {key: one for key, one in self.query.items() if key not in {name, "sida", "format"} and one}
            made.append((f"{field.label}: {shown}" if name != "q" else f"”{shown}”", f"?{urlencode(rest)}"))
        return made
