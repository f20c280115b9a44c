"""What the measure's page offers where something has changed: new limits, what it means, that the cause is unknown."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.followup import series
from processlots.apps.followup.models import Measure, Rebase, Signal
from processlots.apps.followup.tests.makers import SHIFT, make_goal, make_measure, make_process, month
from processlots.apps.improvement.models import Need, PlanAction
from processlots.kit import jobs
from processlots.kit.models import Job


@pytest.fixture
def measure(cast: Any) -> Measure:
    return make_measure(make_process(cast), cast, SHIFT)


def begins() -> str:
    return f"{month(11, len(SHIFT)):%Y-%m}"


def test_the_form_of_new_limits_is_filled_in_with_the_first_point_of_the_shift(measure: Measure, cast: Any) -> None:
    page = cast.client("love").get(measure.get_absolute_url()).content.decode()
    assert f"{measure.get_absolute_url()}granser/" in page
    form = cast.client("love").get(f"{measure.get_absolute_url()}granser/").context["form"]
    assert form["period"].value() == begins()


def test_new_limits_are_counted_from_the_change_and_the_reason_stands_in_the_chart(measure: Measure, cast: Any) -> None:
    sent = {"period": begins(), "reason": "Samlad granskning <infördes>"}
    assert cast.client("love").post(f"{measure.get_absolute_url()}granser/", sent).status_code == 302
    chart = series.chart_of(measure)
    assert [one.n for one in chart.segments] == [11, 7]
    assert chart.signal is None
    measure.refresh_from_db()
    assert measure.variation == "common"
    page = cast.client("maj").get(measure.get_absolute_url()).content.decode()
    assert "Samlad granskning &lt;infördes&gt;" in page
    assert "<infördes>" not in page
    # The signal that was acted upon is kept with what was seen.
    assert (Signal.objects.get().meaning, Signal.objects.get().seen_by) == ("Samlad granskning <infördes>", cast.person("love"))


@pytest.mark.parametrize("period", ["", "igår", "2999-01", "1999-01", "first", "13-2026", "x" * 300])
def test_new_limits_from_a_period_without_values_on_both_sides_are_refused_with_a_word(
    measure: Measure, cast: Any, period: str
) -> None:
    asked = f"{month(0, len(SHIFT)):%Y-%m}" if period == "first" else period
    answer = cast.client("love").post(f"{measure.get_absolute_url()}granser/", {"period": asked, "reason": "Därför"})
    assert answer.status_code == 422
    assert 'class="why"' in answer.content.decode()
    assert not Rebase.objects.exists()


def test_new_limits_need_a_reason_and_are_counted_once(measure: Measure, cast: Any) -> None:
    address = f"{measure.get_absolute_url()}granser/"
    assert cast.client("love").post(address, {"period": begins(), "reason": " "}).status_code == 422
    for expected in (302, 422):
        assert cast.client("love").post(address, {"period": begins(), "reason": "Därför"}).status_code == expected
    assert Rebase.objects.count() == 1


def test_taking_new_limits_away_computes_the_measure_anew(measure: Measure, cast: Any) -> None:
    cast.client("love").post(f"{measure.get_absolute_url()}granser/", {"period": begins(), "reason": "Därför"})
    rebase = Rebase.objects.get()
    answer = cast.client("love").post(
        f"{rebase.get_absolute_url()}avsluta/", {"reason": "Fel mått", "version": str(rebase.version)}
    )
    assert answer.status_code == 302
    measure.refresh_from_db()
    assert measure.variation == "improvement"


def test_that_the_cause_is_unknown_is_one_press_and_the_signal_waits_no_longer(measure: Measure, cast: Any) -> None:
    from processlots.apps.processes.overview import todo

    seen = series.chart_of(measure).signal.rule  # type: ignore[union-attr]
    assert measure.get_absolute_url() in {one.url for one in todo.waiting(cast.love)}
    assert cast.client("love").post(f"{measure.get_absolute_url()}sedd/").status_code == 302
    signal = Signal.objects.get()
    assert (signal.rule, signal.point, signal.seen_by) == (seen, month(17, 18), cast.person("love"))
    assert signal.meaning
    assert measure.get_absolute_url() not in {one.url for one in todo.waiting(cast.love)}
    assert signal.get_absolute_url() in cast.client("maj").get(measure.get_absolute_url()).content.decode()


def test_what_one_comes_to_know_later_is_written_to_the_same_signal(measure: Measure, cast: Any) -> None:
    browser = cast.client("love")
    browser.post(f"{measure.get_absolute_url()}sedd/")
    browser.post(f"{measure.get_absolute_url()}sedd/", {"meaning": "Två nya handläggare"})
    assert Signal.objects.get().meaning == "Två nya handläggare"
    # A need of it does not overwrite what a person has written.
    browser.post(f"{measure.get_absolute_url()}behov/")
    assert Signal.objects.get().meaning == "Två nya handläggare"


def test_without_values_there_is_no_signal_to_see(cast: Any) -> None:
    measure = make_measure(make_process(cast), cast)
    assert cast.client("love").post(f"{measure.get_absolute_url()}sedd/").status_code == 302
    assert not Signal.objects.exists()


@pytest.mark.parametrize("who", ["maj", "alva", "charlie", "hanna", "moa", "ali", "gro"])
@pytest.mark.parametrize("act", ["granser", "sedd", "varden"])
def test_only_leader_and_measurer_act(measure: Measure, cast: Any, who: str, act: str) -> None:
    address = f"{measure.get_absolute_url()}{act}/"
    for answer in (cast.client(who).get(address), cast.client(who).post(address, {"period": begins(), "reason": "Därför"})):
        assert answer.status_code == 403
    assert not Rebase.objects.exists()
    assert not Signal.objects.exists()
    if who != "gro":
        assert f'href="{address}"' not in cast.client(who).get(measure.get_absolute_url()).content.decode()


def test_common_variation_asks_for_nothing(cast: Any) -> None:
    calm = make_measure(make_process(cast), cast, [8, 9] * 7)
    page = cast.client("love").get(calm.get_absolute_url()).content.decode()
    assert f"{calm.get_absolute_url()}granser/" not in page
    assert f'action="{calm.get_absolute_url()}sedd/"' not in page
    assert "cartouche" in page


def test_the_chart_tells_of_an_activity_that_was_done(measure: Measure, cast: Any) -> None:
    goal = make_goal(measure.process, measure)
    need = Need.objects.create(process=measure.process, title="Korta tiden", goal=goal)
    PlanAction.objects.create(
        process=measure.process, text="Införa granskning", need=need, state="done", finished_on=month(10, 18)
    )
    assert "Införa granskning" in cast.client("maj").get(measure.get_absolute_url()).content.decode()


def test_the_values_come_as_a_workbook_through_a_job(measure: Measure, cast: Any) -> None:
    import io

    import openpyxl

    answer = cast.client("maj").post(f"{measure.get_absolute_url()}excel/")
    assert answer.status_code == 302
    jobs.drain()
    job = Job.objects.get()
    assert job.state == Job.State.DONE, job.error
    rows = list(openpyxl.load_workbook(io.BytesIO(job.file.read())).active.values)
    assert len(rows) == 1 + len(SHIFT)
    assert float(rows[1][1]) == SHIFT[-1]


def test_a_long_series_is_drawn_by_its_end_and_judged_as_a_whole(cast: Any) -> None:
    measure = make_measure(make_process(cast), cast, [8, 9, 8, 10] * 100)
    whole = series.chart_of(measure)
    shown = series.tail(whole, 240)
    assert len(shown.points) == 240
    assert shown.points == whole.points[-240:]
    assert (shown.segments[0].start, shown.segments[-1].stop, shown.segments[-1].upper) == (0, 240, whole.segments[-1].upper)
    page = cast.client("maj").get(measure.get_absolute_url()).content.decode()
    assert page.count('<th scope="row" class="nowrap">') == 120
    assert (
        cast.client("maj").get(f"{measure.get_absolute_url()}?alla=1").content.decode().count('<th scope="row" class="nowrap">')
        == 400
    )


def test_the_tail_of_a_series_keeps_its_limits_and_runs() -> None:
    import datetime

    from processlots.apps.followup import control_chart

    days = [datetime.date(2020, 1, 1) + datetime.timedelta(days=n) for n in range(30)]
    points = [
        control_chart.Point(day, value, rebase=n == 15)
        for n, (day, value) in enumerate(zip(days, [1, 2] * 7 + [1] + [5, 6, 5, 6, 5, 6, 5, 6] + [1] * 7, strict=True))
    ]
    whole = control_chart.analyse(points, "up", None)
    shown = series.tail(whole, 10)
    assert [one.date for one in shown.points] == days[20:]
    assert {one.segment for one in shown.points} == {0}
    assert shown.signal is not None
    assert [shown.points[i].date for i in shown.signal.points] == [whole.points[i].date for i in whole.signal.points]  # type: ignore[union-attr]
    assert (shown.segments[0].mean, shown.segments[0].stop) == (whole.segments[-1].mean, 10)
