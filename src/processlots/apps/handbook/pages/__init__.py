"""Pages of the handbook, a file per matter."""

from processlots.apps.handbook import duties, feedback_views, reading
from processlots.apps.handbook.pages import books, entries, feedback, proposals, register, settings

__all__ = ["books", "duties", "entries", "feedback", "feedback_views", "proposals", "reading", "register", "settings"]
