"""A name as people type and paste it, cut into words: the first lines of the algorithm in model.md D.1."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Longer than any name that can be rewritten sensibly; V-7 has long since spoken.
LONGEST_REWRITTEN = 300
# No Swedish word of a name is longer; longer runs of letters are not searched for compounds.
LONGEST_WORD = 60

_DROPPED = {"Cf", "Cs", "Co", "Cn"}  # soft hyphens, zero-width marks, halves of characters
# "1.", "1.2.3", "2)", "a)", "P-214": not "24 timmar"
_NUMBERING = re.compile(r"^(?:\d+[.)]|\d+(?:\.\d+)+\.?|\(?\d+\)|[a-z]\)|[A-ZÅÄÖ]{1,3}-\d+:?)\s+(?=\S)")
_QUOTES = "\"'”“„»«’‘"
_EDGE = "\"'”“„»«’‘`´.,;:!?()[]{}*_•·–—…<>|"


class Word(NamedTuple):
    raw: str  # as written, with its comma
    core: str  # without punctuation around it
    low: str  # core in lower case
    comma: bool  # a list goes on after it


class Name(NamedTuple):
    text: str  # cleaned: no control characters, single spaces, no numbering, no leading "att"
    words: tuple[Word, ...]
    had_att: bool
    had_numbering: bool
    capital: bool  # the writer began with one


def read(name: str) -> Name:
    """Clean `name` and cut it into words. Never raises; a name of nothing but signs has no words."""
    text = _printable(name)
    if text[:1] in _QUOTES and text[-1:] in _QUOTES:
        text = text.strip(_QUOTES + " ")
    text, numbering = _without_numbering(text)
    capital = text[:1].isupper()
    att = False
    # "att" repeated is a slip of the hand; whoever writes it twice means it once.
    while (first := text.partition(" "))[0].lower() == "att" and first[2]:
        text, att = first[2], True
        text, more = _without_numbering(text)
        numbering = numbering or more
    words = tuple(word for token in text.split() if (word := _word(token)).core)
    return Name(text, words, att, numbering, capital)


def printable(name: str, width: int = 80) -> str:
    """`name` on one line, safe to show in a terminal or a sentence, at most `width` characters."""
    text = _printable(name)
    return text if len(text) <= width else text[: width - 1] + "…"


def is_shouting(text: str) -> bool:
    """Written in capitals throughout, and more than an abbreviation."""
    return text.isupper() and sum(map(str.isalpha, text)) > 5


def lower_first(word: str) -> str:
    """The word as it stands inside a name: "Budget" → "budget", but "IT" and "LSS-boende" stay."""
    return word if any(map(str.isupper, word[1:])) else word[:1].lower() + word[1:]


def upper_first(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _printable(name: str) -> str:
    # A Mac hands over å as a + ring; the word lists hold one sign.
    kept = []
    for sign in unicodedata.normalize("NFC", name):
        category = unicodedata.category(sign)
        if category[0] == "Z" or category == "Cc":
            kept.append(" ")
        elif category not in _DROPPED:
            kept.append(sign)
    return " ".join("".join(kept).split())


def _without_numbering(text: str) -> tuple[str, bool]:
    bare = text.lstrip("-*•·–—> ") if not text[:1].isalnum() else text
    bare = _NUMBERING.sub("", bare)
    return (bare, True) if bare and bare != text else (text, False)


def _word(token: str) -> Word:
    core = token.strip(_EDGE)
    # A hyphen at the end is half a compound ("mål- och …"); one in front is a slip.
    core = core.lstrip("-")
    if not any(map(str.isalnum, core)) and core not in {"&", "+", "/"}:
        core = ""
    return Word(token, core, core.lower(), token.rstrip("\"”'’)").endswith((",", ";")))
