"""PDF documents that everybody can read and that keep: PDF/UA-1 and PDF/A-2a at once, made by typst in the worker.

    render_pdf("specification", {"title": "Processpecifikation", "process": …}, "sv", at=instant)

A template is `library/documents/<key>.typ` over the common `layout.typ`. It sees the data as plain texts and lists and
nothing of it is read as typst's own language, so that nobody's text can do anything. The same data gives the same bytes:
the document's date is the `at` that is given, and there is no clock or random number in it. A picture has its text instead.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from processlots.kit import documents

STANDARDS = ("ua-1", "a-2a")
FONTS = Path(__file__).resolve().parent / "static" / "processlots" / "fonts"
#: stands for a character that no typeface has; PDF/A does not let it be left out in silence
MISSING = "\N{REPLACEMENT CHARACTER}"
_PLAIN = "".join(map(chr, [*range(32, 127), *range(161, 256)]))


class NotMade(Exception):
    """The document could not be made; the message is for whoever looks in the log."""


def templates() -> list[str]:
    """The keys of the templates that make PDF."""
    return sorted(path.stem for path in documents.SHIPPED.glob("*.typ") if path.stem != "layout")


def render_pdf(
    template: str,
    data: Mapping[str, Any],
    language: str,
    *,
    at: datetime.datetime,
    pictures: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A tagged PDF that claims PDF/UA-1 and PDF/A-2a.

    `data`: plain data as for Word (`documents.plain`), with `title`; and for the frame `organisation`, `subject` (the line
    over the title), `version`, `date`. `at`: the document's instant. `pictures`: name → SVG, which the template shows by that
    name. Raises documents.NoTemplate, TypeError (a value that is no plain data), NotMade.
    """
    from django.utils import translation

    source = documents.SHIPPED / f"{template}.typ"
    if template not in templates():
        raise documents.NoTemplate(f"no template is called {template!r}; there are {', '.join(templates())}")
    instant = at.astimezone(datetime.UTC).replace(microsecond=0)
    with translation.override(language):
        told = documents.plain(data)
    told |= {"language": language, "instant": list(instant.timetuple()[:6])}
    files = {
        "main.typ": source.read_bytes(),
        "layout.typ": (documents.SHIPPED / "layout.typ").read_bytes(),
        **{name: svg.encode() if isinstance(svg, str) else svg for name, svg in (pictures or {}).items()},
    }
    return _compiled(files, told, instant)


def _compiled(files: dict[str, bytes], told: dict[str, Any], instant: datetime.datetime) -> bytes:
    typst = _typst()
    for attempt in (told, None):
        content = attempt if attempt is not None else _replaced(told, files)
        try:
            made = typst.compile(
                {**files, "data.json": json.dumps(content, ensure_ascii=False).encode()},
                format="pdf",
                font_paths=fonts(),
                pdf_standards=list(STANDARDS),
                timestamp=instant,
            )
        except typst.TypstError as error:
            if attempt is None or not _is_about_letters(str(error)):
                raise NotMade(str(error)) from error
        else:
            assert isinstance(made, bytes)
            return made
    raise NotMade("unreachable")


def png(svg: str, ppi: int = 144) -> bytes:
    """A drawing of ours as PNG, for Word. Raises NotMade."""
    typst = _typst()
    source = b'#set page(width: auto, height: auto, margin: 2pt)\n#image("drawing.svg")'
    try:
        made = typst.compile({"main.typ": source, "drawing.svg": svg.encode()}, format="png", ppi=ppi, font_paths=fonts())
    except typst.TypstError as error:
        raise NotMade(str(error)) from error
    content: bytes = made[0] if isinstance(made, list) else made
    return content


def _typst() -> Any:
    """The library, in the worker only; its types do not know that the sources may come as a dictionary."""
    import typst

    return typst


def _is_about_letters(said: str) -> bool:
    return "could not be displayed" in said or "codepoint" in said


def _replaced(told: Any, files: dict[str, bytes]) -> Any:
    """The data with a mark for each character that no typeface of ours has, in the pictures too."""
    letters = {one for one in json.dumps(told, ensure_ascii=False) if one not in _PLAIN}
    for name, content in files.items():
        if not name.endswith(".typ"):
            letters |= {one for one in content.decode("utf-8", "replace") if one not in _PLAIN}
    lacking = {ord(one): MISSING for one in sorted(letters) if not _has(one)}
    for name, content in files.items():
        if not name.endswith(".typ"):
            files[name] = content.decode("utf-8", "replace").translate(lacking).encode()
    return _translated(told, lacking)


def _translated(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {key: _translated(one, table) for key, one in value.items()}
    return [_translated(one, table) for one in value] if isinstance(value, list) else value


@cache
def _has(letter: str) -> bool:
    """True if one of our typefaces has the character: asked of typst itself, a few milliseconds each."""
    typst = _typst()
    source = b'#set document(title: "x")\n#set text(font: ("Source Sans 3", "Processlots E"))\n#read("letter.txt")'
    try:
        typst.compile(
            {"main.typ": source, "letter.txt": f"a{letter}".encode("utf-8", "replace")},
            format="pdf", font_paths=fonts(), pdf_standards=list(STANDARDS),
        )  # fmt: skip
    except typst.TypstError:
        return False
    return True


@cache
def fonts() -> Any:
    """The product's own typeface and those in typst; never the machine's, or the same data would give other bytes there."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)] if FONTS.is_dir() else [])
