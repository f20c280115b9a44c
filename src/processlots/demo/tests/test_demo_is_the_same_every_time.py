"""Made twice, the demo holds the same rows: all that differs is uids, times and the database's own keys."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models, transaction

from processlots.demo.make import municipality
from processlots.kit.models.checks import StoredFinding

APPS = ("accounts", "handbook", "organisation", "learning", "processes", "resources", "maps", "followup", "improvement")
#: made of primary keys, or of chance
LEFT_OUT = {"uid", "path", "password", "about_process"}
#: files that name things by their uids, and the place in the log up to which something is true
OF_UIDS = {("release", "content"), ("release", "document"), ("release", "fingerprint"), ("releasestanding", "seen")}


class _Undone(Exception):
    """Ends the transaction."""


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row by its place among its model's rows; keys of other rows are their places."""
    kinds = [model for label in APPS for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    places = {
        model: {pk: place for place, pk in enumerate(model._default_manager.order_by("pk").values_list("pk", flat=True))}
        for model in kinds
    }
    found = {model: [_row(one, places) for one in model._default_manager.order_by("pk")] for model in kinds}
    # What joins many to many has no order of its own.
    return {model._meta.label: sorted(rows, key=str) if model._meta.auto_created else rows for model, rows in found.items()}


def _row(row: Any, places: dict[type[models.Model], dict[Any, int]]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.primary_key or field.name in LEFT_OUT or isinstance(field, models.DateTimeField):
            continue
        if (row._meta.model_name, field.name) in OF_UIDS:
            continue
        value = field.value_from_object(row)
        if field.name in ("scope_id", "holder_id", "change_id"):  # of whatever kind the row says
            value = str(getattr(row, field.name.removesuffix("_id")))
        elif isinstance(field, models.ForeignKey):
            known = places.get(field.related_model, {})
            value = known[value] if value in known else str(getattr(row, field.name))
        told[field.name] = value
    return told


@pytest.mark.once  # in SQLite the keys start over too, and some texts and addresses hold keys
@pytest.mark.django_db
def test_twice_gives_the_same_rows() -> None:
    told: list[Any] = []
    for _time in range(2):
        try:
            with transaction.atomic():
                municipality()
                found = StoredFinding.objects.order_by("check_id", "message_sv", "field", "pk")
                told.append((dump(), list(found.values_list("check_id", "severity", "message_sv", "message_en"))))
                raise _Undone
        except _Undone:
            pass
    (first, said), (second, said_again) = told
    assert sum(len(rows) for rows in first.values()) > 1500
    for label, rows in first.items():
        assert rows == second[label], label
    assert said == said_again
    assert not get_user_model().objects.exists()
