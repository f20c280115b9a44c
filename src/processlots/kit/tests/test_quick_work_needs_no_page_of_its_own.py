"""A job that is done within moments leads straight to what it made; one that takes longer shows how far it has come."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client

from processlots.kit import job_views, jobs
from processlots.kit.models.jobs import Job
from processlots.kit.tests.makers import browser, person


@pytest.fixture
def charlie(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    settings.JOB_PATIENCE = 2
    monkeypatch.setattr(jobs, "_specs", dict(jobs._specs))

    @jobs.job("test.paper")
    def paper(job: Job) -> dict[str, str]:
        jobs.keep(job, b"%PDF-1.7 x", "pdf", "Plan.pdf")
        return {}

    @jobs.job("test.page")
    def page(job: Job) -> dict[str, str]:
        return {"url": "/mal/"}

    return browser(person("charlie"))


def test_a_file_is_fetched_at_once_and_its_page_is_there_afterwards(charlie: Client) -> None:
    job = jobs.start("test.paper", user=person("charlie"))
    jobs.drain()
    address = job.get_absolute_url()
    assert charlie.get(address).headers["Location"] == f"{address}fil/"
    Job.objects.filter(pk=job.pk).update(created=job.created - datetime.timedelta(minutes=1))
    later = charlie.get(address)
    assert later.status_code == 200
    assert f"{address}fil/" in later.content.decode()


def test_the_page_waits_while_the_worker_works(charlie: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    job = jobs.start("test.page", user=person("charlie"))
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            jobs.drain()

    monkeypatch.setattr(job_views.time, "sleep", sleep)
    assert charlie.get(job.get_absolute_url()).headers["Location"] == "/mal/"
    assert len(waits) == 3


def test_it_does_not_wait_for_ever_nor_when_the_page_asks_again(charlie: Client, settings: Any) -> None:
    settings.JOB_PATIENCE = 0.3
    job = jobs.start("test.page", user=person("charlie"))
    answer = charlie.get(job.get_absolute_url())
    assert "<progress" in answer.content.decode()
    settings.JOB_PATIENCE = 60
    assert "<progress" in charlie.get(job.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
