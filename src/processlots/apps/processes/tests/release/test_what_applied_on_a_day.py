""" "Vad gällde den 14 mars?" (DESIGN 6): answered from releases only, for one process and for a unit or a board."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.processes.models import Process
from processlots.apps.processes.release import standing
from processlots.apps.processes.tests.makers import give_role, make_decided
from processlots.apps.processes.tests.release.makers import release

MARCH = datetime.date(2026, 3, 1)


@pytest.fixture
def process(cast: Any) -> Process:
    made = make_decided(unit=cast.unit, by=cast.person("charlie"), purpose="Det första syftet.")
    give_role(made, cast.person("alva"))
    release(made, cast, valid_from=MARCH)
    row = Process.objects.get(pk=made.pk)
    row.purpose = "Det andra syftet."
    row.save()
    release(row, cast, valid_from=datetime.date(2026, 4, 1), summary="Syftet är tydligare.", diary_number="BN 2026-202")
    row = Process.objects.get(pk=made.pk)
    row.purpose = "Det tredje syftet, som ingen har beslutat."
    row.save()
    return row


def page(cast: Any, address: str, name: str = "maj") -> str:
    answer = cast.client(name).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_14_of_march_has_the_version_of_march(process: Process, cast: Any) -> None:
    text = page(cast, f"{process.get_absolute_url()}gallde/?dag=2026-03-14")
    assert "Version 1 gällde den 14 mars 2026." in text
    first = process.releases.get(number=1)
    assert first.document.sha256 in text
    assert f"{first.get_absolute_url()}pdf/" in text
    assert "Den gällde till och med 31 mars 2026." in text


def test_first_and_last_day_belong_to_the_version(process: Process) -> None:
    for day, number in (("2026-03-01", 1), ("2026-03-31", 1), ("2026-04-01", 2), ("2026-11-01", 2)):
        found = standing.applied([process.pk], datetime.date.fromisoformat(day))
        assert found[process.pk].number == number, day


def test_before_the_first_version_none_applied_and_the_page_says_so(process: Process, cast: Any) -> None:
    text = page(cast, f"{process.get_absolute_url()}gallde/?dag=2026-02-28")
    assert "Ingen version av Pröva ansökan om bygglov gällde den 28 februari 2026." in text
    assert "Version 1 var den första" in text


def test_after_it_was_closed_down_nothing_applied(process: Process, cast: Any) -> None:
    process.end("Uppgiften är flyttad")
    later = (process.ended_on + datetime.timedelta(days=1)).isoformat()  # type: ignore[operator]
    assert "avvecklades" in page(cast, f"{process.get_absolute_url()}gallde/?dag={later}")
    assert "Version 2 gällde" in page(cast, f"{process.get_absolute_url()}gallde/?dag=2026-05-01")


def test_the_page_of_a_version_is_read_from_what_was_frozen(process: Process, cast: Any) -> None:
    text = page(cast, process.releases.get(number=1).get_absolute_url())
    assert "Det första syftet." in text
    assert "Det andra syftet." not in text
    assert "Det tredje" not in text


def test_a_unit_or_board_is_answered_for_all_its_processes(process: Process, cast: Any) -> None:
    other = make_decided("Bevilja parkeringstillstånd", cast.council, by=cast.person("charlie"))
    give_role(other, cast.person("alva"))
    release(other, cast, valid_from=datetime.date(2026, 5, 1))
    text = page(cast, "/vad-gallde/?dag=2026-03-14")
    assert "Pröva ansökan om bygglov" in text
    assert "Bevilja parkeringstillstånd" in text
    assert "ingen gällde" in text
    text = page(cast, f"/vad-gallde/?dag=2026-03-14&enhet={cast.board} ({cast.board.pk})")
    assert "Pröva ansökan om bygglov" in text
    assert "Bevilja parkeringstillstånd" not in text


def test_the_list_costs_the_same_however_long(process: Process, cast: Any, django_assert_max_num_queries: Any) -> None:
    browser = cast.client("maj")
    browser.get("/vad-gallde/?dag=2026-03-14")
    with django_assert_max_num_queries(40) as few:
        browser.get("/vad-gallde/?dag=2026-03-14")
    for number in range(5):
        other = make_decided(f"Pröva ärende {number}", cast.unit, by=cast.person("charlie"))
        give_role(other, cast.person("alva"))
        release(other, cast, valid_from=MARCH)
    with django_assert_max_num_queries(len(few)):
        browser.get("/vad-gallde/?dag=2026-03-14")


def test_a_day_that_is_none_is_said_at_its_field(process: Process, cast: Any) -> None:
    browser = cast.client("maj")
    for day in ("i går", "2026-13-01", "0001-01-01", "99999-01-01"):
        for address in (f"{process.get_absolute_url()}gallde/", "/vad-gallde/"):
            assert browser.get(address, {"dag": day}).status_code == 422, (address, day)


def test_the_api_answers_the_same(process: Process, cast: Any) -> None:
    browser = cast.client("maj")
    found = browser.get(f"/api/v1/processes/{process.uid}/applied", {"date": "2026-03-14"}).json()
    first = process.releases.get(number=1)
    assert found["number"] == 1
    assert found["release"] == str(first.uid)
    assert found["sha256"] == first.content.sha256
    assert "14 mars 2026" in found["sentence"]
    nothing = browser.get(f"/api/v1/processes/{process.uid}/applied", {"date": "2025-03-14"}).json()
    assert nothing["number"] is None
    assert browser.get(f"/api/v1/processes/{process.uid}/applied", {"date": "i går"}).status_code == 400


def test_versions_of_a_hidden_process_are_seen_by_nobody_else(process: Process, cast: Any) -> None:
    """Whoever does not see the process sees none of its versions: page, file, day, hash and API."""
    made = process.releases.get(number=1)
    Process.objects.filter(pk=process.pk).update(status="discovered")
    browser = cast.client("ali")
    for address in (
        made.get_absolute_url(), f"{made.get_absolute_url()}pdf/", f"{made.get_absolute_url()}json/",
        f"{process.get_absolute_url()}versioner/", f"{process.get_absolute_url()}versioner/skillnad/",
        f"{process.get_absolute_url()}gallde/", f"/api/v1/releases/{made.uid}/content", f"/api/v1/releases/{made.uid}/pdf",
        f"/api/v1/releases/{made.uid}/comparison", f"/api/v1/processes/{process.uid}/applied",
    ):  # fmt: skip
        assert browser.get(address).status_code == 404, address
    assert "bygglov" not in page(cast, "/vad-gallde/?dag=2026-03-14", "ali")
    known = browser.post("/versioner/kanns-igen/", {"sha256": made.document.sha256}).content.decode()
    assert "känns inte igen" in known
