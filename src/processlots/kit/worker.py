"""The worker: a process of its own, never part of a web worker. Claims jobs, does them, keeps the timetable."""

from __future__ import annotations

import logging
import time
from threading import Event

from django.db import DatabaseError, close_old_connections

from processlots.kit import jobs

logger = logging.getLogger(__name__)

POLL = 0.5
ROUND = 10.0


def work(stop_event: Event, *, poll: float = POLL) -> None:
    """Do jobs until the event is set. `poll`: seconds between looks at an empty queue.

    When the event is set a job that may be retried goes back into the queue at its next step; another is finished.
    A database that is away for a while stops nothing: the worker waits and asks again.
    """
    next_round = 0.0
    while not stop_event.is_set():
        try:
            close_old_connections()
            if time.monotonic() >= next_round:
                next_round = time.monotonic() + ROUND
                jobs.take_up()
                jobs.timetable()
            running = jobs.claim()
            if running is not None:
                jobs.execute(running, stopping=stop_event)
                continue
        except DatabaseError as error:
            logger.warning("the database did not answer the worker: %s", error)
            stop_event.wait(poll * 9)  # a line now and then, however long it is away
        stop_event.wait(poll)
    close_old_connections()
