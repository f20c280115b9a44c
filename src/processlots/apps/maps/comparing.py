"""Comparing two versions of maps: which may be chosen, and what differs, kept so that the files are read once."""

from __future__ import annotations

import datetime
import json
import zlib
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.maps import readings
from processlots.apps.maps.models import Comparison, Line, Map, Version
from processlots.kit import jobs, pages
from processlots.kit.tables import written

#: counted up when the sentences or pictures of `differences` change, so that what is kept is made again; it stands here
#: because a web worker does not load the XML library
EDITION = 1
#: a comparison that was made so long ago is thrown away; the next who asks makes it again
KEPT = datetime.timedelta(days=30)


def difference(old: Version, new: Version, language: str) -> dict[str, Any]:
    """What `differences.answer` gives for the files of two versions, in "sv" or "en". Raises readings.Refusal."""
    kept = Comparison.objects.filter(old=old.blob_id, new=new.blob_id, language=language).first()
    if kept is not None and kept.edition == EDITION:
        return kept.content
    files = {"old": old.blob.read(), "titles": [str(old), str(new)], "language": language}
    found = readings.read_aside(new.blob.read(), only="difference", **files)
    fields = {"edition": EDITION, "packed": zlib.compress(json.dumps(found).encode())}
    try:
        with transaction.atomic():
            # silent: nobody's doing, only what two files say
            Comparison.objects.update_or_create(old=old.blob, new=new.blob, language=language, defaults=fields)
    except IntegrityError:  # somebody looked at the same two at the same time
        pass
    return found


def versions_of(a_map: Map) -> list[Version]:
    """The versions of a map's lines, today's first, the newest first."""
    rows = Version.objects.filter(line__map=a_map).select_related("line__map", "line__in_force", "blob", "made_by")
    order = {Line.When.TODAY: 0, Line.When.TOMORROW: 1}
    return sorted(
        rows, key=lambda one: (one.line.state == Line.State.ARCHIVED, order[Line.When(one.line.when)], -one.line_id, -one.number)
    )


def usual(versions: list[Version]) -> tuple[Version, Version] | None:
    """The two that one mostly wants to compare: today with tomorrow (D-10), else what applies or came before with the newest."""
    newest: dict[str, Version] = {}
    for one in versions:
        if one.line.state != Line.State.ARCHIVED:
            newest.setdefault(one.line.when, one)
    today, tomorrow = newest.get(Line.When.TODAY), newest.get(Line.When.TOMORROW)
    if today is not None and tomorrow is not None:
        return _in_force(today, versions), tomorrow
    last = today or tomorrow or (versions[0] if versions else None)
    if last is None:
        return None
    applies = _in_force(last, versions)
    if applies.pk != last.pk:
        return applies, last
    earlier = before(last, versions)
    return (earlier, last) if earlier is not None else None


def before(version: Version, versions: list[Version]) -> Version | None:
    """The version of the same line that was saved before it."""
    return next((one for one in versions if one.line_id == version.line_id and one.number < version.number), None)


def _in_force(version: Version, versions: list[Version]) -> Version:
    return next((one for one in versions if one.pk == version.line.in_force_id), version)


def called(version: Version, *, when: bool = True) -> str:
    """ "Today, version 3, in force, 12 May 2026", the last with `when`"""
    words = [_("Today") if version.line.when == Line.When.TODAY else _("Tomorrow")]
    words.append(_("version %(number)s") % {"number": version.number})
    if version.pk == version.line.in_force_id:
        words.append(_("in force"))
    elif version.line.state == Line.State.ARCHIVED:
        words.append(_("archived"))
    return ", ".join([*words, *([written(version.made_at)] if when else [])])


def another(user: Any, text: str) -> Map | None:
    """The map that a person names by its number ("K-12" or "12"), if the person may see it."""
    digits = text.strip().upper().removeprefix("K").strip(" -")
    if not digits.isdecimal() or len(digits) > 9:
        return None
    found: Map | None = pages.of(Map).get(user, int(digits))
    return found


@jobs.nightly("maps.forget_comparisons", title=gettext_lazy("Forget what has been compared"), at="02:50")
def forget(job: Any) -> dict[str, Any]:
    """Throw away comparisons that nobody needs kept."""
    # silent: what two files say is made again when somebody asks
    count, _each = Comparison.objects.filter(made__lt=timezone.now() - KEPT).delete()
    return {"comparisons": count}
