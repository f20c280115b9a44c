"""What was written in bulk reads like what was saved row by row."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from processlots.apps.followup.models import Measure, Measurement
from processlots.apps.processes.models import Process
from processlots.kit import history


def test_the_history_page_of_a_row_made_in_bulk_opens_and_names_what_was_written(cast: Any) -> None:
    process = Process.objects.create(name="Pröva ansökan om bygglov", status="inventoried", unit=cast.unit)
    measure = Measure.objects.create(process=process, name="Handläggningstid", unit_text="veckor")
    with history.act("Läste in värden", user=cast.love):
        history.bulk_create(
            Measurement, [Measurement(measure=measure, period_start=datetime.date(2026, 3, 1), value=Decimal("7.5"))]
        )
    row = Measurement.objects.get()
    row.current = False
    with history.act("Rättade", user=cast.love):
        history.bulk_update([row], ["current"])
    page = cast.client("moa").get(f"{row.get_absolute_url()}historik/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Läste in värden" in text
    assert "7.5" in text
    assert "Ledar-Love" in text
    assert "None" not in text
