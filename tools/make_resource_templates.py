"""Make the Word template of the request for resources (T-3): `python tools/make_resource_templates.py`.

The same kind of layout as `make_document_templates`, whose parts it is made of.
"""

from __future__ import annotations

import sys

from make_document_templates import Each, Line, Template, main

EXTENT = "{{ need.extent }}"

REQUEST = {
    "sv": Template(
        "Anhållan om resurser till processen",
        "{{ process }}",
        (
            Line("Nummer", "{{ number }}"),
            Line("Processägare", "{{ owner }}"),
            Line("Processledare", "{{ leader }}"),
            Line("Skickad", "{{ sent }}", "sent"),
            Line("Till resursägare", "{{ resource_owner }}, {{ unit }}"),
            Line("Särskild allokeringsmodell", "{{ allocation_model }}", "allocation_model"),
            Line("Bakgrund", "{{ background }}", "background"),
            Line("Svar önskas senast", "{{ answer_by }}", "answer_by"),
            Line("Läge", "{{ state|capitalize }}"),
            Line("Muntlig överenskommelse", "{{ oral }}", "oral"),
            Line("Beslut om prioritering", "{{ decision }}", "decision"),
            Each(
                "needs",
                "need",
                "{{ need.competence }}",
                (
                    Line("Roll", "{{ need.role|capitalize }}"),
                    Line("Uppgift", "{{ need.task }}", "need.task"),
                    Line("Omfattning", EXTENT),
                    Line("Period", "{{ need.period }}"),
                    Line("Önskad person", "{{ need.wished }}", "need.wished"),
                    Line("Svar", "{{ need.answer|capitalize }}{% if need.granted %}: {{ need.granted }}{% endif %}"),
                    Line("Person som ställs till förfogande", "{{ need.available }}", "need.available"),
                    Line("Villkor", "{{ need.conditions }}", "need.conditions"),
                    Line("Svarsdatum", "{{ need.answered }}", "need.answered"),
                    Line("Återkoppling om prestation", "{{ need.feedback }}", "need.feedback"),
                ),
            ),
        ),
        "Sida",
    ),
    "en": Template(
        "Request for resources to the process",
        "{{ process }}",
        (
            Line("Number", "{{ number }}"),
            Line("Process owner", "{{ owner }}"),
            Line("Process leader", "{{ leader }}"),
            Line("Sent", "{{ sent }}", "sent"),
            Line("To resource owner", "{{ resource_owner }}, {{ unit }}"),
            Line("Own allocation model", "{{ allocation_model }}", "allocation_model"),
            Line("Background", "{{ background }}", "background"),
            Line("Answer wanted by", "{{ answer_by }}", "answer_by"),
            Line("State", "{{ state|capitalize }}"),
            Line("Oral agreement", "{{ oral }}", "oral"),
            Line("Decision on priority", "{{ decision }}", "decision"),
            Each(
                "needs",
                "need",
                "{{ need.competence }}",
                (
                    Line("Role", "{{ need.role|capitalize }}"),
                    Line("Task", "{{ need.task }}", "need.task"),
                    Line("Extent", EXTENT),
                    Line("Period", "{{ need.period }}"),
                    Line("Person wished for", "{{ need.wished }}", "need.wished"),
                    Line("Answer", "{{ need.answer|capitalize }}{% if need.granted %}: {{ need.granted }}{% endif %}"),
                    Line("Person made available", "{{ need.available }}", "need.available"),
                    Line("Conditions", "{{ need.conditions }}", "need.conditions"),
                    Line("Day of the answer", "{{ need.answered }}", "need.answered"),
                    Line("Performance feedback", "{{ need.feedback }}", "need.feedback"),
                ),
            ),
        ),
        "Page",
    ),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], {"resource_request": REQUEST}))
