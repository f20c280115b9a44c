"""Make the Word templates of the communication plan (T-6) and the training plan (T-7).

    python tools/make_spreading_templates.py [KEY …]

The same kind of layout as `make_document_templates`, whose parts it is made of. Columns without a value are to be filled in.
"""

from __future__ import annotations

import sys

from make_document_templates import Line, Rows, Template, main

WHAT = "{{ row.activity }}{% if row.why %}\n{{ row.why }}{% endif %}"


def spreading(words: dict[str, str], audiences: list[tuple[str, str, float]], rows: list[tuple[str, str, float]]) -> Template:
    """A plan for how knowledge is spread: what the audiences need to know, how each is reached, and the plan's activities."""
    return Template(
        words["title"],
        "{{ name }}",
        (
            Line("Process", "{{ number }}"),
            Line(words["owner"], "{{ owner }}"),
            Line(words["leader"], "{{ leader }}"),
            Line(words["revised"], "{{ revised }}", "revised"),
            Rows("audiences", audiences, words["audiences"], words["audiences_lead"]),
            Rows("rows", rows, words["rows"], words["rows_lead"], words["none"]),
            Rows(
                "questions",
                ((words["question"], "{{ row.question }}", 7.7), (words["answer"], "{{ row.answer }}", 18.0)),
                words["questions"],
                words["questions_lead"],
            ),
        ),
        words["page"],
        wide=True,
    )


SWEDISH = {
    "owner": "Processägare",
    "leader": "Processledare",
    "revised": "Aktiviteterna ändrades senast",
    "rows": "Aktiviteter ur aktivitetsplanen",
    "questions": "De fem frågorna",
    "questions_lead": "Det här behöver målgrupperna veta om processen. Svaren är de som finns i dag.",
    "question": "Fråga",
    "answer": "Svar",
    "page": "Sida",
}
ENGLISH = {
    "owner": "Process owner",
    "leader": "Process leader",
    "revised": "Activities last changed",
    "rows": "Activities of the activity plan",
    "questions": "The five questions",
    "questions_lead": "This is what the audiences need to know of the process. The answers are today's.",
    "question": "Question",
    "answer": "Answer",
    "page": "Page",
}

COMMUNICATION_PLAN = {
    "sv": spreading(
        {
            **SWEDISH,
            "title": "Kommunikationsplan",
            "audiences": "Målgrupper",
            "audiences_lead": "Fyll i hur varje målgrupp nås. Lägg till fler rader om det behövs.",
            "rows_lead": "Det som ska göras, när och av vem. Ändra i aktivitetsplanen, så följer det med hit.",
            "none": "Ingen aktivitet i aktivitetsplanen handlar om kommunikation än.",
        },
        [
            ("Målgrupp", "{{ row.name }}", 3.0),
            ("Vilka är det?", "{{ row.who }}", 5.0),
            ("Vad behöver de veta?", "{{ row.know }}", 3.2),
            ("Budskap", "", 3.1),
            ("Kanal", "", 2.0),
            ("När och hur ofta", "", 2.0),
            ("Avsändare och ansvarig", "", 2.5),
            ("Så tar vi emot synpunkter", "", 2.7),
            ("Så ser vi att det gav effekt", "", 2.2),
        ],
        [
            ("Nr", "{{ row.number }}", 1.3),
            ("Aktivitet och varför", WHAT, 5.8),
            ("Medverkande", "{{ row.audience }}", 3.2),
            ("Kanal", "", 2.2),
            ("När", "{{ row.when }}", 2.6),
            ("Löpande?", "{{ row.recurring|capitalize }}", 2.2),
            ("Ansvarig", "{{ row.responsible }}", 2.6),
            ("Läge", "{{ row.state|capitalize }}", 2.1),
            ("Effekt", "{{ row.effect }}", 3.7),
        ],
    ),
    "en": spreading(
        {
            **ENGLISH,
            "title": "Communication plan",
            "audiences": "Audiences",
            "audiences_lead": "Fill in how each audience is reached. Add more rows where needed.",
            "rows_lead": "What is to be done, when and by whom. Change it in the activity plan, and it follows here.",
            "none": "No activity of the activity plan is about communication yet.",
        },
        [
            ("Audience", "{{ row.name }}", 3.0),
            ("Who are they?", "{{ row.who }}", 5.0),
            ("What do they need to know?", "{{ row.know }}", 3.2),
            ("Message", "", 3.1),
            ("Channel", "", 2.0),
            ("When and how often", "", 2.0),
            ("Sender and responsible", "", 2.5),
            ("How we take in views", "", 2.7),
            ("How we see the effect", "", 2.2),
        ],
        [
            ("No.", "{{ row.number }}", 1.3),
            ("Activity and why", WHAT, 5.8),
            ("Participants", "{{ row.audience }}", 3.2),
            ("Channel", "", 2.2),
            ("When", "{{ row.when }}", 2.6),
            ("Continuous?", "{{ row.recurring|capitalize }}", 2.3),
            ("Responsible", "{{ row.responsible }}", 2.6),
            ("State", "{{ row.state|capitalize }}", 1.9),
            ("Effect", "{{ row.effect }}", 3.8),
        ],
    ),
}

TRAINING_PLAN = {
    "sv": spreading(
        {
            **SWEDISH,
            "title": "Utbildningsplan",
            "audiences": "Målgrupper",
            "audiences_lead": "Fyll i vad varje målgrupp ska lära sig, och hur. Lägg till fler rader om det behövs.",
            "rows_lead": "Det som ska göras, när och av vem. Ändra i aktivitetsplanen, så följer det med hit.",
            "none": "Ingen aktivitet i aktivitetsplanen handlar om utbildning än.",
        },
        [
            ("Målgrupp", "{{ row.name }}", 3.3),
            ("Vilka är det?", "{{ row.who }}", 4.6),
            ("Vad behöver de veta?", "{{ row.know }}", 3.5),
            ("Innehåll", "", 3.6),
            ("Form", "", 2.1),
            ("När", "", 2.0),
            ("Utbildare", "", 2.2),
            ("Deltagare", "", 2.2),
            ("Löpande?", "", 2.2),
        ],
        [
            ("Nr", "{{ row.number }}", 1.3),
            ("Innehåll och varför", WHAT, 5.5),
            ("Deltagare", "{{ row.audience }}", 3.2),
            ("Form", "", 2.2),
            ("När", "{{ row.when }}", 2.6),
            ("Utbildare", "", 2.2),
            ("Löpande?", "{{ row.recurring|capitalize }}", 2.2),
            ("Ansvarig", "{{ row.responsible }}", 2.4),
            ("Läge", "{{ row.state|capitalize }}", 1.8),
            ("Effekt", "{{ row.effect }}", 2.3),
        ],
    ),
    "en": spreading(
        {
            **ENGLISH,
            "title": "Training plan",
            "audiences": "Target groups",
            "audiences_lead": "Fill in what each group shall learn, and how. Add more rows where needed.",
            "rows_lead": "What is to be done, when and by whom. Change it in the activity plan, and it follows here.",
            "none": "No activity of the activity plan is about training yet.",
        },
        [
            ("Target group", "{{ row.name }}", 3.3),
            ("Who are they?", "{{ row.who }}", 4.6),
            ("What do they need to know?", "{{ row.know }}", 3.5),
            ("Content", "", 3.6),
            ("Form", "", 2.1),
            ("When", "", 2.0),
            ("Trainer", "", 2.2),
            ("Participants", "", 2.2),
            ("Continuous?", "", 2.2),
        ],
        [
            ("No.", "{{ row.number }}", 1.3),
            ("Content and why", WHAT, 5.6),
            ("Participants", "{{ row.audience }}", 3.2),
            ("Form", "", 2.1),
            ("When", "{{ row.when }}", 2.6),
            ("Trainer", "", 2.1),
            ("Continuous?", "{{ row.recurring|capitalize }}", 2.3),
            ("Responsible", "{{ row.responsible }}", 2.4),
            ("State", "{{ row.state|capitalize }}", 1.8),
            ("Effect", "{{ row.effect }}", 2.3),
        ],
    ),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], {"communication_plan": COMMUNICATION_PLAN, "training_plan": TRAINING_PLAN}))
