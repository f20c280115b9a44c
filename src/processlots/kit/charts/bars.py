"""Bars: a few named amounts beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from processlots.kit.charts.data import Language
from processlots.kit.charts.dates import number, places
from processlots.kit.charts.scale import text_width
from processlots.kit.charts.svg import element

WIDTH, ROW, BAR = 900.0, 32.0, 18.0
_WORDS: dict[Language, tuple[str, str, str]] = {"sv": ("Vad", "Antal", "saknas"), "en": ("What", "Number", "missing")}


def bars(items: Sequence[tuple[str, Decimal | None]], *, title: str, unit: str = "", language: Language = "sv") -> str:
    """Lying bars from one zero line, name to the left and figure at the end; 900 wide, 32 for each; None is missing.

    Names over 48 characters are cut in the picture and whole in its table and on hover.
    """
    known = [value for _, value in items if value is not None]
    decimals, missing = places(known), _WORDS[language][2]
    figures = [
        missing if value is None else number(value, decimals, language) + (f" {unit}" if unit else "") for _, value in items
    ]
    names = [name if len(name) <= 48 else name[:47].rstrip() + "…" for name, _ in items]
    margin = max((text_width(figure) for figure in figures), default=0.0) + 10
    left = max((text_width(name) for name in names), default=0.0) + 12
    low, high = float(min([*known, Decimal(0)])), float(max([*known, Decimal(0)]))
    scale = (WIDTH - left - margin * (2 if low < 0 else 1)) / ((high - low) or 1)
    zero = left + (margin if low < 0 else 0) - low * scale
    parts: list[str] = []
    for i, ((whole, value), name, figure) in enumerate(zip(items, names, figures, strict=True)):
        middle = ROW * i + ROW / 2
        parts.append(element("text", text=name, x=left - 12, y=middle + 5, text_anchor="end"))
        end = zero + float(value or 0) * scale
        told = element("title", text=f"{whole}: {figure}")
        if value is not None:
            x, width = min(zero, end), abs(end - zero)
            parts.append(element("rect", told, class_="pt bar", x=x, y=middle - BAR / 2, width=width, height=BAR))
        minus = value is not None and value < 0
        place = {"x": end - 8, "text_anchor": "end"} if minus else {"x": end + 8}
        parts.append(element("text", text=figure, class_="strong", y=middle + 5, **place))
    height = ROW * max(1, len(items))
    parts.append(element("line", class_="axis", x1=zero, x2=zero, y1=0, y2=height))
    label = f"{title}. " + ", ".join(f"{name} {figure}" for (name, _), figure in zip(items, figures, strict=True))
    return element("svg", *parts, class_="chart", viewBox=f"0 0 {WIDTH:.0f} {height:.0f}", role="img", aria_label=label)


def bars_table(
    items: Sequence[tuple[str, Decimal | None]], *, unit: str = "", language: Language = "sv"
) -> tuple[list[str], list[list[str]]]:
    """The twin of the bars: header and rows, all as text."""
    what, amount, missing = _WORDS[language]
    decimals = places([value for _, value in items if value is not None])
    rows = [[name, missing if value is None else number(value, decimals, language)] for name, value in items]
    return [what, unit[:1].upper() + unit[1:] if unit else amount], rows
