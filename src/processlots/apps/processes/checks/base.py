"""What every check here asks: whether the process is over, and how long a year is."""

from __future__ import annotations

import datetime

from processlots.apps.processes.models import Process

YEAR = datetime.timedelta(days=365)
#: so many findings of one kind are written out
SHOWN = 20


def over(process: Process) -> bool:
    """True for what has left the lists: nothing is asked of it any more."""
    return process.ended_on is not None
