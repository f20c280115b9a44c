"""Two columns out of Excel, with or without headings: the first month is a value, not a heading."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from processlots.apps.followup.models import Measure, Measurement
from processlots.apps.processes.tests.makers import give_role, make_decided
from processlots.kit.imports import batches


@pytest.mark.parametrize("heading", ["", "Månad\tVeckor\n", "Period\tVärde\n"])
def test_every_pasted_month_is_a_value(cast: Any, heading: str) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("love"), "leader")
    measure = Measure.objects.create(process=process, name="Handläggningstid", unit_text="veckor")
    text = f"{heading}2026-01\t9,1\n2026-02\t8,7\n"
    batch = batches.begin("measurements", cast.love, text=text, params={"measure": str(measure.pk)})
    if "Veckor" in heading:
        batches.remap(batch, {"period": 0, "value": 1}, headed=True)
    looked = batches.preview(batch, cast.love)
    assert looked.counts == {"new": 2}, looked.results
    batches.apply(batch, cast.love, looked.seen)
    assert list(Measurement.objects.order_by("period_start").values_list("value", flat=True)) == [Decimal("9.1"), Decimal("8.7")]
