"""The API's list is written without making rows; it must say what the single row says."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.kit import pages
from tests.making import make

IN_API = [pytest.param(declared, id=declared.name) for declared in pages.registry() if declared.api]


@pytest.mark.parametrize("declared", IN_API)
def test_list_and_row_agree(declared: pages.Pages, cast: Any) -> None:
    row = make(declared.model)
    for field in row._meta.many_to_many:
        getattr(row, field.name).add(make(field.related_model))
    browser = cast.client("moa")
    listed = browser.get(f"/api/v1/{declared.api}?limit=100").json()["results"]
    found = [one for one in listed if one["uid"] == str(row.uid)]
    alone = browser.get(f"/api/v1/{declared.api}/{row.uid}")
    assert ([alone.json()] if alone.status_code == 200 else []) == found
