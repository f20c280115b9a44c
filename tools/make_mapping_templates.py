"""Make the Word templates of mappings (T-8 and the report of M-KART-2): `python tools/make_mapping_templates.py`.

The same kind of layout as `make_document_templates`, whose parts they are made of.
"""

from __future__ import annotations

import sys

from make_document_templates import Each, Line, Rows, Template, Text, main

#: value → its label in Swedish and English, and whether the row stands even where nothing is written
ASSIGNMENT = (
    ("label", "Uppdrag nr", "Assignment no.", True),
    ("diary_number", "Diarienummer", "Diary number", False),
    ("number", "Process nr", "Process no.", True),
    ("orderer", "Beställare", "Ordered by", True),
    ("owner", "Processägare", "Process owner", True),
    ("leader", "Processledare", "Process leader", True),
    ("facilitator", "Processhandledare", "Process facilitator", True),
    ("when", "Kartlägger", "Maps", True),
    ("background", "Bakgrund", "Background", True),
    ("purpose", "Syfte", "Purpose", True),
    ("scope", "Omfattning", "Scope", True),
    ("delimitation", "Avgränsning", "What is left out", True),
    ("outcome", "Vad det ska mynna ut i", "What it shall lead to", True),
    ("focus", "Fokus", "Focus", False),
    ("goals", "Mål, värden och effekter", "Goals, values and effects", False),
    ("levels", "Kartnivåer", "Levels of maps", True),
    ("analyses", "Analyser som ska göras", "Analyses to make", False),
    ("group", "Deltagare och roller", "Participants and roles", True),
    ("sources", "Underlag", "Background material", False),
    ("schedule", "Tidplan", "Timetable", False),
    ("workshops", "Workshoppar", "Workshops", False),
    ("deliverables", "Leveranser och format", "What is delivered, and in which form", False),
    ("confirmed_by", "Bekräftar innehållet", "Confirms the content", False),
    ("report_to", "Rapporten går till", "The report goes to", False),
    ("risks", "Risker och förutsättningar", "Risks and conditions", False),
    ("is_process", "Är det en process och inte en engångsinsats?", "Is it a process and not a one-off effort?", False),
    ("who_receives", "Vem är mottagare?", "Who is the recipient?", False),
    ("bounds", "Var börjar och slutar processen?", "Where does the process begin and end?", False),
    ("why_now", "Varför nu?", "Why now?", False),
    ("use", "Vad ska kartan användas till?", "What is the map to be used for?", False),
    ("who_must", "Vilka måste vara med?", "Who must be there?", False),
    ("left_out", "Vad ingår inte?", "What is not included?", False),
    ("orderer_agreed", "Överenskommet av beställaren", "Agreed by the orderer", True),
    ("facilitator_agreed", "Överenskommet av processhandledaren", "Agreed by the facilitator", True),
)
REPORT = (
    ("label", "Uppdrag nr", "Assignment no.", True),
    ("diary_number", "Diarienummer", "Diary number", False),
    ("number", "Process nr", "Process no.", True),
    ("orderer", "Beställare", "Ordered by", True),
    ("owner", "Processägare", "Process owner", True),
    ("facilitator", "Processhandledare", "Process facilitator", True),
    ("when", "Kartlägger", "Maps", True),
    ("purpose", "Syftet med kartläggningen", "Purpose of the mapping", False),
    ("group", "Kartläggningsgruppen", "The mapping group", False),
    ("result", "Resultatet, värdet som skapas", "The result, the value that is created", True),
    ("recipients", "Mottagaren", "Who receives it", True),
    ("trigger", "Vad som startar processen", "What starts the process", True),
    ("way", "Vad som görs från start till leverans, och av vem", "What is done from start to delivery, and by whom", True),
    ("improvement", "Hur den kan förbättras för att nå önskade mål, värden och effekter",
     "How it can be improved to reach the goals, values and effects wanted", True),
    ("analyses", "Analyser", "Analyses", False),
    ("proposals", "Förslag", "Proposals", False),
    ("reported_on", "Överlämnad", "Handed over", False),
    ("received", "Mottagen av processägaren", "Received by the process owner", True),
)  # fmt: skip


def _lines(rows: tuple[tuple[str, str, str, bool], ...], swedish: bool) -> tuple[Line, ...]:
    return tuple(Line(sv if swedish else en, f"{{{{ {name} }}}}", "" if always else name) for name, sv, en, always in rows)


def _assignment(language: str) -> Template:
    swedish = language == "sv"
    title = "Uppdragsbeskrivning: processkartläggning" if swedish else "Assignment: process mapping"
    return Template(title, "{{ process }}", _lines(ASSIGNMENT, swedish), "Sida" if swedish else "Page")


def _report(language: str) -> Template:
    swedish = language == "sv"

    def say(sv: str, en: str) -> str:
        return sv if swedish else en

    maps = Each(
        "maps",
        "map",
        "{{ map.title }}",
        (
            Line(say("Slag", "Kind"), "{{ map.kind }}"),
            Line(say("Läge", "Standing"), "{{ map.standing }}"),
            Line(say("Bekräftad av", "Confirmed by"), "{{ map.confirmed }}", "map.confirmed"),
        ),
        (
            Text("{{ picture(map.picture) }}", "map.picture"),
            Rows(
                "map.steps",
                (
                    (say("Nr", "No."), "{{ row.no }}", 1.5),
                    (say("Steg", "Step"), "{{ row.name }}", 9.5),
                    (say("Aktör", "Actor"), "{{ row.actor }}", 6.0),
                ),
            ),
        ),
    )
    problems = Rows(
        "problems",
        (
            (say("Slag", "Kind"), "{{ row.kind }}", 1.8),
            ("Text", "{{ row.text }}", 4.6),
            (say("Plats i kartan", "Place in the map"), "{{ row.place }}", 2.6),
            (say("Tema", "Theme"), "{{ row.theme }}", 2.0),
            (say("Väckt av", "Raised by"), "{{ row.raised_by }}", 1.8),
            (say("Röster", "Votes"), "{{ row.votes }}", 1.3),
            (say("Utfall", "Outcome"), "{{ row.outcome }}", 2.9),
        ),
        say("Problem och goda idéer", "Problems and good ideas"),
    )
    title = say("Rapport: processkartläggning", "Report: process mapping")
    return Template(title, "{{ process }}", (*_lines(REPORT, swedish), maps, problems), say("Sida", "Page"))


if __name__ == "__main__":
    made = {"mapping_assignment": _assignment, "mapping_report": _report}
    sys.exit(main(sys.argv[1:], {key: {one: make(one) for one in ("sv", "en")} for key, make in made.items()}))
