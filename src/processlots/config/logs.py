"""What is written to the log of what is expected to go wrong."""

from __future__ import annotations

import logging


class Expected(logging.Filter):
    """A refusal (4xx) is a line without a traceback: nobody is to mend it, and a traceback may hold what somebody wrote."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; takes the traceback away where Django says that the answer was a refusal."""
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True
