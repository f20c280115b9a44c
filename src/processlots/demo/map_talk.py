"""What is said of the demo's maps, and the requirements and documents that apply at their steps."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from processlots.apps.maps.element_links import APPLIES
from processlots.apps.maps.models import Map, MapElement
from processlots.apps.processes.models import Attachment, Requirement
from processlots.demo import texts
from processlots.demo.dates import past
from processlots.demo.processes import Town
from processlots.kit import comments, links
from processlots.kit.models import Comment


def make(town: Town) -> None:
    """Everything in `data/map_talk.yaml`."""
    told = texts.read("map_talk")
    for row in told["comments"]:
        first = _said(row, _where(row), town)
        for answer in row.get("answers", ()):
            _said(answer, _where(row), town, first)
        if "resolved" in row:
            first.state, first.settled_on = Comment.State.RESOLVED, past(row["resolved"])
            first.save()
    for row in told["applies"]:
        element = _where(row)
        for text in row.get("requirements", ()):
            links.join(Requirement.objects.get(process=element.line.map.process, text__startswith=text), APPLIES, element)
        for title in row.get("documents", ()):
            links.join(Attachment.objects.get(process=element.line.map.process, title=title), APPLIES, element)


def _where(row: texts.Row) -> Any:
    """The step of the map of today, or the map itself."""
    found = Map.objects.get(title=row["map"])
    if "step" not in row:
        return found
    return MapElement.objects.get(line__map=found, line__when="today", element_id=row["step"])


def _said(row: texts.Row, target: Any, town: Town, first: Comment | None = None) -> Comment:
    made = comments.write(town.people[row["by"]].user, target, row["text"], first)
    made.written_at = datetime.datetime.combine(past(row["written"]), datetime.time(10, 20), ZoneInfo("Europe/Stockholm"))
    made.save()
    return made
