"""Names of periods and figures, in Swedish and English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from processlots.kit.charts.data import Kind, Language

_MONTHS: dict[Language, str] = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}
# The first month of each part of a year.
_PARTS: dict[Kind, tuple[int, ...]] = {"tertial": (1, 5, 9), "quarter": (1, 4, 7, 10), "half": (1, 7)}
_PART_NAMES: dict[tuple[Kind, Language], tuple[str, str]] = {
    ("tertial", "sv"): ("tertial {}", "T{}"),
    ("tertial", "en"): ("third {}", "T{}"),
    ("quarter", "sv"): ("kvartal {}", "K{}"),
    ("quarter", "en"): ("quarter {}", "Q{}"),
    ("half", "sv"): ("halvår {}", "H{}"),
    ("half", "en"): ("half-year {}", "H{}"),
}


def period_name(day: date, kind: Kind, language: Language = "sv") -> str:
    """What people call the period that begins on the day: "mars 2026", "14 mars 2026", "vecka 12 2026", "läsåret 2025/26"."""
    if kind == "school-year":
        return f"{'läsåret' if language == 'sv' else 'school year'} {tick(day, kind, language)[0]}"
    if kind == "week":
        return f"{'vecka' if language == 'sv' else 'week'} {day.isocalendar().week} {day.isocalendar().year}"
    if kind in _PARTS:
        return f"{_PART_NAMES[kind, language][0].format(_part(day, kind))} {day.year}"
    month = _MONTHS[language].split()[day.month - 1]
    return {"day": f"{day.day} {month} {day.year}", "month": f"{month} {day.year}"}.get(kind, str(day.year))


def short_name(day: date, kind: Kind, language: Language = "sv") -> str:
    """The same for a table: "mar 2026", "14 mar 2026", "v. 12 2026", "K1 2026", "2025/26"."""
    return " ".join(filter(None, tick(day, kind, language)))


def tick(day: date, kind: Kind, language: Language = "sv") -> tuple[str, str]:
    """The same for an axis: what stands at the tick, and the year that stands under it where it changes."""
    if kind == "school-year":
        return f"{day.year}/{(day.year + 1) % 100:02d}", ""
    if kind == "week":
        return f"{'v.' if language == 'sv' else 'wk'} {day.isocalendar().week}", str(day.isocalendar().year)
    if kind in _PARTS:
        return _PART_NAMES[kind, language][1].format(_part(day, kind)), str(day.year)
    month = _MONTHS[language].split()[day.month - 1][:3]
    if kind == "day":
        return f"{day.day} {month}", str(day.year)
    return (month, str(day.year)) if kind == "month" else (str(day.year), "")


def guess(days: Sequence[date]) -> Kind:
    """The kind of period that dates stand for, where nobody has said: the longest kind that all of them can begin."""
    months = {day.month for day in days}
    if not days or any(day.day != 1 for day in days):
        return "week" if len(days) > 1 and all(day.weekday() == 0 for day in days) else "day"
    if len(days) < 2:
        return "month"
    kinds: list[tuple[Kind, tuple[int, ...]]] = [
        ("year", (1,)),
        *((kind, _PARTS[kind]) for kind in ("half", "tertial", "quarter")),
    ]
    return next((kind for kind, firsts in kinds if months <= set(firsts)), "month")


def number(value: Decimal, places: int, language: Language = "sv") -> str:
    """A figure with so many decimals: "1 234,5" in Swedish (the space does not break), "1,234.5" in English."""
    with_places = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=400))
    text = f"{with_places:,f}" if with_places else f"{abs(with_places):f}"
    return (
        text.replace(",", "\u00a0").replace(".", ",").replace("-", "\u2212") if language == "sv" else text.replace("-", "\u2212")
    )


def places(values: Sequence[Decimal]) -> int:
    """Decimals that show the values as they were given, at most three."""
    exponents = [int(value.normalize().as_tuple().exponent) for value in values if value]
    return max(0, min(3, -min(exponents, default=0)))


def _part(day: date, kind: Kind) -> int:
    return sum(day.month >= first for first in _PARTS[kind])
