"""Make the Word templates of the leader's assignment (T-9): `python tools/make_assignment_template.py`.

The same kind of layout as `make_document_templates`, whose parts it is made of.
"""

from __future__ import annotations

import sys

from make_document_templates import Line, Template, main

#: value → its label in Swedish and English, and whether the row stands even where nothing is written
ROWS = (
    ("number", "Process nr", "Process no.", True),
    ("owner", "Processägare", "Process owner", True),
    ("leader", "Processledare", "Process leader", True),
    ("purpose", "Processens syfte", "Purpose of the process", True),
    ("recipients", "Mottagare", "Recipients", True),
    ("start", "Processen börjar", "The process starts", False),
    ("result", "Processen slutar: resultat", "The process ends: result", False),
    ("process_goals", "Processmål", "Process goals", False),
    ("aim", "Uppdragets syfte", "What the assignment is for", True),
    ("duties", "Ansvar och uppgifter", "Responsibility and tasks", True),
    ("mandate", "Mandat: det får ledaren besluta", "Mandate: what the leader may decide", True),
    ("lifted", "Det lyfts till ägaren", "What is lifted to the owner", True),
    ("goals", "Mål för perioden", "Goals for the period", True),
    ("team", "Team, med kompetenser", "Team, with competences", True),
    ("interfaces", "Gränssnitt att samordna", "Interfaces to coordinate", False),
    ("reporting", "Rapportering", "Reporting", True),
    ("extent", "Omfattning", "Extent", True),
    ("resource", "Resursägarens medgivande", "The resource owner's consent", True),
    ("competence", "Kompetensutveckling och kontakt med processhandledare", "Competence development and facilitator", False),
    ("period", "Period", "Period", True),
    ("reconsidered", "Omprövas", "Looked at again", False),
    ("owner_agreed", "Godkänt av processägaren", "Agreed by the process owner", True),
    ("leader_agreed", "Godkänt av processledaren", "Agreed by the process leader", True),
)


def _template(language: str) -> Template:
    swedish = language == "sv"
    lines = tuple(Line(sv if swedish else en, f"{{{{ {name} }}}}", "" if always else name) for name, sv, en, always in ROWS)
    title = "Uppdragsbeskrivning: processägare till processledare" if swedish else "Assignment: process owner to process leader"
    return Template(title, "{{ process }}", lines, "Sida" if swedish else "Page")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], {"assignment": {language: _template(language) for language in ("sv", "en")}}))
