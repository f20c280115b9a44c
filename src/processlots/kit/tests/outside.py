"""A process of its own for the tests that kill it: `python -m processlots.kit.tests.outside VERB`, on DATABASE_URL.

long | short   make a batch of many or few rows, and begin to read it in (a job, or at once)
half           from here on stop in the middle of writing, say "half", and wait to be killed (given before a verb)
work           be a worker until the queue is empty
age            let five minutes pass since the last sign of life
state          tell what the database holds, as JSON
"""

from __future__ import annotations

import datetime
import json
import sys
import threading
import time
from typing import Any

import django


def main(verbs: list[str]) -> None:
    django.setup()
    from processlots.kit.tests import things  # noqa: F401 - registers the importer

    for verb in verbs:
        {"long": long, "short": short, "half": half, "work": work, "age": age, "state": state}[verb]()


def long() -> None:
    _begin(800)


def short() -> None:
    _begin(200)


def _begin(count: int) -> None:
    from processlots.kit import imports
    from processlots.kit.tests.makers import person

    charlie = person("charlie")
    data = ("Namn;Ägare\n" + "".join(f"Sak {number};Alva\n" for number in range(count))).encode()
    batch = imports.begin("test-things", charlie, data=data, filename="saker.csv")
    imports.apply(batch, charlie, imports.preview(batch, charlie).seen)


def half() -> None:
    from processlots.kit import history

    whole = history.bulk_create

    def stop_halfway(model: Any, rows: list[Any]) -> None:
        whole(model, rows[: len(rows) // 2])
        assert model.objects.filter(name__startswith="Sak").count() == len(rows) // 2
        print("half", flush=True)  # noqa: T201
        time.sleep(120)

    history.bulk_create = stop_halfway  # type: ignore[assignment]


def work() -> None:
    from processlots.kit import worker
    from processlots.kit.models.jobs import Job

    stop = threading.Event()
    worker.ROUND = 0.0

    def watch() -> None:
        while Job.objects.filter(state__in=("queued", "running")).exists():
            time.sleep(0.1)
        stop.set()

    threading.Thread(target=watch, daemon=True).start()
    worker.work(stop, poll=0.1)


def age() -> None:
    from django.utils import timezone

    from processlots.kit.models.jobs import Job

    Job.objects.filter(state="running").update(heartbeat=timezone.now() - datetime.timedelta(minutes=5))


def state() -> None:
    from processlots.kit.models.history import Act, LogEntry
    from processlots.kit.models.imports import ImportBatch
    from processlots.kit.models.jobs import Job, Lease

    job = Job.objects.filter(name="kit.import").order_by("-id").first()
    found = {
        "rows": Lease.objects.filter(name__startswith="Sak").count(),
        "acts": Act.objects.count(),
        "entries": LogEntry.objects.count(),
        "batch": ImportBatch.objects.values_list("state", flat=True).get(),
        "job": job and job.state,
        "attempts": job and job.attempts,
        "error": job and job.error,
    }
    print(json.dumps(found), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
