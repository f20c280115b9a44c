"""Make the Word templates of the follow-up plan (T-4) and the activity plan (T-5): `python tools/make_plan_templates.py [KEY …]`.

The same kind of layout as `make_document_templates`, whose parts it is made of.
"""

from __future__ import annotations

import sys

from make_document_templates import Each, Line, Rows, Template, main

WHY = "{{ row.need }}{% if row.need and row.why %}\n{% endif %}{{ row.why }}{% if row.origin %}\n({{ row.origin }}){% endif %}"
EFFECT = (
    "{{ row.effect }}{%% if row.effect and row.effect_on %%}\n{%% endif %%}"
    "{%% if row.effect_on %%}%s {{ row.effect_on }}{%% endif %%}"
    "{%% if row.stick and (row.effect or row.effect_on) %%}\n{%% endif %%}{{ row.stick }}"
)

FOLLOW_UP_PLAN = {
    "sv": Template(
        "Uppföljningsplan",
        "{{ name }}",
        (
            Line("Process", "{{ number }}"),
            Line("Processägare", "{{ owner }}"),
            Line("Processledare", "{{ leader }}"),
            Line("Senast reviderad", "{{ revised }}", "revised"),
            Line("Samlad bedömning", "{{ standing }}"),
            Each(
                "goals",
                "goal",
                "{{ goal.number }} {{ goal.statement }}",
                (
                    Line("Måltyp", "{{ goal.kind }}. {{ goal.state }}"),
                    Line("Vilar på", "{{ goal.rests_on }}", "goal.rests_on"),
                    Line("Vad ska uppnås, och när?", "{{ goal.a }}"),
                    Line("Vilka mått visar om målet nås?", "{{ goal.b }}"),
                    Line("Hur mäter vi, och hur ofta?", "{{ goal.c }}"),
                    Line("Vem mäter och vem följer upp?", "{{ goal.d }}"),
                    Line("Hur och till vem rapporteras resultatet?", "{{ goal.e }}"),
                    Line("Hur används resultatet för att utveckla processen?", "{{ goal.f }}"),
                    Line("Utfall", "{{ goal.outcome }}"),
                    Line("Läge", "{{ goal.standing }}"),
                    Line("Åtgärder", "{{ goal.actions }}", "goal.actions"),
                ),
            ),
        ),
        "Sida",
    ),
    "en": Template(
        "Follow-up plan",
        "{{ name }}",
        (
            Line("Process", "{{ number }}"),
            Line("Process owner", "{{ owner }}"),
            Line("Process leader", "{{ leader }}"),
            Line("Last revised", "{{ revised }}", "revised"),
            Line("Overall assessment", "{{ standing }}"),
            Each(
                "goals",
                "goal",
                "{{ goal.number }} {{ goal.statement }}",
                (
                    Line("Kind of goal", "{{ goal.kind }}. {{ goal.state }}"),
                    Line("Rests on", "{{ goal.rests_on }}", "goal.rests_on"),
                    Line("What shall be reached, and when?", "{{ goal.a }}"),
                    Line("Which measures show whether it is reached?", "{{ goal.b }}"),
                    Line("How do we measure, and how often?", "{{ goal.c }}"),
                    Line("Who measures, and who follows up?", "{{ goal.d }}"),
                    Line("How and to whom is the result reported?", "{{ goal.e }}"),
                    Line("How is the result used to develop the process?", "{{ goal.f }}"),
                    Line("Outcome", "{{ goal.outcome }}"),
                    Line("State", "{{ goal.standing }}"),
                    Line("What is done", "{{ goal.actions }}", "goal.actions"),
                ),
            ),
        ),
        "Page",
    ),
}

ACTIVITY_PLAN = {
    "sv": Template(
        "Aktivitetsplan",
        "{{ name }}",
        (
            Line("Process", "{{ number }}"),
            Line("Processägare", "{{ owner }}"),
            Line("Processledare", "{{ leader }}"),
            Line("Period", "{{ period }}", "period"),
            Line("Senast reviderad", "{{ revised }}", "revised"),
            Rows(
                "rows",
                (
                    ("Nr", "{{ row.number }}", 1.3),
                    ("Aktivitet", "{{ row.activity }} ({{ row.kind }})", 4.2),
                    (
                        "Varför",
                        WHY,
                        4.6,
                    ),
                    ("Väntad effekt", "{{ row.expected }}", 3.4),
                    ("Beslut", "{{ row.decision }}", 2.4),
                    (
                        "Ansvarig och medverkande",
                        "{{ row.responsible }}{% if row.participants %}\n{{ row.participants }}{% endif %}",
                        3.0,
                    ),
                    ("Klart senast", "{{ row.due }}", 2.1),
                    ("Läge", "{{ row.state|capitalize }}", 1.8),
                    (
                        "Effekt",
                        EFFECT % "Följs upp",
                        2.9,
                    ),
                ),
            ),
        ),
        "Sida",
        wide=True,
    ),
    "en": Template(
        "Activity plan",
        "{{ name }}",
        (
            Line("Process", "{{ number }}"),
            Line("Process owner", "{{ owner }}"),
            Line("Process leader", "{{ leader }}"),
            Line("Period", "{{ period }}", "period"),
            Line("Last revised", "{{ revised }}", "revised"),
            Rows(
                "rows",
                (
                    ("No.", "{{ row.number }}", 1.3),
                    ("Activity", "{{ row.activity }} ({{ row.kind }})", 4.2),
                    (
                        "Why",
                        WHY,
                        4.6,
                    ),
                    ("Expected effect", "{{ row.expected }}", 3.4),
                    ("Decision", "{{ row.decision }}", 2.4),
                    (
                        "Responsible and participants",
                        "{{ row.responsible }}{% if row.participants %}\n{{ row.participants }}{% endif %}",
                        3.0,
                    ),
                    ("Done by", "{{ row.due }}", 2.1),
                    ("State", "{{ row.state|capitalize }}", 1.8),
                    (
                        "Effect",
                        EFFECT % "Followed up",
                        2.9,
                    ),
                ),
            ),
        ),
        "Page",
        wide=True,
    ),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], {"follow_up_plan": FOLLOW_UP_PLAN, "activity_plan": ACTIVITY_PLAN}))
