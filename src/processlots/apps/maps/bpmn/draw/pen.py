"""SVG elements as text. A class brings the presentation attributes that a file without a style sheet needs."""

from __future__ import annotations

from html import escape
from typing import Any

from .metrics import LEADING

INK, INK2, PAPER, SHOAL, LAND, EDGE, PILOT = "#13262f", "#435a65", "#ffffff", "#eaf2f4", "#f3ecd6", "#647d88", "#a3125e"
OK, ERROR = "#1c6844", "#a4260c"
SANS = "'Source Sans 3', 'Segoe UI', sans-serif"
SLANT = "'Source Serif 4', Georgia, serif"

#: class → attributes as in the look's light theme.
LOOK = {
    "lane": {"fill": PAPER, "stroke": INK},
    "lane alt": {"fill": SHOAL, "stroke": INK},
    "lanehead": {"fill": LAND, "stroke": INK},
    "lane pool": {"fill": PAPER, "stroke": INK},
    "lanehead poolhead": {"fill": LAND, "stroke": INK},
    "lanename poolname": {"fill": INK, "font-weight": "600"},
    "lanename": {"fill": INK, "font-weight": "600"},
    "task": {"fill": PAPER, "stroke": INK, "stroke-width": "1.5"},
    "task call": {"fill": PAPER, "stroke": INK, "stroke-width": "3"},
    "task sub": {"fill": "none", "stroke": INK, "stroke-width": "1.5"},
    "task sub call": {"fill": "none", "stroke": INK, "stroke-width": "3"},
    "gate": {"fill": PAPER, "stroke": INK, "stroke-width": "1.5"},
    "startev": {"fill": PAPER, "stroke": INK, "stroke-width": "1.5"},
    "midev": {"fill": PAPER, "stroke": INK, "stroke-width": "1.5"},
    "endev": {"fill": PAPER, "stroke": INK, "stroke-width": "4"},
    "seq": {"fill": "none", "stroke": INK, "stroke-width": "1.25"},
    "seq msg": {"fill": "none", "stroke": INK2, "stroke-width": "1.25", "stroke-dasharray": "6 4"},
    "tip": {"fill": INK},
    "tip open": {"fill": PAPER, "stroke": INK2, "stroke-width": "1.25"},
    "seq note": {"fill": "none", "stroke": EDGE, "stroke-width": "1.25"},
    "assoc groupbox": {"fill": "none", "stroke": EDGE, "stroke-width": "1.25", "stroke-dasharray": "8 4 2 4"},
    "ev": {"fill": INK, "font-family": SLANT, "font-style": "italic"},
    "no": {"fill": INK2, "font-size": "12", "font-weight": "600"},
    "lbl": {"fill": INK2, "font-size": "14"},
    "assoc": {"fill": "none", "stroke": EDGE, "stroke-dasharray": "2 3"},
    "doc": {"fill": PAPER, "stroke": EDGE, "stroke-width": "1.25"},
    "remark": {"fill": PILOT},
    "remarktext": {"fill": PAPER, "font-weight": "700", "font-size": "12"},
    "wash": {},
    "more": {},
    "sign added": {"fill": "none", "stroke": OK, "stroke-width": "3"},
    "sign removed": {"fill": "none", "stroke": ERROR, "stroke-width": "2.5", "stroke-dasharray": "9 5"},
    "sign changed": {"fill": "none", "stroke": PILOT, "stroke-width": "3", "stroke-dasharray": "1 5", "stroke-linecap": "round"},
    "plate added": {"fill": OK, "stroke": PAPER, "stroke-width": "1.5"},
    "plate removed": {"fill": ERROR, "stroke": PAPER, "stroke-width": "1.5"},
    "plate changed": {"fill": PILOT, "stroke": PAPER, "stroke-width": "1.5"},
    "platefigure": {"fill": "none", "stroke": PAPER, "stroke-width": "2.5", "stroke-linecap": "round"},
    "": {"fill": INK},
}
PAINTED = {"rect", "circle", "path", "text"}
SIZE = {"lbl": 14.0, "no": 12.0, "remarktext": 12.0}


def n(number: float) -> str:
    """A coordinate: one decimal at most."""
    text = f"{number:.1f}"
    return text.removesuffix(".0")


def tag(name: str, css: str = "", inner: str = "", **attributes: Any) -> str:
    """One element. Underscores in names of attributes become hyphens; numbers are rounded; None is left out."""
    own = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    look: dict[str, object] = {**(LOOK.get(css, {}) if name in PAINTED else {}), **own}
    parts = [f'class="{css}"'] if css else []
    for key, value in look.items():
        if value is not None:
            text = n(value) if isinstance(value, float) else str(value)
            parts.append(f'{key}="{escape(text)}"')
    opening = " ".join([name, *parts])
    return f"<{opening}>{inner}</{name}>" if inner or name in ("text", "g", "a", "title", "desc") else f"<{opening}/>"


def path(d: str, css: str = "seq", **attributes: Any) -> str:
    return tag("path", css, d=d, **attributes)


def lines(text: list[str], x: float, y: float, size: float, css: str = "", anchor: str = "middle", **attributes: Any) -> str:
    """Text on several lines; y is the top of the first. A size other than the class's own stands on the lines, which no
    style sheet for `text` overrules."""
    own = SIZE.get(css, 15.0)
    small: dict[str, Any] = {} if size == own else {"font_size": n(size)}
    step = size * LEADING
    spans = [
        tag("tspan", "", escape(line, quote=False), x=x, y=y + size * 0.95 + index * step, **small)
        for index, line in enumerate(text)
    ]
    # The space between the lines is for those who hear or copy them; without a size it does not push the line aside.
    return tag(
        "text", css, '<tspan font-size="0"> </tspan>'.join(spans), text_anchor=None if anchor == "start" else anchor, **attributes
    )
