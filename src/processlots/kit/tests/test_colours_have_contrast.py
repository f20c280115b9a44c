"""The tokens keep what the look promises: WCAG contrast in light and dark, and no colour anywhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[4] / "web/css"
PAIR = re.compile(r"--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|oklch)\(")
SURFACES = ("paper", "shoal", "land")
TEXTS = ("ink", "ink-2", "deep", "deep-2", "pilot", "ok", "warn", "error")
MARKS = ("edge", "pilot", "data-1", "data-2", "data-3", "data-4", "data-5")

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not CSS.is_dir(), reason="the sources of the look are not part of the wheel"),
]


def tokens() -> dict[str, tuple[str, str]]:
    """Name → (light, dark)."""
    return {name: (light, dark) for name, light, dark in PAIR.findall((CSS / "tokens.css").read_text("utf-8"))}


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("night", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_readable_on_every_surface(text: str, night: int) -> None:
    found = tokens()
    for surface in SURFACES:
        assert contrast(found[text][night], found[surface][night]) >= 4.5, surface


@pytest.mark.parametrize("night", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("mark", MARKS)
def test_edges_and_marks_stand_out_from_every_surface(mark: str, night: int) -> None:
    found = tokens()
    for surface in SURFACES:
        assert contrast(found[mark][night], found[surface][night]) >= 3, surface


@pytest.mark.parametrize("night", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"), [("on-deep", "deep"), ("on-deep", "deep-2"), ("paper", "ink"), ("paper", "error"), ("paper", "pilot")]
)
def test_text_on_a_filled_ground_is_readable(text: str, ground: str, night: int) -> None:
    found = tokens()
    assert contrast(found[text][night], found[ground][night]) >= 4.5


@pytest.mark.parametrize("night", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "shoal-2"),
        ("ink-2", "shoal-2"),
        ("deep", "shoal-2"),
        ("ok", "ok-tint"),
        ("warn", "warn-tint"),
        ("error", "error-tint"),
        ("pilot", "pilot-tint"),
    ],
)
def test_text_on_a_tint_is_readable(text: str, ground: str, night: int) -> None:
    found = tokens()
    assert contrast(found[text][night], found[ground][night]) >= 4.5


def test_no_other_sheet_states_a_colour() -> None:
    stated = []
    for sheet in sorted(CSS.glob("*.css")):
        if sheet.name in {"tokens.css", "print.css"}:  # on paper, white is white
            continue
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        # A mask has no colour, only there and not there.
        stated += [f"{sheet.name}: {line.strip()}" for line in text.splitlines() if COLOUR.search(line) and "mask:" not in line]
    assert stated == []


def test_nothing_in_the_look_is_fetched_from_elsewhere_or_carried_in_the_sheet() -> None:
    for sheet in CSS.glob("*.css"):
        text = sheet.read_text("utf-8")
        assert "data:" not in text, sheet.name
        assert "http" not in text, sheet.name
