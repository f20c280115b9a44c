"""Make the Word templates of a meeting's agenda and minutes (F-15): `python tools/make_meeting_templates.py [KEY …]`.

The same kind of layout as `make_document_templates`, whose parts it is made of.
"""

from __future__ import annotations

import sys

from make_document_templates import Each, Line, Template, main

HEADING = "{{ item.number }}. {{ item.title }}"

AGENDA = {
    "sv": Template(
        "Dagordning",
        "{{ forum }}",
        (
            Line("När", "{{ when }}"),
            Line("Plats", "{{ place }}", "place"),
            Line("Diarienummer", "{{ diary_number }}", "diary_number"),
            Line("Kallade", "{{ called }}", "called"),
            Line("Underlag", "{{ material }}", "material"),
            Each(
                "items",
                "item",
                HEADING,
                (
                    Line("Vad forumet ska göra", "{{ item.kind }}", "item.kind"),
                    Line("Väckt av", "{{ item.raised_by }}", "item.raised_by"),
                    Line("Det gäller", "{{ item.about }}", "item.about"),
                    Line("Varför", "{{ item.why }}", "item.why"),
                ),
            ),
        ),
        "Sida",
    ),
    "en": Template(
        "Agenda",
        "{{ forum }}",
        (
            Line("When", "{{ when }}"),
            Line("Place", "{{ place }}", "place"),
            Line("Diary number", "{{ diary_number }}", "diary_number"),
            Line("Called to the meeting", "{{ called }}", "called"),
            Line("Material", "{{ material }}", "material"),
            Each(
                "items",
                "item",
                HEADING,
                (
                    Line("What the forum is asked for", "{{ item.kind }}", "item.kind"),
                    Line("Raised by", "{{ item.raised_by }}", "item.raised_by"),
                    Line("It is about", "{{ item.about }}", "item.about"),
                    Line("Why", "{{ item.why }}", "item.why"),
                ),
            ),
        ),
        "Page",
    ),
}

MINUTES = {
    "sv": Template(
        "Protokoll",
        "{{ forum }}",
        (
            Line("När", "{{ when }}"),
            Line("Plats", "{{ place }}", "place"),
            Line("Diarienummer", "{{ diary_number }}", "diary_number"),
            Line("Ordförande", "{{ chair }}", "chair"),
            Line("Sekreterare", "{{ secretary }}", "secretary"),
            Line("Närvarande", "{{ present }}", "present"),
            Line("Övriga närvarande", "{{ others }}", "others"),
            Each(
                "items",
                "item",
                HEADING,
                (
                    Line("Det gäller", "{{ item.about }}", "item.about"),
                    Line("Varför", "{{ item.why }}", "item.why"),
                    Line("Vad det blev", "{{ item.outcome }}", "item.outcome"),
                    Line("Beslut {{ item.section }}", "{{ item.decision }}", "item.decision"),
                    Line("Följs upp", "{{ item.follow_up }}", "item.follow_up"),
                ),
            ),
            Line("Anteckningar", "{{ notes }}", "notes"),
        ),
        "Sida",
    ),
    "en": Template(
        "Minutes",
        "{{ forum }}",
        (
            Line("When", "{{ when }}"),
            Line("Place", "{{ place }}", "place"),
            Line("Diary number", "{{ diary_number }}", "diary_number"),
            Line("Chair", "{{ chair }}", "chair"),
            Line("Secretary", "{{ secretary }}", "secretary"),
            Line("Present", "{{ present }}", "present"),
            Line("Others present", "{{ others }}", "others"),
            Each(
                "items",
                "item",
                HEADING,
                (
                    Line("It is about", "{{ item.about }}", "item.about"),
                    Line("Why", "{{ item.why }}", "item.why"),
                    Line("What came of it", "{{ item.outcome }}", "item.outcome"),
                    Line("Decision {{ item.section }}", "{{ item.decision }}", "item.decision"),
                    Line("To be followed up", "{{ item.follow_up }}", "item.follow_up"),
                ),
            ),
            Line("Notes", "{{ notes }}", "notes"),
        ),
        "Page",
    ),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], {"meeting_agenda": AGENDA, "meeting_minutes": MINUTES}))
