"""What applies on a day, and whether the newest version still says what is. Days are answered from releases only (DESIGN 6)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.processes.models import Process, Release, ReleaseStanding
from processlots.apps.processes.release import content, reading
from processlots.kit import jobs
from processlots.kit.models.history import LogEntry
from processlots.kit.periods import today
from processlots.kit.tables import written


@dataclass(frozen=True)
class Standing:
    """The newest version of a process, and whether the process says something else since then."""

    release: Release
    changed: bool

    @property
    def words(self) -> str:
        """ "Version 3", or "Version 3 with changes": what a printed document carries."""
        said = _("Version %(number)s with changes") if self.changed else _("Version %(number)s")
        return said % {"number": self.release.number}


def newest(process: Process) -> Release | None:
    """The version that was decided last."""
    return Release.objects.filter(process=process).order_by("-number").first()


def versions(process: Process) -> models.QuerySet[Release]:
    """All of them, the newest first."""
    return Release.objects.filter(process=process).select_related("decision__by", "decision__forum").order_by("-number")


def applied(processes: Iterable[int] | models.QuerySet[Any], day: datetime.date) -> dict[int, Release]:
    """Process → the version that applied on the day: of those valid by then the one decided last."""
    rows = Release.objects.filter(process__in=processes, valid_from__lte=day)
    found: dict[int, Release] = {}
    for one in rows.select_related("decision__by", "content").order_by("process_id", "number"):
        found[one.process_id] = one
    return found


def until(release: Release) -> datetime.date | None:
    """The last day that the version applies; None where no later one has been decided."""
    later = Release.objects.filter(process=release.process_id, number__gt=release.number).order_by("number").first()
    return later.valid_from - datetime.timedelta(days=1) if later else None


def until_words(release: Release) -> str:
    """ "Gällde till och med 31 augusti 2026.", "" where no later version has been decided."""
    last = until(release)
    if last is None:
        return ""
    if last < release.valid_from:
        return _("It was replaced the same day.")
    said = _("It applied until %(day)s.") if last < today() else _("It applies until %(day)s.")
    return said % {"day": written(last)}


def of(process: Process) -> Standing | None:
    """How the newest version stands; None where there is none.

    Read from what is stored as long as nothing has been written about the process since; else compared anew.
    """
    release = newest(process)
    if release is None:
        return None
    kept = ReleaseStanding.objects.filter(process=process, release=release).select_related("release__content").first()
    if kept is None:
        return Standing(release, is_changed(process, release))
    latest = _latest(process)
    if kept.seen >= latest:
        return Standing(kept.release, kept.changed)
    # Some forty queries, so once for each thing that is written and not for each who looks.
    key = f"release-standing:{process.pk}:{kept.release_id}:{latest}"
    changed = cache.get(key)
    if changed is None:
        changed = is_changed(process, kept.release)
        cache.set(key, changed, 24 * 3600)
    return Standing(kept.release, changed)


def is_changed(process: Process, release: Release) -> bool:
    """True if the process says something else than the version, by fingerprints."""
    return content.fingerprint(content.sections(process)) != release.fingerprint


def remember(process: Process, release: Release, *, changed: bool) -> None:
    """Store how it stands, true up to the newest log entry about the process."""
    seen = _latest(process)
    ReleaseStanding.objects.update_or_create(process=process, defaults={"release": release, "seen": seen, "changed": changed})


def _latest(process: Process) -> int:
    return LogEntry.objects.filter(process=process.pk).order_by("-id").values_list("id", flat=True).first() or 0


def printed_version(process: Process) -> str:
    """The version that a document printed now carries; "" where none has been decided."""
    found = of(process)
    return found.words if found else ""


def read(release: Release) -> dict[str, Any]:
    """The frozen content. Raises reading.Unreadable, also where the data folder has lost the file."""
    try:
        return reading.read(release.content.read())
    except FileNotFoundError as error:
        raise reading.Unreadable(_("The file is missing in the data folder. Tell your administrator.")) from error


def now(process: Process) -> dict[str, Any]:
    """The process as it is now, in the same shape as a version's content."""
    return content.whole({"number": 0}, content.sections(process))


@jobs.nightly("processes.release_standing", title=gettext_lazy("Which processes have changed since their version"), at="02:50")
def compare_all(running: Any) -> dict[str, int]:
    """What no log of the process tells (a recipient's new name, a unit's) is found at night; kept for the pages of the day."""
    rows = Process.objects.filter(ended_on=None).exclude(releases=None).order_by("pk")
    total, changed = rows.count(), 0
    for done, process in enumerate(rows.iterator(chunk_size=200), start=1):
        release = newest(process)
        if release is not None:
            differs = is_changed(process, release)
            changed += differs
            remember(process, release, changed=differs)
        running.progress(done, total)
    return {"processes": total, "changed": changed}
