"""What a mapping prints: the assignment (T-8), and the report with its five headings (M-KART-2, M-KART-10)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from processlots.apps.maps.mappings import words as mapping_words
from processlots.apps.maps.mappings.panels import TEXTS, levels
from processlots.apps.maps.models import Line, MappingAssignment, MappingConsent, MappingReport
from processlots.apps.maps.models.assignment import QUESTIONS
from processlots.apps.maps.models.mapping_report import HEADINGS
from processlots.apps.maps.problems.outcomes import came_of
from processlots.kit import reports
from processlots.kit.models import Installation
from processlots.kit.periods import today
from processlots.kit.tables import written

HEAD = (
    "organisation",
    "date",
    "label",
    "process",
    "number",
    "owner",
    "leader",
    "orderer",
    "facilitator",
    "when",
    "state",
    "diary_number",
)
#: where no more steps of a map are written out
MOST_STEPS = 200


def _head(row: MappingAssignment) -> dict[str, Any]:
    process = row.process
    return {
        "organisation": Installation.current()[0],
        "date": today(),
        "label": row.label,
        "process": process.name,
        "number": process.label,
        "owner": str(process.owner or ""),
        "leader": str(process.leader or ""),
        "orderer": str(row.orderer or ""),
        "facilitator": str(row.facilitator),
        "when": _("how we do it today") if row.when == Line.When.TODAY else _("how we want to do it"),
        "state": str(row.get_state_display()),
        "diary_number": row.diary_number,
    }


def _word(row: MappingAssignment, side: str) -> str:
    """ "Ägar-Alva, 3 mars 2026 (muntligt, noterat av Handledar-Hanna)", or that it is not given."""
    found = row.consent_of(side)
    if found is None:
        return _("not yet")
    said = ", ".join(part for part in (str(found.person or ""), written(found.date)) if part)
    if found.manner == "own":
        return said
    by = _("noted by %(person)s") % {"person": found.registered_by}
    return f"{said} ({found.get_manner_display()}, {by})"


@reports.report(
    "mapping_assignment",
    MappingAssignment,
    title=gettext_lazy("Mapping assignment"),
    fields=(*HEAD, *TEXTS, *QUESTIONS, "levels", "group", "workshops", "orderer_agreed", "facilitator_agreed"),
)
def mapping_assignment(row: MappingAssignment) -> dict[str, Any]:
    """T-8: what both sides have agreed to, with the control questions and their answers."""
    return {
        **_head(row),
        **{name: getattr(row, name) for name in (*TEXTS, *QUESTIONS)},
        "levels": levels(row),
        "group": "\n".join(mapping_words.people(row)),
        "workshops": "\n".join(mapping_words.meetings(row)),
        "orderer_agreed": _word(row, MappingConsent.Side.ORDERER),
        "facilitator_agreed": _word(row, MappingConsent.Side.FACILITATOR),
    }


@reports.report(
    "mapping_report",
    MappingReport,
    title=gettext_lazy("Report of a mapping"),
    fields=(
        *HEAD,
        *HEADINGS,
        "analyses",
        "proposals",
        "purpose",
        "group",
        "maps",
        "problems",
        "reported_on",
        "received",
        "picture",
    ),
)
def mapping_report(row: MappingReport) -> dict[str, Any]:
    """M-KART-2 and M-KART-10: the five headings, the maps step by step, problems and good ideas, analyses and proposals."""
    assignment = row.assignment
    received = ", ".join(part for part in (str(assignment.received_by or ""), written(assignment.received_on)) if part)
    maps, pictures = _maps(assignment)
    return {
        **_head(assignment),
        **{name: getattr(row, name) for name in (*HEADINGS, "analyses", "proposals")},
        "purpose": assignment.purpose,
        "group": "\n".join(mapping_words.people(assignment)),
        "maps": maps,
        "problems": _problems(assignment),
        "reported_on": assignment.reported_on or "",
        "received": received or _("not yet"),
        "pictures": pictures,
    }


def _maps(row: MappingAssignment) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The maps with their steps, and their pictures by name."""
    found = mapping_words.lines_of(row)
    readings = mapping_words.readings_of([version for _line, version in found])
    language = "en" if get_language() == "en" else "sv"
    made, pictures = [], {}
    for line, version in found:
        reading = readings.get(version.blob_id)
        name = f"map-{line.pk}.svg"
        if reading is not None:
            pictures[name] = reading.svg(language)
        group = version.confirmations.order_by("pk")
        made.append(
            {
                "title": line.map.title,
                "kind": str(line.map.get_kind_display()),
                "standing": _("version %(number)s, %(state)s") % {"number": version.number, "state": line.get_state_display()},
                "confirmed": ", ".join(one.name for one in group),
                "picture": name if reading is not None else "",
                "steps": [
                    {"no": one["no"], "name": one["name"], "actor": one["actor"]}
                    for one in mapping_words.steps(reading)[:MOST_STEPS]
                ],
            }
        )
    return made, pictures


def _problems(row: MappingAssignment) -> list[dict[str, Any]]:
    rows = mapping_words.problems_of(row)
    led = came_of(rows)
    return [
        {
            "kind": str(one.get_kind_display()).capitalize(),
            "text": one.text,
            "place": str(one.element) if one.element is not None else "",
            "theme": one.theme,
            "raised_by": one.raised_by,
            "votes": one.votes or "",
            "priority": str(one.get_priority_display()) if one.priority else "",
            "outcome": ": ".join(part for part in (str(one.get_state_display()), str(led.get(one.pk) or one.reason)) if part),
        }
        for one in rows
    ]
