"""The PDF of a release: made from its frozen content and the files that it names, and from nothing else. In the worker only."""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Callable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from processlots.apps.processes.release import reading
from processlots.kit import pdf, released
from processlots.kit.tables import written

logger = logging.getLogger(__name__)

#: sections whose things are many and alike: a table rather than a heading for each
TABLES = frozenset({"documents", "made_with", "handbook"})
_BOX = re.compile(r'viewBox="([-\d. ]+)"')
_INDENT = re.compile(r"^( *)")


def printed(content: dict[str, Any], files: Callable[[str], bytes], language: str = "sv", sha256: str = "") -> bytes:
    """The PDF. `content`: as `reading.read` gives it; `files`: SHA-256 → bytes; `sha256`: of the content, for the first page.

    The same content gives the same bytes. Raises documents.NoTemplate, pdf.NotMade.
    """
    with translation.override(language):
        head = content["release"]
        pictures: dict[str, str | bytes] = {}
        sections = [_section(one, files, language, pictures) for one in reading.shown(content)]
        version = _("Version %(number)s") % {"number": head["number"]}
        data = {
            "title": head["name"],
            "kicker": f"{head['process']} · {version}",
            "lead": head.get("summary", ""),
            "subject": head["name"],
            "organisation": head["municipality"],
            "version": version,
            "date": _day(head["valid_from"]),
            "footer": f"SHA-256 {sha256[:16]}…" if sha256 else "",
            "head": [*facts(head), *([(_("SHA-256 of the content"), sha256)] if sha256 else [])],
            "sections": sections,
        }
        at = datetime.datetime.strptime(head["decided_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.UTC)
        return pdf.render_pdf("release", data, language, at=at, pictures=pictures)


def facts(head: dict[str, Any]) -> list[tuple[str, str]]:
    """What the release says of itself, as label and text; empty ones are left out."""
    rows = [
        (_("Version"), str(head["number"])),
        (_("Valid from"), _day(head["valid_from"])),
        (_("Decided"), _day(head["decided_on"])),
        (_("Decided by"), ", ".join(part for part in (head.get("by", ""), head.get("capacity", "")) if part)),
        (_("Diary number"), head.get("diary_number", "")),
        (_("Forum"), ", ".join(part for part in (head.get("forum", ""), head.get("paragraph", "")) if part)),
        (_("What is new"), head.get("summary", "")),
        (_("Reason"), head.get("reason", "")),
        (_("Specification last reviewed"), _day(head.get("reviewed_on", ""))),
    ]
    return [(label, text) for label, text in rows if text]


def _day(text: str) -> str:
    return written(datetime.date.fromisoformat(text)) if text else ""


def _section(
    section: reading.Section, files: Callable[[str], bytes], language: str, pictures: dict[str, str | bytes]
) -> dict[str, Any]:
    made: dict[str, Any] = {"title": section.title, "facts": section.facts, "columns": [], "table": [], "things": []}
    if section.key in TABLES:
        labels = list(dict.fromkeys(label for one in section.things for label, _text in one.facts))
        made["columns"] = [_("Name"), *labels]
        made["table"] = [[one.name, *(dict(one.facts).get(label, "") for label in labels)] for one in section.things]
    else:
        made["things"] = [_thing(one, files, language, pictures) for one in section.things]
    return made


def _thing(one: reading.Shown, files: Callable[[str], bytes], language: str, pictures: dict[str, str | bytes]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": one.name,
        "facts": one.facts,
        "files": [(each["name"], each["sha256"]) for each in one.files],
        "picture": "",
        "alt": "",
        "caption": "",
        "wide": False,
        "steps": [],
    }
    drawer = released.drawer_of(one.kind)
    if drawer is not None and one.files:
        try:
            svg, alt, steps = drawer({**one.frozen, "name": one.name}, [files(each["sha256"]) for each in one.files], language)
        except Exception:
            # Whatever is wrong with one picture, the document is made: the file's hash stands in it.
            logger.exception("the picture of %s could not be drawn", one.id)
        else:
            name = f"picture-{len(pictures) + 1}.svg"
            pictures[name] = svg
            made |= {
                "picture": name,
                "alt": alt,
                "caption": one.name,
                "wide": _wide(svg),
                "steps": [_step(each) for each in steps if each.strip(" -")],
            }
    if not made["picture"]:
        made["facts"] = [*one.facts, *((each.name, _line(each)) for each in one.parts)]
    return made


def _line(one: reading.Shown) -> str:
    return ", ".join(text for _label, text in one.facts)


def _step(line: str) -> tuple[int, str]:
    """A line of the text twin: how far in it stands, and what it says."""
    found = _INDENT.match(line)
    return (min(len(found[1]) // 4, 6) if found else 0), line.strip()


def _wide(svg: str) -> bool:
    """True for a picture that wants a lying page."""
    found = _BOX.search(svg)
    if found is None:
        return False
    _x, _y, width, height = (float(part) for part in found[1].split())
    return height > 0 and width / height > 1.3
