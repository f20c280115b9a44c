"""How wide text is, and where it breaks. Widths are advance widths of Source Sans 3 in thousandths of the font size,
rounded to ten; other faces by a factor. Good to a few per cent, which is what wrapping needs."""

from __future__ import annotations

import re
from functools import cache

_WIDTHS = {
    200: " ", 240: "|ij'", 250: ",.:;·’l", 260: "I", 290: "!f", 310: "()[]{}-", 330: "°t", 350: "r/\\", 420: "*s",
    430: 'z?"”“»«', 450: "xc", 470: "vy", 480: "YJ–L", 490: "Fk", 500: "eéè#$+0123456789<=>^~€§_agåä", 510: "XV",
    530: "EÉÈST", 540: "Z`oöøAhuÅÄü", 550: "nbdpq", 560: "µP", 570: "RCß", 580: "K", 590: "B", 610: "&D", 620: "G",
    640: "UÜN", 650: "H", 660: "OQÖØ", 720: "wM", 780: "æW", 800: "—½", 820: "ÆÄ%m", 850: "@", 950: "…",
}  # fmt: skip
_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 560  # capitals of other alphabets; Chinese and the like are wider
_FACE = {"sans": 1.0, "bold": 1.05, "slant": 1.08}
_SAFE = 1.03  # the fall-back faces are a little wider
LEADING = 1.2
SIZES = (15.0, 14.0, 13.0, 12.0)


@cache
def _letter(letter: str) -> int:
    return _OF.get(letter, 1000 if letter >= "\u2e80" else _OTHER)


def width(text: str, size: float, face: str = "sans") -> float:
    """Approximate width in the unit of `size`. Faces: "sans", "bold", "slant"."""
    return sum(map(_letter, text)) * size / 1000 * _FACE[face] * _SAFE


def wrap(text: str, room: float, size: float, face: str = "sans") -> list[str]:
    """Lines no wider than `room`: broken at spaces, then at hyphens and slashes, then inside a word with a hyphen."""
    lines: list[str] = []
    line = ""
    for word in _words(text):
        joined = f"{line} {word}" if line and not line.endswith("\u200b") else line.rstrip("\u200b") + word
        if width(joined.rstrip("\u200b"), size, face) <= room:
            line = joined
            continue
        if line:
            lines.append(line.rstrip("\u200b"))
        line = word
        while width(line.rstrip("\u200b"), size, face) > room and len(line) > 2:
            cut = _cut(line, room, size, face)
            lines.append(line[:cut] + "-")
            line = line[cut:]
    return [*lines, line.rstrip("\u200b")] if line else lines


def _words(text: str) -> list[str]:
    """Words; what a hyphen or slash joins is several, each but the last with a zero-width mark that no space follows."""
    found: list[str] = []
    for word in text.split():
        parts = [part for part in re.split(r"(?<=[^\W\d][-/_])(?=\w)", word) if part]
        found += [*(part + "\u200b" for part in parts[:-1]), parts[-1]]
    return found


def _cut(word: str, room: float, size: float, face: str) -> int:
    """How many letters fit with a hyphen; at least two on each side where the word is that long."""
    cut = len(word)
    while cut > 2 and width(word[:cut] + "-", size, face) > room:
        cut -= 1
    return max(2, min(cut, len(word) - 2)) if len(word) > 4 else max(1, min(cut, len(word) - 1))


def longest_word(text: str, size: float, face: str = "sans") -> float:
    return max((width(word.rstrip("\u200b"), size, face) for word in _words(text)), default=0.0)


def fit(text: str, room: float, height: float, face: str = "sans") -> tuple[float, list[str]]:
    """The largest size at which the text stands in a box without broken words, and its lines; cut with … where none does."""
    for size in SIZES:
        lines = wrap(text, room, size, face)
        if longest_word(text, size, face) <= room and len(lines) * size * LEADING <= height:
            return size, lines
    for size in SIZES:
        lines = wrap(text, room, size, face)
        if len(lines) * size * LEADING <= height:
            return size, lines
    size = SIZES[-1]
    lines = wrap(text, room, size, face)
    most = max(1, int(height / (size * LEADING)))
    if len(lines) > most:
        last = lines[most - 1]
        while last and width(last + "…", size, face) > room:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip() + "…"]
    return size, lines
