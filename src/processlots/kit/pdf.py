"""PDF documents that everybody can read and that keep: PDF/UA-1 and PDF/A-2a at once, made by typst in the worker.

    render_pdf("specification", {"title": "Processpecifikation", "process": …}, "sv", at=instant)

A template is `library/documents/<key>.typ` over the common `layout.typ`. It sees the data as plain texts and lists and
nothing of it is read as typst's own language, so that nobody's text can do anything. The same data gives the same bytes:
the document's date is the `at` that is given, and there is no clock or random number in it. A picture has its text instead.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from processlots.kit import documents
from processlots.kit.typesetting import NotMade, compiled, drawing

__all__ = ["NotMade", "png", "render_pdf", "templates"]


#: what others import or give their own data
FRAMES = ("layout", "map_sheets")


def templates() -> list[str]:
    """The keys of the templates that make PDF."""
    return sorted(path.stem for path in documents.SHIPPED.glob("*.typ") if path.stem not in FRAMES)


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
    return compiled(files, told, instant)


def png(svg: str, ppi: int = 144) -> bytes:
    """A drawing of ours as PNG, for Word. Raises NotMade."""
    return drawing(svg, ppi)
