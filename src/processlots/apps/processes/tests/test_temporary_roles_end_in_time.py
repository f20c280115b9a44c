"""Temporary owners and leaders: reminded of, made regular, followed by the next (R-2 c, R-4, S2-3, V-12)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Appointment, Task
from processlots.apps.processes import actions
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import give_role, make_decided_here, whole_page
from processlots.kit.periods import today

DAY = datetime.timedelta(days=1)


@pytest.fixture
def process(cast: Any) -> Process:
    return make_decided_here(cast)


def reminded(row: Appointment) -> list[tuple[str, datetime.date | None]]:
    tasks.refresh(row)
    rows = Task.objects.open().filter(object_id=row.pk, key="appointment-ends").select_related("person")
    return [(str(one.person), one.due) for one in rows]


def test_who_decides_is_reminded_before_the_end_and_not_when_somebody_follows(cast: Any, process: Process) -> None:
    ends = today() + 30 * DAY
    row = give_role(process, cast.person("maj"), kind="temporary", valid_to=ends, valid_from=today() - 60 * DAY)
    assert reminded(row) == [("Chef-Charlie", ends)]
    actions.appoint(process, "owner", cast.person("alva"), cast.charlie, valid_from=ends + DAY)
    assert reminded(row) == []


def test_one_that_lasts_long_is_not_reminded_of_yet(cast: Any, process: Process) -> None:
    assert reminded(give_role(process, cast.person("maj"), kind="temporary", valid_to=today() + 200 * DAY)) == []


def test_the_successor_begins_the_day_after_the_settled_end(cast: Any, process: Process) -> None:
    ends = today() + 30 * DAY
    give_role(process, cast.person("maj"), kind="temporary", valid_to=ends)
    process.refresh_from_db()
    browser, page = cast.client("charlie"), f"/processer/{process.key}/agare/"
    assert f'value="{(ends + DAY).isoformat()}"' in browser.get(page).content.decode()
    sent = {"person": "Ägar-Alva", "kind": "regular", "valid_from": (ends + DAY).isoformat(), "version": process.version}
    assert browser.post(page, sent).status_code == 302
    days = list(Appointment.objects.filter(role="owner").order_by("valid_from").values_list("valid_from", "valid_to"))
    assert days == [(today(), ends), (ends + DAY, None)]


def test_a_temporary_one_becomes_regular_with_the_fields_filled(cast: Any, process: Process) -> None:
    give_role(process, cast.person("maj"), kind="temporary", valid_from=today() - 90 * DAY)
    process.refresh_from_db()
    browser, page = cast.client("charlie"), f"/processer/{process.key}/agare/?ordinarie=1"
    assert "?ordinarie=1" in whole_page(browser, process)
    form = browser.get(page).context["form"]
    assert (form["kind"].value(), form["ends_present"].value()) == ("regular", True)
    assert "Medarbetar-Maj" in form["person"].value()
    sent = {
        "person": "Medarbetar-Maj", "kind": "regular", "valid_from": today().isoformat(), "ends_present": "on",
        "version": process.version,
    }  # fmt: skip
    assert browser.post(page, sent).status_code == 302
    kinds = list(Appointment.objects.filter(role="owner").order_by("pk").values_list("kind", "valid_to"))
    assert kinds == [("temporary", today() - DAY), ("regular", None)]


def test_an_end_comes_before_the_beginning_nowhere(cast: Any, process: Process) -> None:
    process.refresh_from_db()
    sent = {
        "person": "Ägar-Alva", "kind": "temporary", "valid_from": "2026-05-02", "valid_to": "2026-05-01",
        "version": process.version,
    }  # fmt: skip
    assert cast.client("charlie").post(f"/processer/{process.key}/agare/", sent).status_code == 422
    assert not Appointment.objects.filter(role="owner").exists()


def test_the_process_page_leads_to_ending_with_a_day_and_a_reason(cast: Any, process: Process) -> None:
    row = give_role(process, cast.person("alva"))
    process.refresh_from_db()
    browser, page = cast.client("charlie"), f"/processer/{process.key}/agare/avsluta-uppdrag/"
    assert page in whole_page(browser, process)
    assert page not in whole_page(cast.client("maj"), process)
    last = today() + 10 * DAY
    sent = {"last": last.isoformat(), "reason": "Går i pension", "version": process.version}
    assert browser.post(page, sent).status_code == 302
    row.refresh_from_db()
    assert (row.valid_to, row.ended_reason, row.over) == (last, "Går i pension", False)
    process.refresh_from_db()
    assert process.owner == cast.person("alva")


def test_ending_leaves_the_one_who_follows(cast: Any, process: Process) -> None:
    give_role(process, cast.person("maj"), valid_to=today() + 10 * DAY, valid_from=today() - DAY)
    later = actions.appoint(process, "owner", cast.person("alva"), cast.charlie, valid_from=today() + 11 * DAY)
    actions.end_appointment(process, "owner", cast.charlie, reason="Slutar tidigare")
    later.refresh_from_db()
    assert (later.state, later.valid_to) == (Appointment.State.DECIDED, None)


def test_one_who_has_left_is_not_appointed(cast: Any, process: Process) -> None:
    maj = cast.person("maj")
    maj.left = today() - DAY
    maj.save()
    process.refresh_from_db()
    sent = {"person": "Medarbetar-Maj", "kind": "regular", "valid_from": today().isoformat(), "version": process.version}
    assert cast.client("charlie").post(f"/processer/{process.key}/agare/", sent).status_code == 409
    assert not Appointment.objects.filter(role="owner").exists()
