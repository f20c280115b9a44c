"""Elements, escaping, and a picture that can stand alone in a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

# Only for a picture outside the product's pages, where there is no stylesheet: the look's colours in light.
_FIGURE = {
    "normal": 'fill="#eaf2f4"',
    "mean": 'stroke="#13262f" stroke-width="1.25"',
    "limit": 'stroke="#647d88" stroke-dasharray="2 4"',
    "limit provisional": 'stroke="#647d88" stroke-dasharray="8 6"',
    "target": 'stroke="#7a3300" stroke-width="2" stroke-dasharray="10 5"',
    "targettext": 'fill="#7a3300"',
    "series": 'stroke="#0a4a68" stroke-width="1.75" stroke-linejoin="round"',
    "pt": 'fill="#0a4a68"',
    "pt bar": 'fill="#0a4a68"',
    "sig": 'fill="#a3125e" stroke="#ffffff" stroke-width="1.5"',
    "sigtext": 'fill="#a3125e" font-weight="600"',
    "lead": 'stroke="#a3125e"',
    "grid": 'stroke="#c3d0d5"',
    "axis": 'stroke="#13262f"',
    "strong": 'fill="#13262f" font-weight="600"',
    "event": 'stroke="#13262f" stroke-dasharray="1 3"',
}


def element(tag: str, *children: str, text: str = "", **attributes: object) -> str:
    """One element. `text` is escaped, `children` are elements. `class_` is class, underscores are hyphens, None is left out.

    >>> element("text", text="a < b", x=1.25, text_anchor="end")
    '<text x="1.2" text-anchor="end">a &lt; b</text>'
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"' for name, value in attributes.items() if value is not None
    )
    inside = escape(_clean(text), quote=True) + "".join(children)
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def path(points: Iterable[tuple[float, float]]) -> str:
    """The `points` attribute of a line."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def standalone(picture: str) -> str:
    """The picture as a file of its own: with namespace, and with the look's light colours as attributes."""
    picture = re.sub(r'class="([^"]*)"', lambda match: f"{match.group()} {_FIGURE.get(match.group(1), '')}".rstrip(), picture)
    width, height = re.findall(r'viewBox="0 0 (\d+) (\d+)"', picture)[0]
    root = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" fill="#435a65" font-size="14" '
    root += "font-family=\"'Source Sans 3', 'Segoe UI', Arial, sans-serif\" "
    paper = '<rect width="100%" height="100%" fill="#ffffff"/>'
    return re.sub(r"^<svg ([^>]*)>", lambda match: f"{root}{match.group(1)}>{paper}", picture) + "\n"


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return escape(_clean(str(value)), quote=True)


def _clean(text: str) -> str:
    # XML knows no control characters but tab and line break.
    return re.sub(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]", "", text)
