"""Keeping what was read out of a file beside its bytes, so that reading a map costs a web worker one row and one file."""

from __future__ import annotations

import base64
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processlots.apps.maps import reader
from processlots.apps.maps.models import Reading, Version
from processlots.kit import files, jobs
from processlots.kit.models.files import Blob

MAX_WRITTEN = 25 * files.MEGABYTE


class Refusal(Exception):
    """A file that cannot be a map: a sentence in both languages, and where it applies element, name and line."""

    def __init__(self, said: dict[str, Any]) -> None:
        super().__init__(said["en"])
        self.said = said
        self.element: str = said.get("element", "")

    def message(self, language: str | None) -> str:
        """The sentence."""
        return str(self.said["en" if language == "en" else "sv"])


class Clashing(Exception):
    """Two people have changed the same thing differently. `clashes` {"sv", "en"}: questions as `bpmn.clash` tells them."""

    def __init__(self, clashes: dict[str, Any]) -> None:
        super().__init__(f"{len(clashes['en'])} things clash")
        self.clashes = clashes

    def told(self, language: str | None) -> list[dict[str, Any]]:
        """The questions in a language."""
        return list(self.clashes["en" if language == "en" else "sv"])


def read_aside(drawn: bytes, **more: Any) -> dict[str, Any]:
    """What a file says, read in a process of its own. Raises Refusal and Clashing."""
    try:
        return checked(reader.read_aside(reader.question(drawn, **more)))
    except reader.Broken as broken:
        raise Refusal(
            _both(gettext_lazy("The map is too big or too tangled to be read. Divide it into several maps."))
        ) from broken


def checked(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, unless it is a refusal: then Refusal is raised, or Clashing where questions stand open."""
    if "refused" in answer:
        raise Refusal(answer["refused"])
    if "clashes" in answer:
        raise Clashing(answer["clashes"])
    return answer


def _both(text: Any) -> dict[str, Any]:
    from django.utils import translation

    found = {}
    for language in ("sv", "en"):
        with translation.override(language):
            found[language] = str(text)
    return found


def keep(answer: dict[str, Any]) -> Reading:
    """Store the written file, its pictures and what it says. The same file is read and kept once."""
    written = files.store(base64.b64decode(answer["written"]), "bpmn", MAX_WRITTEN)
    return _keep(written, answer)


def _keep(written: Blob, answer: dict[str, Any]) -> Reading:
    fields = {
        "edition": answer["edition"],
        "content": answer["told"],
        "svg_sv": files.store(answer["svg"]["sv"].encode(), "svg", MAX_WRITTEN),
        "svg_en": files.store(answer["svg"]["en"].encode(), "svg", MAX_WRITTEN),
    }
    known = Reading.objects.filter(blob=written).first()
    if known is None:
        try:
            with transaction.atomic():
                return Reading.objects.create(blob=written, **fields)
        except IntegrityError:  # somebody read the same file at the same time
            known = Reading.objects.get(blob=written)
    for name, value in fields.items():
        setattr(known, name, value)
    known.save()
    return known


def of(version: Version | None) -> Reading | None:
    """What was read out of a version's file; None where it cannot be read.

    Of an earlier version nothing is kept but the file (`keeping`): it is read again when somebody opens it.
    """
    if version is None:
        return None
    found = Reading.objects.filter(blob=version.blob_id).select_related("svg_sv", "svg_en").first()
    return found or _again(version)


def _again(version: Version) -> Reading | None:
    try:
        answer = read_aside(version.blob.read(), title=version.line.map.title)
        return _keep(version.blob, answer)
    except (Refusal, FileNotFoundError):
        return None


def elements_of(version: Version | None) -> list[dict[str, Any]]:
    """The elements of a version as they are compared with another's; none where there is no version."""
    found = of(version)
    return found.content["elements"] if found else []


@jobs.nightly("maps.draw", title=gettext_lazy("Draw maps that have no picture, or an old one"), at="02:10")
def draw_again(job: Any) -> dict[str, Any]:
    """Read the files of versions that are newest or in force, and whose picture is missing or of an older edition."""
    from processlots.apps.maps import content
    from processlots.apps.maps.keeping import wanted

    stale = models.Q(blob__map_reading=None) | models.Q(blob__map_reading__edition__lt=content.EDITION)
    rows = Version.objects.filter(stale & wanted()).select_related("blob", "line__map").order_by("pk")
    drawn, failed = 0, 0
    for number, version in enumerate(rows):
        job.progress(number, len(rows))
        try:
            answer = content.answer(reader.question(version.blob.read(), title=version.line.map.title))
        except FileNotFoundError:
            answer = {"refused": {}}
        if "refused" in answer:
            failed += 1
            continue
        _keep(version.blob, answer)
        drawn += 1
    return {"drawn": drawn, "failed": failed}


def no_answer() -> str:
    """The sentence where the picture is not there yet."""
    return _("The picture is not drawn yet. It is drawn tonight.")
