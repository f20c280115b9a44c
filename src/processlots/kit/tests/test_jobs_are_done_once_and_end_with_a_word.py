"""A job is claimed by one worker, shows its progress, can be cancelled, and always ends with something a person can read."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone, translation

from processlots.kit import history, jobs
from processlots.kit.models.jobs import Job, Lease
from processlots.kit.pulse import Interrupted, Pulse
from processlots.kit.tests.makers import person
from processlots.kit.worker import work

State = Job.State
LONG_AGO = datetime.timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _own_kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The kinds of job that a test registers are gone after it."""
    monkeypatch.setattr(jobs, "_specs", dict(jobs._specs))
    monkeypatch.setattr(jobs, "_timetable", [])
    return


def age(job: Job, by: datetime.timedelta = LONG_AGO) -> None:
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - by)


@pytest.mark.django_db
def test_it_is_done_with_its_parameters_and_its_person() -> None:
    seen: list[Any] = []

    @jobs.job("test.count")
    def count(job: Job, upto: int) -> dict[str, int]:
        for number in range(upto):
            job.progress(number + 1, upto)
        seen.append((job.user, history._user.get()))
        return {"counted": upto}

    love = person("love")
    job = jobs.start("test.count", user=love, title="Counting", upto=3)
    assert jobs.drain() == 1
    job.refresh_from_db()
    assert (job.state, job.result, job.done, job.total, job.error) == (State.DONE, {"counted": 3}, 3, 3, "")
    assert seen == [(love, love)]
    assert job.started is not None
    assert job.ended is not None
    assert job.attempts == 1


@pytest.mark.django_db
def test_an_unknown_name_is_refused_when_it_is_started_with_the_names_there_are() -> None:
    with pytest.raises(LookupError, match=r"kit\.import"):
        jobs.start("test.nowhere")


@pytest.mark.django_db
def test_a_kind_that_is_gone_ends_with_a_word() -> None:
    job = Job.objects.create(name="test.gone", title="Old")
    jobs.drain()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert job.error


def test_two_kinds_may_not_share_a_name() -> None:
    @jobs.job("test.same")
    def one(job: Job) -> None: ...

    with pytest.raises(RuntimeError, match="one"):

        @jobs.job("test.same")
        def two(job: Job) -> None: ...


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (jobs.JobError("Rad 3 saknar namn."), "Rad 3 saknar namn."),
        (PermissionDenied("Fråga Chef-Charlie."), "Fråga Chef-Charlie."),
    ],
)
def test_a_known_failure_is_told_as_it_is(raised: Exception, told: str) -> None:
    @jobs.job("test.fail")
    def fail(job: Job) -> None:
        raise raised

    job = jobs.start("test.fail")
    jobs.drain()
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, told)


@pytest.mark.django_db
def test_an_unknown_failure_shows_a_number_and_keeps_the_rest_for_the_log(caplog: pytest.LogCaptureFixture) -> None:
    @jobs.job("test.fall")
    def fall(job: Job) -> None:
        raise ZeroDivisionError("secret innards")

    with translation.override("sv"):
        job = jobs.start("test.fall")
    jobs.drain()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert job.number in job.error
    assert "innards" not in job.error
    assert "innards" in caplog.text
    assert job.number in caplog.text


@pytest.mark.django_db
def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_at_its_next_step() -> None:
    steps: list[int] = []
    told: list[str] = []

    @jobs.job("test.long", stopped=lambda job: told.append(job.state))
    def long(job: Job) -> None:
        for number in range(10):
            steps.append(number)
            if number == 2:
                jobs.cancel(job)
                job.pulse._last = 0.0
            job.progress(number, 10)

    waiting = jobs.start("test.long")
    jobs.cancel(waiting)
    waiting.refresh_from_db()
    assert waiting.state == State.CANCELLED
    assert jobs.drain() == 0
    running = jobs.start("test.long")
    jobs.drain()
    running.refresh_from_db()
    assert running.state == State.CANCELLED
    assert steps == [0, 1, 2]
    assert told == [State.CANCELLED, State.CANCELLED]
    jobs.cancel(running)
    running.refresh_from_db()
    assert running.state == State.CANCELLED


@pytest.mark.django_db
def test_one_claim_only() -> None:
    @jobs.job("test.once")
    def once(job: Job) -> None: ...

    jobs.start("test.once")
    first, second = jobs.claim(), jobs.claim()
    assert first is not None
    assert second is None


@pytest.mark.django_db
def test_a_dead_workers_job_is_taken_up_twice_and_then_fails_with_a_word() -> None:
    told: list[int] = []

    @jobs.job("test.again", retry=True, stopped=lambda job: told.append(job.pk))
    def again(job: Job) -> None: ...

    job = jobs.start("test.again")
    for attempt in (1, 2, 3):
        claimed = jobs.claim()
        assert claimed is not None
        assert claimed.attempts == attempt
        assert jobs.take_up() == 0  # it lives
        age(job)
        assert jobs.take_up() == 1
        job.refresh_from_db()
        assert job.state == (State.QUEUED if attempt < 3 else State.FAILED)
    assert job.error
    assert told == [job.pk]


@pytest.mark.django_db
def test_a_dead_workers_job_that_must_not_be_repeated_fails_with_a_word() -> None:
    @jobs.job("test.never")
    def never(job: Job) -> None: ...

    with translation.override("sv"):
        job = jobs.start("test.never")
    jobs.claim()
    age(job)
    jobs.take_up()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert job.error


@pytest.mark.django_db
def test_a_worker_that_was_thought_dead_can_write_nothing() -> None:
    @jobs.job("test.slow", retry=True)
    def slow(job: Job) -> dict[str, int]:
        age(job)
        jobs.take_up()
        taken = jobs.claim()
        assert taken is not None
        with pytest.raises(jobs.Lost), jobs.whole(job):
            Lease.objects.create(name="never kept")
        job.pulse._last = 0.0
        with pytest.raises(jobs.Lost):
            job.progress(1)
        return {"written by": 1}

    job = jobs.start("test.slow")
    claimed = jobs.claim()
    assert claimed is not None
    jobs.execute(claimed, threaded=False)
    job.refresh_from_db()
    assert job.state == State.RUNNING
    assert job.attempts == 2
    assert job.result == {}
    assert not Lease.objects.exists()


@pytest.mark.django_db
def test_a_job_heard_of_after_one_looked_is_not_taken() -> None:
    @jobs.job("test.alive", retry=True)
    def alive(job: Job) -> None: ...

    jobs.start("test.alive")
    claimed = jobs.claim()
    assert claimed is not None
    age(claimed)
    seen_as_dead = Job.objects.get(pk=claimed.pk)
    with jobs.whole(claimed):
        pass
    assert not jobs._settle(seen_as_dead, State.QUEUED, silent_since=seen_as_dead.heartbeat, claim="")


@pytest.mark.django_db
def test_a_stopping_worker_puts_back_what_may_be_repeated() -> None:
    stop = threading.Event()

    @jobs.job("test.back", retry=True)
    def back(job: Job) -> None:
        stop.set()
        job.progress(1)

    job = jobs.start("test.back")
    claimed = jobs.claim()
    assert claimed is not None
    jobs.execute(claimed, threaded=False, stopping=stop)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.QUEUED, 0)
    again = jobs.claim()
    assert again is not None
    with pytest.raises(Interrupted):
        Pulse(again, threaded=False, stopping=stop).felt()


@pytest.mark.django_db
def test_the_night_starts_each_work_once_however_many_ask() -> None:
    @jobs.nightly("test.night", title="Night work", at="02:30")
    def night(job: Job) -> dict[str, str]:
        return {"done": "yes"}

    stockholm = timezone.get_default_timezone()
    before = datetime.datetime(2026, 5, 12, 2, 29, tzinfo=stockholm)
    after = datetime.datetime(2026, 5, 12, 9, 0, tzinfo=stockholm)
    assert jobs.timetable(before) == []
    assert len(jobs.timetable(after)) == 1
    assert jobs.timetable(after) == []
    assert len(jobs.timetable(after + datetime.timedelta(days=1))) == 1
    assert jobs.drain() == 2
    assert Lease.objects.get(name="test.night").day == datetime.date(2026, 5, 13)


@pytest.mark.django_db
def test_old_jobs_are_forgotten() -> None:
    old = Job.objects.create(name="x", title="x", state=State.DONE, ended=timezone.now() - datetime.timedelta(days=91))
    new = Job.objects.create(name="x", title="x", state=State.DONE, ended=timezone.now())
    waiting = Job.objects.create(name="x", title="x")
    jobs.clean(waiting)
    assert set(Job.objects.values_list("pk", flat=True)) == {new.pk, waiting.pk}
    assert old.pk not in {new.pk, waiting.pk}


@pytest.mark.django_db
def test_a_job_in_a_transaction_that_is_undone_never_was() -> None:
    with transaction.atomic():
        jobs.start("kit.clean")
        transaction.set_rollback(True)
    assert jobs.claim() is None


def test_a_worker_works_until_it_is_told_to_stop(committed: None) -> None:
    done: list[int] = []

    @jobs.job("test.work")
    def do(job: Job, number: int) -> None:
        job.progress(1, 2)
        done.append(number)

    for number in range(5):
        jobs.start("test.work", number=number)
    stop = threading.Event()
    thread = threading.Thread(target=lambda: (work(stop, poll=0.05), connection.close()))
    thread.start()
    until = time.monotonic() + 20
    while Job.objects.filter(state=State.DONE).count() < 5 and time.monotonic() < until:
        time.sleep(0.1)
    stop.set()
    thread.join(timeout=20)
    assert not thread.is_alive()
    assert done == [0, 1, 2, 3, 4]
    assert set(Job.objects.values_list("state", "done", "total")) == {(State.DONE, 1, 2)}
