"""What is known when a report is written: the specification, the maps, and the problems and ideas (M-KART-2)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from processlots.apps.maps.models import Line, MappingAssignment, ProblemIdea, Reading, Version
from processlots.kit.tables import written

MOST = 60


def lines_of(row: MappingAssignment) -> list[tuple[Line, Version]]:
    """The maps of an assignment with the version that stands, the overview first."""
    rows = Line.objects.filter(assignment=row, map__ended_on=None).select_related("map__process", "in_force__blob")
    ordered = sorted(rows, key=lambda one: (one.map.kind != "overview", one.map.number, one.pk))
    newest = {one.line_id: one for one in Version.objects.filter(line__in=ordered).select_related("blob").order_by("number")}
    found = [(one, one.in_force or newest.get(one.pk)) for one in ordered]
    return [(line, version) for line, version in found if version is not None]


def readings_of(versions: list[Version]) -> dict[int, Reading]:
    """What the files of these versions say, by the key of the file."""
    rows = Reading.objects.filter(blob__in=[one.blob_id for one in versions]).select_related("svg_sv", "svg_en")
    return {one.blob_id: one for one in rows}


def problems_of(row: MappingAssignment) -> list[ProblemIdea]:
    """Those noted in the mapping, by theme and votes; without any, those of the process that are open."""
    rows = ProblemIdea.objects.filter(process=row.process_id)
    own = rows.filter(assignment=row)
    rows = own if own.exists() else rows.filter(state=ProblemIdea.State.OPEN)
    return sorted(rows.select_related("element"), key=lambda one: (one.theme == "", one.theme.lower(), -one.votes, one.pk))


def begun(row: MappingAssignment) -> dict[str, str]:
    """The five headings with what is known of each."""
    process = row.process
    return {
        "result": "\n".join(one for one in (process.end_event, process.value) if one),
        "recipients": "\n".join(str(one) for one in process.recipients.order_by("sort")),
        "trigger": process.start_event,
        "way": "\n".join(_way(row)),
        "improvement": "\n".join(f"– {told(one)}" for one in problems_of(row) if one.state != ProblemIdea.State.DISMISSED),
        "proposals": "",
    }


def _way(row: MappingAssignment) -> list[str]:
    """The steps of the most detailed map: "3. Granska ansökan (handläggare)"."""
    found = lines_of(row)
    chosen = next((one for one in found if one[0].map.kind == "detailed"), found[0] if found else None)
    if chosen is None:
        return []
    reading = readings_of([chosen[1]]).get(chosen[1].blob_id)
    return [f"{one['no']}. {one['name']}" + (f" ({one['actor']})" if one["actor"] else "") for one in steps(reading)[:MOST]]


def steps(reading: Reading | None) -> list[dict[str, Any]]:
    """The numbered steps of a map as they are told in the language of the page."""
    if reading is None:
        return []
    return [one for one in reading.told("steps", "en" if get_language() == "en" else "sv") if one["no"]]


def told(one: ProblemIdea) -> str:
    """ "Problem: Bilagor saknas (Granska ansökan, 4 röster)" """
    votes = _("%(count)s votes") % {"count": one.votes} if one.votes else ""
    more = ", ".join(part for part in (str(one.element) if one.element_id else "", votes) if part)
    return f"{one.get_kind_display().capitalize()}: {one.text}" + (f" ({more})" if more else "")


def people(row: MappingAssignment) -> list[str]:
    """The group as it is written: "Medarbetar-Maj, handläggare"."""
    rows = row.participants.select_related("person").order_by("pk")
    return [", ".join(part for part in (str(one), one.role) if part) for one in rows]


def meetings(row: MappingAssignment) -> list[str]:
    """The workshops as they are written."""
    rows = row.workshops.order_by("date", "pk")
    return [", ".join(part for part in (written(one.date), one.get_phase_display(), one.place, one.note) if part) for one in rows]
