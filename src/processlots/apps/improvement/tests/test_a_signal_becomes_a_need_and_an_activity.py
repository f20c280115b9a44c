"""The thread from a value to what is done about it, and back (X-1)."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from processlots.apps.followup import values
from processlots.apps.followup.models import Measure, Signal
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.organisation.models import Appointment, Decision
from processlots.apps.processes.models import Process


@pytest.fixture
def measure(cast: Any) -> Measure:
    decision = Decision.take(text="Processinventering", by=cast.person("charlie"))
    process = Process.objects.create(
        name="Pröva ansökan om bygglov", type="main", unit=cast.unit, status="inventoried", inventory_decision=decision
    )
    Appointment.objects.create(role="leader", person=cast.person("love"), scope=process, state="decided")
    Process.objects.filter(pk=process.pk).update(leader=cast.person("love"))
    made = Measure.objects.create(process=process, name="Handläggningstid", unit_text="veckor", improve="down")
    series = [8, 9, 8, 9, 8, 9, 8, 9, 8, 9, 8, 20]
    given = [values.Given(datetime.date(2025, month, 1), Decimal(value)) for month, value in enumerate(series, 1)]
    values.register(made, given, cast.love)
    return made


def test_one_click_makes_a_need_that_cites_what_was_seen(measure: Measure, cast: Any) -> None:
    answer = cast.client("love").post(f"/matt/{measure.key}/behov/")
    need = Need.objects.get()
    assert answer.headers["Location"] == need.get_absolute_url()
    signal = need.signal
    assert signal is not None
    assert (signal.rule, signal.point, signal.value) == ("outside", datetime.date(2025, 12, 1), Decimal(20))
    assert signal.upper is not None
    assert signal.upper < 20
    assert len(signal.data_hash) == 64


def test_the_same_signal_gives_one_need(measure: Measure, cast: Any) -> None:
    for _each in range(2):
        cast.client("love").post(f"/matt/{measure.key}/behov/")
    assert (Need.objects.count(), Signal.objects.count()) == (1, 1)


def test_later_values_do_not_rewrite_why_one_acted(measure: Measure, cast: Any) -> None:
    cast.client("love").post(f"/matt/{measure.key}/behov/")
    before = Signal.objects.values().get()
    values.register(measure, [values.Given(datetime.date(2025, 11, 1), Decimal(30))], cast.love)
    assert Signal.objects.values().get() == before


def test_an_activity_of_the_need_is_seen_from_both_ends(measure: Measure, cast: Any) -> None:
    browser = cast.client("love")
    browser.post(f"/matt/{measure.key}/behov/")
    need = Need.objects.get()
    page = browser.get(need.get_absolute_url()).content.decode()
    address = f"/aktiviteter/nytt/?process={measure.process.key}&amp;need={need.number}"
    assert address in page
    form = browser.get(address.replace("&amp;", "&")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {"text": "Införa samlad granskning", "due": "2026-12-01", "expected_effect": "Två veckor kortare"}
    assert browser.post("/aktiviteter/nytt/", sent).status_code == 302
    action, need = PlanAction.objects.get(), Need.objects.get()
    assert (action.need, need.state) == (need, Need.State.PLANNED)
    thread = browser.get(measure.process.get_absolute_url()).content.decode()
    assert action.get_absolute_url() in thread
    assert need.get_absolute_url() in thread


def test_an_employee_may_write_a_need_but_no_activity(measure: Measure, cast: Any) -> None:
    sent = {
        "process": f"{measure.process.name} (P-{measure.process.number})",
        "title": "Brevet är svårt att förstå",
        "origin": "suggestion",
    }
    assert cast.client("maj").post("/behov/nytt/", sent).status_code == 302
    assert Need.objects.get().registered_by == cast.person("maj")
    assert (
        cast.client("maj")
        .post("/aktiviteter/nytt/", {"process": sent["process"], "text": "Skriva om brevet", "kind": "develop"})
        .status_code
        == 403
    )
    assert not PlanAction.objects.exists()
