"""What differs between two versions, or a version and the process as it is now, in words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from processlots.apps.processes.models import Process, Release
from processlots.apps.processes.release import comparing, reading, standing
from processlots.apps.processes.release.version_views import OfProcess
from processlots.kit import asked

#: stands for the process as it is now
NOW = "nu"


class CompareView(OfProcess):
    """`?fran=2&till=3`, or `till=nu`; without them the newest version and what is now."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        process: Process = self.row(key)
        rows = list(standing.versions(process))
        if not rows:
            raise Http404
        old = self._chosen(rows, request.GET.get("fran", "")) or rows[0]
        wanted = request.GET.get("till", "")
        new = None if wanted in ("", NOW) else self._chosen(rows, wanted)
        if new is not None and new.number < old.number:
            old, new = new, old
        sections: list[comparing.Section] = []
        unreadable = ""
        try:
            before = standing.read(old)
            after = standing.now(process) if new is None else standing.read(new)
            sections = comparing.compare(before, after)
        except reading.Unreadable as error:
            unreadable = str(error)
        context: dict[str, Any] = {
            "title": self._title(old, new),
            "sections": [one for one in sections if not one.context],
            "around": [one for one in sections if one.context],
            "unreadable": unreadable,
            "rows": rows,
            "old": old,
            "new": new,
        }
        return self.show(process, "processes/release/compare.html", context)

    def _chosen(self, rows: list[Release], text: str) -> Release | None:
        number = asked.whole(text, 9)
        return next((row for row in rows if row.number == number), None)

    def _title(self, old: Release, new: Release | None) -> str:
        if new is None:
            return _("What has changed since version %(number)s") % {"number": old.number}
        return _("What differs between version %(old)s and %(new)s") % {"old": old.number, "new": new.number}
