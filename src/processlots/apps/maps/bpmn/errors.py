"""The one exception of the package: what is wrong, where, and the way out, in Swedish and English."""

from __future__ import annotations

from typing import Any

#: code → (Swedish, English). Fields in braces are the error's parameters.
SENTENCES: dict[str, tuple[str, str]] = {
    "empty": (
        "Filen är tom. Spara kartan på nytt i ritverktyget och försök igen.",
        "The file is empty. Save the map again in the drawing tool and try again.",
    ),
    "too_big": (
        "Filen är {size} MB. Gränsen är {limit} MB. Dela kartan i flera.",
        "The file is {size} MB. The limit is {limit} MB. Split the map into several.",
    ),
    "encoding": (
        "Teckenkodningen {encoding} går inte att läsa. Spara filen som UTF-8.",
        "The character encoding {encoding} cannot be read. Save the file as UTF-8.",
    ),
    "doctype": (
        "Filen har en DOCTYPE med egna definitioner. Det behövs inte i BPMN och läses inte. Ta bort raden.",
        "The file has a DOCTYPE with definitions of its own. BPMN needs none and we read none. Remove the line.",
    ),
    "not_xml": (
        "Filen är inte hel XML ({reason}). Spara kartan på nytt i ritverktyget.",
        "The file is not complete XML ({reason}). Save the map again in the drawing tool.",
    ),
    "too_deep": (
        "Delar ligger i varandra djupare än {limit} nivåer. Lägg de innersta i en egen karta.",
        "Parts lie inside each other deeper than {limit} levels. Put the innermost ones in a map of their own.",
    ),
    "too_many": (
        "Filen har fler än {limit} XML-element. Dela kartan i flera.",
        "The file has more than {limit} XML elements. Split the map into several.",
    ),
    "too_many_attributes": (
        "Filen har fler än {limit} attribut. Dela kartan i flera.",
        "The file has more than {limit} attributes. Split the map into several.",
    ),
    "not_bpmn": (
        'Filen är XML men inte BPMN 2.0: den börjar med "{root}". Välj BPMN 2.0 när kartan exporteras.',
        'The file is XML but not BPMN 2.0: it begins with "{root}". Choose BPMN 2.0 when you export the map.',
    ),
    "duplicate_id": (
        'Id "{id}" finns två gånger, på rad {first} och rad {second}. Ge den ena ett eget id.',
        'The id "{id}" stands twice, on line {first} and line {second}. Give one of them an id of its own.',
    ),
    "broken_reference": (
        'Hänvisar med {attribute} till "{target}", som inte finns i filen. Rätta eller ta bort det i ritverktyget.',
        'Points by {attribute} at "{target}", which is not in the file. Mend or remove it in the drawing tool.',
    ),
    "missing_reference": (
        "Saknar {attribute}. Rätta eller ta bort det i ritverktyget.",
        "Has no {attribute}. Mend or remove it in the drawing tool.",
    ),
    "bad_number": (
        'Har {attribute}="{value}", som inte är ett rimligt tal. Rita om det i ritverktyget.',
        'Has {attribute}="{value}", which is not a sensible number. Draw it again in the drawing tool.',
    ),
    "no_bounds": (
        "Har en figur utan läge och storlek. Rita om den i ritverktyget.",
        "Has a shape without place and size. Draw it again in the drawing tool.",
    ),
    "no_diagram": ("Filen har ingen ritning nummer {number}.", "The file has no diagram number {number}."),
    "not_in_map": ('"{id}" finns inte i kartan.', '"{id}" is not in the map.'),
    "not_drawn": ('"{id}" är inte ritad i kartan och kan inte flyttas.', '"{id}" is not drawn in the map and cannot be moved.'),
    "cannot_write": (
        "Texten har tecken som inte får stå i en BPMN-fil. Ta bort dem.",
        "The text has characters that a BPMN file cannot hold. Remove them.",
    ),
    "no_file": ("Hittar inte filen {path}.", "Cannot find the file {path}."),
    "unreadable": ("Filen {path} går inte att läsa: {reason}.", "The file {path} cannot be read: {reason}."),
}  # fmt: skip


class BpmnError(Exception):
    """A file or a request that cannot be taken, with its place.

    `code` is a key of `SENTENCES`, `params` fill its sentence. `element_id`, `type` (BPMN element name), `name`
    and `line` (1-based) say where; each is "" or None where it has no answer (DESIGN 5, "Errors name the place").
    """

    def __init__(
        self,
        code: str,
        *,
        element_id: str = "",
        type: str = "",
        name: str = "",
        line: int | None = None,
        **params: Any,
    ) -> None:
        self.code = code
        self.params = params
        self.element_id = element_id
        self.type = type
        self.name = name
        self.line = line
        super().__init__(self.message("en"))

    def place(self, language: str) -> str:
        """Where it is: 'userTask "Granska ansökan" (Task_1), rad 14'."""
        parts = [self.type, f'"{self.name}"' if self.name else "", f"({self.element_id})" if self.element_id else ""]
        words = " ".join(part for part in parts if part)
        if self.line:
            row = f"{'rad' if language == 'sv' else 'line'} {self.line}"
            words = f"{words}, {row}" if words else row
        return words[:1].upper() + words[1:] if not self.type else words

    def message(self, language: str = "sv") -> str:
        """The whole sentence: place, what is wrong, the way out."""
        swedish, english = SENTENCES[self.code]
        sentence = (swedish if language == "sv" else english).format(**self.params)
        place = self.place(language)
        return f"{place}: {sentence}" if place else sentence
