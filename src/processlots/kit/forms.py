"""Forms made from a page set's declaration, and the field that is chosen by typing."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from processlots.kit import access, asked, meaning, pages
from processlots.kit.swedish import sort_key


class LookupInput(forms.TextInput):
    """A text box with suggestions. Without JavaScript the name is typed in full."""

    def __init__(self, url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.attrs.update({"data-lookup": url, "autocomplete": "off"})


class LookupField(forms.ModelChoiceField):
    """One row among many, written by name ("Bygglovsenheten") or by number ("P-214")."""

    default_error_messages = {
        "unknown": _("Nothing is named “%(text)s”. Type a few letters and choose from the list."),
        "several": _("%(count)s are named “%(text)s”. Choose from the list, with the number."),
    }

    def __init__(self, queryset: models.QuerySet[Any], **kwargs: Any) -> None:
        for unused in ("to_field_name", "limit_choices_to", "blank", "empty_label"):
            kwargs.pop(unused, None)
        super().__init__(queryset, **kwargs)
        self.widget = LookupInput(f"{pages.of(queryset.model).url('list')}val/")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, models.Model):
            return choice_text(value)
        key = asked.whole(str(value))
        if key is not None:
            found = self.queryset.filter(pk=key).first()
            return choice_text(found) if found else value
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")

    def to_python(self, value: Any) -> models.Model | None:
        if value in self.empty_values:
            return None
        if isinstance(value, models.Model):
            return value
        text = " ".join(str(value).split())
        found = self._numbered(text)
        if found is not None:
            return found
        rows = self.queryset.filter(sort=sort_key(text))[:2]
        if len(rows) == 1:
            return rows[0]
        if not rows:
            raise ValidationError(self.error_messages["unknown"], "unknown", {"text": text[:80]})
        raise ValidationError(self.error_messages["several"], "several", {"text": text[:80], "count": len(rows)})

    def _numbered(self, text: str) -> models.Model | None:
        """The row whose number ends the text, as in "Bedöma bygglov (P-214)"."""
        tail = text.rsplit("(", 1)[-1].rstrip(")").strip()
        prefix, _hyphen, digits = tail.rpartition("-")
        if not digits.isdecimal() or len(digits) > 18:
            return None
        model = self.queryset.model
        if prefix and prefix.upper() == getattr(model, "prefix", None):
            return self.queryset.filter(number=int(digits)).first()
        if prefix == "" and text.endswith(")"):
            return self.queryset.filter(pk=int(digits)).first()
        return None


class ChosenField(forms.ModelMultipleChoiceField):
    """Several rows ticked by key; a number that no key may have is no row."""

    def _check_values(self, value: Any) -> Any:
        for key in value:
            if asked.whole(str(key)) is None:
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": str(key)[:40]})
        return super()._check_values(value)  # type: ignore[misc]  # the stubs leave it out


class DayField(forms.DateField):
    """A day that somebody can mean. What is far out of it is a slip of the keys, and cannot be counted on from."""

    FIRST, LAST = datetime.date(1800, 1, 1), datetime.date(2199, 12, 31)

    default_error_messages = {"far": _("Write a day between the years 1800 and 2199, like 2026-03-14.")}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not self.FIRST <= day <= self.LAST:
            raise ValidationError(self.error_messages["far"], "far")
        return day


def choice_text(row: models.Model) -> str:
    """How a row is written in a lookup: its name and a number that tells it from its namesakes."""
    number = getattr(row, "label", None) or row.pk
    return f"{row} ({number})"


def explain(field: Any, model: type[models.Model], name: str) -> None:
    """Give a form field what the handbook says of it: a short help where it has none, and the word to read more about."""
    said = meaning.of(model, name)
    if said is not None:
        field.about = said
        field.help_text = field.help_text or escape(said.short)


class VisibleForm(forms.ModelForm):
    """A model form whose choices are what its person may see; `user` is given by the view."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for name, field in self.fields.items():
            explain(field, self._meta.model, name)
            if isinstance(field, forms.ModelChoiceField):
                rows: Any = field.queryset
                field.queryset = access.of(rows.model).visible(user, self._siblings(rows))

    def _siblings(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Rows under the same parent, where both kinds have it: a process's goal chooses among the process's measures."""
        declared = pages.of(self._meta.model) if pages.known(self._meta.model) else None
        parent = declared.parent if declared else None
        chosen = getattr(self.instance, f"{parent}_id", None) if parent else None
        same = any(field.name == parent for field in rows.model._meta.fields)
        return rows.filter(**{f"{parent}_id": chosen}) if chosen and same else rows

    def _get_validation_exclusions(self) -> set[str]:
        # The sort key follows from the name, so a rule over it is a rule over what the form asks for.
        left_out = super()._get_validation_exclusions()  # type: ignore[misc]  # the stubs leave it out
        return left_out - {"sort"} if "name" in self.fields else left_out


def formfield(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field of a model field: dates as dates, long texts in small areas, many choices by typing."""
    target: Any = field.related_model
    if isinstance(field, models.ForeignKey) and pages.known(target) and pages.of(target).lookup:
        return LookupField(
            target._default_manager.all(),
            required=not field.blank,
            label=kwargs.get("label") or str(field.verbose_name).capitalize(),
            help_text=field.help_text,
        )
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        kwargs["form_class"] = DayField
    elif isinstance(field, models.ManyToManyField):
        kwargs["form_class"] = ChosenField
    made: Any = field.formfield(**kwargs)
    if isinstance(made, forms.DecimalField):
        made.localize = True
        made.widget = forms.TextInput(attrs={"inputmode": "decimal"})
        made.widget.is_localized = True
    elif isinstance(made, forms.ModelMultipleChoiceField):
        made.widget = forms.CheckboxSelectMultiple()
        made.widget.choices = made.choices
    elif made is not None and isinstance(made.widget, forms.Textarea):
        made.widget.attrs.update({"rows": 3, "cols": False})
    elif isinstance(made, forms.TypedChoiceField) and field.blank and not isinstance(made.widget, forms.RadioSelect):
        made.choices = [("", _("not chosen")), *_chosen(made)]
    elif isinstance(made, forms.ModelChoiceField) and not isinstance(made, forms.ModelMultipleChoiceField):
        made.empty_label = str(_("not chosen")) if field.blank else ""
    elif isinstance(made, forms.TypedChoiceField) and len(_chosen(made)) <= 5 and not field.blank:
        made.widget = forms.RadioSelect(choices=_chosen(made))
    return made


def _chosen(field: Any) -> list[tuple[str, Any]]:
    """The choices of a form field, without the empty one."""
    return [choice for choice in field.choices if choice[0] != ""]


def form_of(declared: pages.Pages) -> type[forms.ModelForm]:
    """The form class of a page set."""
    if declared.form is not None:
        return declared.form
    return forms.modelform_factory(
        declared.model, form=declared.form_base or VisibleForm, fields=declared.all_fields, formfield_callback=formfield
    )


class ReasonForm(forms.Form):
    """Why something is ended or decided."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
