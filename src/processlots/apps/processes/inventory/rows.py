"""The rows of an inventory as the page shows them: a form each, and what the naming standard and the model say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from processlots.apps.processes.checks import happens_once
from processlots.apps.processes.models import KnownDifferent, Process
from processlots.apps.processes.name_views import level_names, verdict_on, verdict_words
from processlots.apps.processes.naming import judge
from processlots.apps.processes.specification.written import NamesField, recipients_named
from processlots.kit import access

TYPES = [
    ("", gettext_lazy("Choose type")),
    (Process.Type.MAIN, pgettext_lazy("process type", "Main")),
    (Process.Type.SUPPORT, pgettext_lazy("process type", "Support")),
    (Process.Type.GOVERNING, pgettext_lazy("process type", "Governing")),
]
KINDS = ("gives_service", "gives_support", "gives_governance")


class RowForm(forms.ModelForm):
    """One row. Its controls stand in a list item and belong to the row's form by the attribute `form`."""

    recipients = NamesField(label=gettext_lazy("Recipients"), required=False)

    class Meta:
        model = Process
        fields = ["name", "type", "purpose", *KINDS, "priority"]

    def __init__(self, data: Any = None, *, instance: Process) -> None:
        super().__init__(data, instance=instance, auto_id=f"id_{instance.pk}_%s")
        self.initial["recipients"] = ", ".join(str(one) for one in instance.recipients.all())
        self.fields["recipients"].widget = forms.TextInput(attrs={"placeholder": _("Who receives?")})
        self.fields["type"].widget = forms.Select(choices=TYPES)
        self.fields["purpose"].widget.attrs |= {"rows": 2, "placeholder": _("Which need is met, which value is delivered?")}
        self.fields["priority"].widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 3})
        for name, one in self.fields.items():
            one.widget.attrs["form"] = f"rf-{instance.pk}"
            if name not in KINDS:
                one.widget.attrs["aria-label"] = f"{one.label}: {instance.name}"
        self.fields["name"].widget.attrs |= {
            "class": "form-control slant", "aria-describedby": f"v-{instance.pk}", "hx-get": "/processer/namn/",
            "hx-trigger": "input changed delay:400ms", "hx-target": f"#v-{instance.pk}", "hx-sync": "this:replace",
            "hx-vals": f'{{"process": "{instance.pk}"}}', "hx-include": "this",
        }  # fmt: skip

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def keep_recipients(self) -> None:
        """Write the recipients; those that are new are made."""
        self.instance.recipients.set(recipients_named(self.cleaned_data["recipients"]))


@dataclass
class RowShown:
    """A row of the page."""

    process: Process
    number: int
    form: RowForm | None
    verdict: dict[str, Any] | None
    says: list[tuple[str, str]] = field(default_factory=list)
    may_drop: bool = False
    may_appoint: bool = False
    may_accept: bool = False
    saved: bool = False
    told: str = ""


def shown_rows(user: Any, rows: Iterable[Process] | models.QuerySet[Process], first: int, writes: bool) -> list[RowShown]:
    """The rows with forms where the person writes; a fixed number of queries."""
    if isinstance(rows, models.QuerySet):
        rows = rows.select_related("inventory", "owner", "found_by", "parent", "lifted_to").prefetch_related("recipients")
    others = level_names(user)
    rows = list(rows)
    apart = known_apart(row.pk for row in rows)
    made = []
    for number, row in enumerate(rows, start=first):
        unlike = apart.get(row.pk)
        compared = {key: name for key, name in others.items() if key not in unlike} if unlike else others
        made.append(shown(user, row, number, writes, compared))
    return made


def known_apart(keys: Iterable[int]) -> dict[int, set[int]]:
    """Process → those that somebody has said it is not (V-8); one query."""
    wanted = list(keys)
    found: dict[int, set[int]] = defaultdict(set)
    pairs = KnownDifferent.objects.filter(Q(process__in=wanted) | Q(other__in=wanted))
    for one, two in pairs.values_list("process", "other"):
        found[one].add(two)
        found[two].add(one)
    return found


def shown(user: Any, row: Process, number: int, writes: bool, others: dict[int, str], form: RowForm | None = None) -> RowShown:
    """One row; `form` is one that did not hold."""
    may = writes and access.may(user, "change", row)
    verdict = None if row.name_accepted_reason else verdict_words(verdict_on(row.name, others, row.pk))
    wrong = verdict is not None and verdict["mark"] == "warn"
    return RowShown(
        row, number, (form or RowForm(instance=row)) if may else None, verdict, list(_says(row)),
        may_appoint=row.inventory_decision_id is not None and row.owner_id is None and access.may(user, "appoint_owner", row),
        may_drop=writes and row.owner_id is None and access.may(user, "not_a_process", row),
        may_accept=wrong and access.may(user, "accept_name", row),
    )  # fmt: skip


def _says(row: Process) -> Iterable[tuple[str, str]]:
    if row.name_accepted_reason:
        yield "ok", _("The name is kept: %(why)s") % {"why": row.name_accepted_reason}
    elif happens_once(row.name):
        yield "warn", _("Happens once?")
    if not row.recipients.all():
        yield "warn", _("Recipient missing")
    if not row.purpose:
        yield "none", _("Purpose missing")
    if row.parent_id is not None:
        yield "none", _("Part of another process; it can wait until that one is described")
    if row.lifted_to is not None:
        yield "begun", _("Lifted to %(forum)s") % {"forum": row.lifted_to}
    if row.found_by is not None and row.inventory_decision_id is None and row.found_where:
        yield "none", _("Found by %(person)s: %(where)s") % {"person": row.found_by, "where": row.found_where}


def tally(rows: models.QuerySet[Process]) -> dict[str, Any]:
    """How many rows there are, of each type, and how their names hold. Likeness is said at the row."""
    counted = rows.aggregate(
        rows=Count("pk", distinct=True),
        **{str(kind): Count("pk", filter=Q(type=kind), distinct=True) for kind in Process.Type.values},
        untyped=Count("pk", filter=Q(type=""), distinct=True),
        nobody=Count("pk", filter=Q(recipients=None), distinct=True),
        purposes=Count("pk", filter=~Q(purpose=""), distinct=True),
    )
    said = {"ok": 0, "unsure": 0, "wrong": 0}
    for name, accepted in rows.values_list("name", "name_accepted_reason"):
        said["ok" if accepted else judge(name).verdict] += 1
    return counted | said
