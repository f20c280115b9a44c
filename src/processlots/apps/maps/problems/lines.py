"""Problems and ideas as they are noted: a line each, perhaps pasted from a table, with a sign for good ideas.

Free of Django, so that editor, page and import read notes alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST = 60
LONGEST = 500
_SIGN = re.compile(r"^\s*(?:(?P<idea>\+|(?:god\s+)?id[eé]|good idea|idea)|(?P<problem>[-–•!]|problem))\s*[:.]?\s+", re.IGNORECASE)
#: a table's first row that only names its columns
_HEADINGS = {"problem", "problem eller god idé", "problem och goda idéer", "text", "idé"}


@dataclass(frozen=True)
class Note:
    """One line: `kind` is "problem" or "idea", or "" where the line does not say."""

    text: str
    kind: str = ""
    theme: str = ""
    raised_by: str = ""


def read(text: str) -> list[Note]:
    """The notes of a text. Cells of a pasted table are text, theme and who raised it; empty lines are left out.

    "+ Ring sökanden" and "Idé: Ring sökanden" are good ideas, "- Bilagor saknas" is a problem.
    """
    made = []
    for number, line in enumerate(text.splitlines()):
        cells = [" ".join(cell.split()) for cell in line.split("\t")]
        found = _SIGN.match(f"{cells[0]} ")
        said = f"{cells[0]} "[found.end() :].strip() if found else cells[0]
        if not said or (number == 0 and len(cells) > 1 and cells[0].lower() in _HEADINGS):
            continue
        kind = "" if found is None else "idea" if found["idea"] else "problem"
        more = [*cells[1:3], "", ""]
        made.append(Note(said, kind, more[0][:120], more[1][:120]))
    return made
