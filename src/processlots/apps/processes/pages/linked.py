"""Rows that name several processes: the field where they are written by name, and the list of those that one may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from processlots.apps.processes.models import Process
from processlots.apps.processes.specification.written import RowsField, as_text
from processlots.kit import access
from processlots.kit.forms import VisibleForm
from processlots.kit.pages import url_of
from processlots.kit.tables import Column


class ProcessesForm(VisibleForm):
    """A form with the processes written one a line, by name or number. Those that the person may not see stay as they are."""

    processes = RowsField(Process, label=_("Processes"), required=False, help_text=_("One a line, by name or number (P-214)."))

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        field: Any = self.fields["processes"]
        field.queryset = access.visible(user, Process)
        if self.instance.pk is not None:
            self.initial["processes"] = as_text(
                field.queryset.filter(pk__in=self.instance.processes.values("pk")).order_by("sort")
            )

    def clean_processes(self) -> list[Process]:
        """What was written, and what the person could not see."""
        chosen = list(self.cleaned_data["processes"])
        if self.instance.pk is None:
            return chosen
        field: Any = self.fields["processes"]
        return [*chosen, *self.instance.processes.exclude(pk__in=field.queryset.values("pk"))]


def with_processes(rows: Iterable[Any], model: type[models.Model], user: Any) -> Sequence[Any]:
    """The rows, each with `shown`: its processes that the person may see. One query for all of them."""
    listed = list(rows)
    through: Any = model._meta.get_field("processes").remote_field.through  # type: ignore[union-attr]
    own = model._meta.model_name
    seen = access.visible(user, Process).filter(ended_on=None)
    found = defaultdict(list)
    pairs = through.objects.filter(**{f"{own}__in": listed, "process__in": seen}).select_related("process")
    for pair in pairs.order_by("process__sort", "process__pk"):
        found[getattr(pair, f"{own}_id")].append(pair.process)
    for row in listed:
        row.shown = found[row.pk]
    return listed


def _html(row: Any) -> Any:
    return format_html_join(", ", '<span class="slant">{}</span>', ((one.name,) for one in row.shown[:5])) + (
        format_html(" +{}", len(row.shown) - 5) if len(row.shown) > 5 else ""
    )


def processes_column() -> Column:
    """The processes of a row that went through `with_processes`."""
    return Column("processes", _("Processes"), _html, plain=lambda row: ", ".join(one.name for one in row.shown))


def listed(request: HttpRequest, rows: Any) -> dict[str, Any]:
    """The context of the panel that lists processes."""
    seen = access.visible(request.user, Process).filter(pk__in=rows.values("pk"), ended_on=None)
    return {"processes": list(seen.select_related("unit").order_by("sort", "pk"))}


def links_to(rows: Iterable[Any]) -> Any:
    """Names with links, between commas."""
    return format_html_join(", ", '<a href="{}">{}</a>', ((url_of(one), str(one)) for one in rows))
