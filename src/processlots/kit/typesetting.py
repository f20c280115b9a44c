"""typst, for PDF and for pictures: free of Django, so that the command line sets documents without a database.

Heavy: called by the worker and by commands, never by a web worker (DESIGN 3).
"""

from __future__ import annotations

import datetime
import json
from functools import cache
from pathlib import Path
from typing import Any

STANDARDS = ("ua-1", "a-2a")
FONTS = Path(__file__).resolve().parent / "static" / "processlots" / "fonts"
#: stands for a character that no typeface has; PDF/A does not let it be left out in silence
MISSING = "\N{REPLACEMENT CHARACTER}"
_PLAIN = "".join(map(chr, [*range(32, 127), *range(161, 256)]))
#: pixels of a picture's longer side, at most
MOST_PIXELS = 16_000


class NotMade(Exception):
    """The document could not be made; the message is for whoever looks in the log."""


def png(
    svg: str, width: float, height: float, scale: float = 2.0, part: tuple[float, float, float, float] | None = None
) -> bytes:
    """A picture of an SVG drawn `width` × `height` points large, `scale` pixels a point or as many as there is room for.

    `part` is (x, y, width, height) of the piece that is wanted, in the same points. Raises NotMade.
    """
    x, y, across, down = part or (0.0, 0.0, width, height)
    scale = min(scale, MOST_PIXELS / max(across, down, 1.0))
    source = (
        f"#set page(width: {across:.2f}pt, height: {down:.2f}pt, margin: 0pt, fill: white)\n"
        f'#place(dx: {-x:.2f}pt, dy: {-y:.2f}pt, image("picture.svg", width: {width:.2f}pt, height: {height:.2f}pt))'
    )
    return _picture({"main.typ": source.encode(), "picture.svg": svg.encode()}, 72 * scale)


def drawing(svg: str, ppi: int = 144) -> bytes:
    """A picture of an SVG in its own size. Raises NotMade."""
    source = b'#set page(width: auto, height: auto, margin: 2pt)\n#image("drawing.svg")'
    return _picture({"main.typ": source, "drawing.svg": svg.encode()}, ppi)


def _picture(files: dict[str, bytes], ppi: float) -> bytes:
    typst = _typst()
    try:
        made = typst.compile(files, format="png", ppi=ppi, font_paths=fonts())
    except typst.TypstError as error:
        raise NotMade(str(error)) from error
    content: bytes = made[0] if isinstance(made, list) else made
    return content


def compiled(files: dict[str, bytes], told: dict[str, Any], instant: datetime.datetime) -> bytes:
    """A PDF of the typst sources in `files`, of which main.typ is the first and which read `told` as data.json.

    `instant` is the document's, in UTC; the same sources and data give the same bytes. Raises NotMade.
    """
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
