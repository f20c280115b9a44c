"""Reading problems and good ideas in from a file or a paste: a workshop's notes in a table (M-KART-5)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from processlots.apps.maps.models import MapElement, ProblemIdea
from processlots.apps.maps.problems import lines, wall
from processlots.apps.organisation.standing import standing
from processlots.apps.processes.models import Process
from processlots.kit import access, history, pages
from processlots.kit.asked import whole
from processlots.kit.imports import Column, Importer, Row, RowResult, importer
from processlots.kit.models.base import Sequence
from processlots.kit.pages import url_of
from processlots.kit.swedish import normal

#: how a kind is written; the first letters are enough
_IDEAS = ("id", "god", "good", "förslag", "+")


@importer("problems")
class ProblemImporter(Importer):
    """A row is a problem or a good idea of one process; a row that is there already is left alone."""

    title = lazy("Read in problems and good ideas")
    help = lazy("A text on each row is enough. Kind, step number, theme and role are read where there are columns for them.")
    example = (
        "Text\tSlag\tSteg\tTema\tVäckt av\nBilagor saknas\tproblem\t3\tAnsökan\thandläggare\nRing den sökande\tgod idé\t4\t\t"
    )
    model = ProblemIdea
    takes = ("process",)
    columns = (
        Column("text", lazy("Text"), required=True, synonyms=("problem", "problem eller god idé", "beskrivning", "text", "idea")),
        Column("kind", lazy("Kind"), synonyms=("slag", "typ", "kind")),
        Column("step", lazy("Step number"), synonyms=("steg", "steg nummer", "nr", "plats", "step")),
        Column("theme", lazy("Theme"), synonyms=("tema", "grupp", "område", "theme")),
        Column("raised_by", lazy("Raised by (role)"), synonyms=("väckt av", "roll", "vem", "raised by", "role")),
    )

    def process(self) -> Process | None:
        """The process that the rows are about."""
        number = whole(self.params.get("process", "").split("-")[0])
        rows = Process.objects.select_related("unit", "owner", "leader").filter(ended_on=None)
        return rows.filter(number=number).first() if number is not None else None

    def may(self, user: Any) -> bool:
        process = self.process()
        return process is not None and access.may(user, "arrange", ProblemIdea(process=process))

    def lead(self) -> str:
        process = self.process()
        return _("The rows are written down for %(process)s.") % {"process": process} if process is not None else ""

    def crumbs(self) -> list[tuple[str, str]]:
        process = self.process()
        return [(str(process), url_of(process)), (_("Problems and good ideas"), self.url_back())] if process is not None else []

    def url_back(self) -> str:
        process = self.process()
        return wall.wall_url(process) if process is not None else pages.of(ProblemIdea).url("list")

    def preview(self, rows: list[Row], mapping: dict[str, int], user: Any) -> list[RowResult]:
        process = self.process()
        known = set(ProblemIdea.objects.filter(process=process).values_list("text", flat=True))
        seen, steps = {normal(one) for one in known}, self._steps()
        return [self._looked(row, mapping, seen, steps) for row in rows]

    def _steps(self) -> dict[int, MapElement]:
        """Number → step, in the process's first map: how it is done today where there is one."""
        process = self.process()
        found = wall.steps_of(process) if process is not None else []
        chosen = sorted(found, key=lambda one: (one[0].when != "today", one[0].map.kind != "detailed", one[0].pk))
        return {one.number: one for one in chosen[0][1] if one.number is not None} if chosen else {}

    def _looked(self, row: Row, mapping: dict[str, int], seen: set[str], steps: dict[int, MapElement]) -> RowResult:
        values = {one.key: self.value(row, mapping, one.key) for one in self.columns}
        values = {key: " ".join(text.split()) for key, text in values.items()}
        if not values["text"]:
            return RowResult(row.line, "error", [_("The row has no text. Write what was said, or take the row away.")], values)
        for key, most in (("text", lines.LONGEST), ("theme", 120), ("raised_by", 120)):
            if len(values[key]) > most:
                said = _("The row is longer than %(most)s characters. Say it shorter.")
                return RowResult(row.line, "error", [said % {"most": most}], values)
        if normal(values["text"]) in seen:
            return RowResult(row.line, "same", [_("It is written down already.")], values)
        seen.add(normal(values["text"]))
        number = whole(values["step"]) if values["step"] else None
        if values["step"] and number not in steps:
            said = _("There is no step %(step)s in the map, so it is written down without a place.")
            return RowResult(row.line, "warning", [said % {"step": values["step"][:20]}], values)
        return RowResult(row.line, "new", [], values)

    def apply(self, rows: list[Row], mapping: dict[str, int], user: Any, act: Any) -> None:
        process, steps = self.process(), self._steps()
        assert process is not None
        assignment, person = wall.under_way(process), standing(user).person
        looked = self.preview(rows, mapping, user)
        wanted = [one.values for one in looked if one.status in ("new", "warning")]
        first = Sequence.take(ProblemIdea._meta.label_lower, len(wanted)) if wanted else 0
        made = [
            ProblemIdea(
                process=process, number=first + place, text=values["text"], theme=values["theme"], raised_by=values["raised_by"],
                kind="idea" if values["kind"].lower().startswith(_IDEAS) else "problem", element=self._place(values, steps),
                assignment=assignment, registered_by=person, version=1,
            )
            for place, values in enumerate(wanted)
        ]  # fmt: skip
        history.bulk_create(ProblemIdea, made)

    def _place(self, values: dict[str, str], steps: dict[int, MapElement]) -> MapElement | None:
        number = whole(values["step"]) if values["step"] else None
        return steps.get(number) if number is not None else None
