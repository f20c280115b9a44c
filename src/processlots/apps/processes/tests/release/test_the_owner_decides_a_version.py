"""Deciding (S0-5, DESIGN 5 "release: owner D", X-7): asked for on a page, made by the worker, whole or not at all."""

from __future__ import annotations

import datetime
import sys
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from processlots.apps.organisation.models import Decision
from processlots.apps.processes.models import Process, Release
from processlots.apps.processes.release import content, deciding, standing
from processlots.apps.processes.tests.makers import make_decided, whole_page
from processlots.apps.processes.tests.release.makers import asked, make_full, release
from processlots.kit import jobs, states
from processlots.kit.links import of_process
from processlots.kit.models.jobs import Job
from processlots.kit.periods import today


@pytest.fixture
def process(cast: Any) -> Process:
    return make_full(cast, maps=0, goals=1, documents=1)


def url(process: Process) -> str:
    return f"{process.get_absolute_url()}versioner/"


def decide(process: Process, cast: Any, **told: Any) -> Job:
    """Press the button and let the worker do it."""
    deciding.ask(process, cast.alva, **{**asked(process), "valid_from": today(), **told})
    jobs.drain()
    return Job.objects.latest("pk")


def test_the_owner_decides_on_the_page_and_the_worker_makes_it(process: Process, cast: Any) -> None:
    browser = cast.client("alva")
    page = browser.get(f"{url(process)}besluta/")
    assert page.status_code == 200
    answer = browser.post(f"{url(process)}besluta/", asked(process, diary_number="BN 2026-7"))
    assert answer.status_code == 302
    assert not Release.objects.exists(), "nothing is made in the web"
    jobs.drain()
    made = Release.objects.get()
    assert (made.number, made.valid_from, made.decision.diary_number) == (1, today(), "BN 2026-7")
    assert made.decision.by == cast.person("alva")
    assert made.decision.capacity == "processägare"
    assert [link.relation for link in of_process(process.pk)].count("decides") >= 1
    job = Job.objects.latest("pk")
    assert job.result["url"] == made.get_absolute_url()
    assert browser.get(made.get_absolute_url()).status_code == 200


def test_versions_are_numbered_for_each_process_by_itself(process: Process, cast: Any) -> None:
    other = make_decided("Bevilja bidrag", cast.unit, by=cast.person("charlie"))
    from processlots.apps.processes.tests.makers import give_role

    give_role(other, cast.person("alva"))
    for _each in range(2):
        release(process, cast)
    release(other, cast)
    assert list(Release.objects.order_by("pk").values_list("process_id", "number")) == [
        (process.pk, 1), (process.pk, 2), (other.pk, 1),
    ]  # fmt: skip


def test_nobody_but_the_owner_decides(process: Process, cast: Any) -> None:
    told = asked(process)
    for name in ("love", "hanna", "charlie", "moa", "maj", "ali", "gro"):
        browser = cast.client(name)
        assert browser.get(f"{url(process)}besluta/").status_code == 403, name
        assert browser.post(f"{url(process)}besluta/", told).status_code == 403, name
        with pytest.raises(PermissionDenied):
            deciding.ask(process, getattr(cast, name), **{**told, "valid_from": today()})
    jobs.drain()
    assert not Release.objects.exists()


def test_who_is_no_longer_the_owner_when_the_worker_comes_decides_nothing(process: Process, cast: Any) -> None:
    deciding.ask(process, cast.alva, **{**asked(process), "valid_from": today()})
    process.appointments.filter(role="owner").update(state="ended")
    from processlots.apps.organisation.standing import forget

    forget(cast.alva)
    jobs.drain()
    assert Job.objects.latest("pk").state == Job.State.FAILED
    assert not Release.objects.exists()


def test_what_was_changed_after_one_looked_is_not_decided(process: Process, cast: Any) -> None:
    seen = asked(process)
    process.purpose = "Något helt annat."
    process.save()
    deciding.ask(process, cast.alva, **{**seen, "valid_from": today()})
    jobs.drain()
    job = Job.objects.latest("pk")
    assert job.state == Job.State.FAILED
    assert job.error
    assert not Release.objects.exists()
    assert not Decision.objects.filter(text__contains="Version 1").exists(), "no decision without its release"


def test_two_presses_make_one_version(process: Process, cast: Any) -> None:
    for _each in range(2):
        deciding.ask(process, cast.alva, **{**asked(process), "valid_from": today()})
    jobs.drain()
    assert [job.state for job in Job.objects.order_by("pk")] == [Job.State.DONE, Job.State.FAILED]
    assert Release.objects.count() == 1


def test_a_version_does_not_apply_from_a_day_that_has_passed_or_before_the_one_it_follows(process: Process, cast: Any) -> None:
    yesterday, later = today() - datetime.timedelta(days=1), today() + datetime.timedelta(days=30)
    with pytest.raises(states.Refused):
        deciding.ask(process, cast.alva, **{**asked(process), "valid_from": yesterday})
    answer = cast.client("alva").post(f"{url(process)}besluta/", asked(process, valid_from=yesterday.isoformat()))
    assert answer.status_code == 422
    release(process, cast, valid_from=later)
    with pytest.raises(states.Refused):
        deciding.ask(process, cast.alva, **{**asked(process), "valid_from": today()})
    assert decide(process, cast, valid_from=later).state == Job.State.DONE


def test_bad_input_is_told_at_its_field_and_decides_nothing(process: Process, cast: Any) -> None:
    browser, told = cast.client("alva"), asked(process)
    for data in ({"summary": ""}, {"valid_from": "i går"}, {"valid_from": "0001-01-01"}, {"forum": "Finns inte"}):
        answer = browser.post(f"{url(process)}besluta/", {**told, **data})
        assert answer.status_code == 422, data
        assert b"summary-title" in answer.content, data
    assert not Job.objects.exists()


def test_a_process_that_is_closed_down_or_not_decided_has_no_new_version(process: Process, cast: Any) -> None:
    release(process, cast)
    row = Process.objects.get(pk=process.pk)
    row.end("Uppgiften är flyttad")
    assert deciding.refusal(row)
    assert cast.client("alva").get(f"{url(process)}besluta/").status_code == 403
    assert cast.client("maj").get(url(process)).status_code == 200, "what was decided is still read"
    found = Process.objects.create(name="Pröva bidrag", unit=cast.unit)
    assert deciding.refusal(found)


def test_broken_visibly_when_something_is_changed_after(process: Process, cast: Any) -> None:
    """DESIGN 6: "changed since version 3" on the process's page, with what changed."""
    release(process, cast)
    browser = cast.client("maj")
    row = Process.objects.get(pk=process.pk)
    before = whole_page(browser, row)
    assert "Inget har ändrats sedan dess" in before
    row.purpose = "Bygga rätt från början."
    row.save()
    after = whole_page(browser, row)
    assert "Ändrad sedan version 1" in after
    assert "skillnad/?fran=1" in after
    shown = browser.get(f"{url(row)}skillnad/?fran=1&till=nu").content.decode()
    assert "Syftet är ändrat" in shown
    assert "Bygga rätt från början." in shown


def test_what_only_passes_breaks_nothing(process: Process, cast: Any) -> None:
    """An activity that goes on and a specification that is looked over are no change of what was decided."""
    release(process, cast)
    activity = process.plan_actions.first()
    assert activity is not None
    activity.state = "ongoing"
    activity.save()
    row = Process.objects.get(pk=process.pk)
    row.reviewed_on = today()
    row.save()
    found = standing.of(row)
    assert found is not None
    assert not found.changed
    activity.text = "Något annat"
    activity.save()
    found = standing.of(row)
    assert found is not None
    assert found.changed


def test_the_night_finds_what_no_log_of_the_process_tells(process: Process, cast: Any) -> None:
    release(process, cast)
    recipient = process.recipients.get()
    recipient.name = "Byggherren"
    recipient.save()
    assert not standing.of(process).changed, "nothing was written about the process itself"  # type: ignore[union-attr]
    standing.compare_all(Job())
    assert standing.of(process).changed  # type: ignore[union-attr]


def test_printed_documents_carry_the_version(process: Process, cast: Any) -> None:
    assert standing.printed_version(process) == ""
    release(process, cast)
    assert standing.printed_version(process) == "Version 1"
    row = Process.objects.get(pk=process.pk)
    row.effects = "Färre överklaganden"
    row.save()
    assert standing.printed_version(row) == "Version 1 med ändringar"


def test_reading_the_page_costs_the_same_as_long_as_nothing_is_written(
    process: Process, cast: Any, django_assert_max_num_queries: Any
) -> None:
    """What is stored is read, not computed."""
    release(process, cast)
    with django_assert_max_num_queries(3):
        assert standing.of(process) is not None
    row = Process.objects.get(pk=process.pk)
    row.purpose = "Bygga rätt."
    row.save()
    assert standing.of(row).changed  # type: ignore[union-attr]
    with django_assert_max_num_queries(3):
        assert standing.of(row).changed  # type: ignore[union-attr]


def test_no_page_makes_a_pdf_itself(process: Process, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """DESIGN 3: what renders documents runs in the worker, never in a web worker."""
    made = release(process, cast)
    monkeypatch.setitem(sys.modules, "typst", None)  # whoever imports it now fails
    browser = cast.client("alva")
    base, day = url(process), f"{process.get_absolute_url()}gallde/"
    for address in (base, f"{base}besluta/", f"{base}skillnad/", day, made.get_absolute_url(), "/versioner/", "/vad-gallde/"):
        assert browser.get(address).status_code == 200, address
    assert browser.post(f"{base}besluta/", asked(process)).status_code == 302
    assert browser.post(f"{process.get_absolute_url()}word/", {"as": "pdf"}).status_code == 302
    assert {job.state for job in Job.objects.all()} == {Job.State.QUEUED}


def test_a_specification_is_printed_as_pdf_with_its_version(process: Process, cast: Any) -> None:
    release(process, cast)
    browser = cast.client("maj")
    assert browser.post(f"{process.get_absolute_url()}word/", {"as": "pdf"}).status_code == 302
    jobs.drain()
    job = Job.objects.latest("pk")
    assert job.state == Job.State.DONE, job.error
    assert job.filename.endswith(".pdf")
    assert job.file is not None
    assert job.file.read().startswith(b"%PDF-1.7")


def test_a_stranger_is_asked_to_sign_in(process: Process, cast: Any) -> None:
    made = release(process, cast)
    for address in (
        url(process), f"{url(process)}besluta/", f"{url(process)}skillnad/", f"{process.get_absolute_url()}gallde/",
        f"{made.get_absolute_url()}pdf/", f"{made.get_absolute_url()}json/", "/vad-gallde/", "/versioner/kanns-igen/",
    ):  # fmt: skip
        answer = Client().get(address)
        assert answer.status_code == 302, address
        assert "/konto/login/" in answer.headers["Location"], address


def test_fingerprint_is_the_same_however_often_it_is_computed(process: Process) -> None:
    assert content.fingerprint(content.sections(process)) == content.fingerprint(content.sections(process))
