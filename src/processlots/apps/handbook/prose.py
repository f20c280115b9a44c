"""Running text as people write it: paragraphs, lists and headings, everything else only text."""

from __future__ import annotations

import re
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_ITEM = re.compile(r"^\s*(-|\d{1,2}[.)])\s+")
_HEAD = re.compile(r"^#{1,4}\s+")


def _kind(line: str) -> str:
    if _HEAD.match(line):
        return "h3"
    found = _ITEM.match(line)
    if found is None:
        return "p"
    return "ul" if found.group(1) == "-" else "ol"


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """(kind, lines) of the text's parts: p, h3, ul or ol, without their marks."""
    found = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line for line in block.split("\n") if line.strip()]
        for kind, group in groupby(lines, key=_kind):
            mark = {"h3": _HEAD, "ul": _ITEM, "ol": _ITEM}.get(kind)
            said = [(mark.sub("", line) if mark else line).strip() for line in group]
            found += [(kind, [line]) for line in said] if kind == "h3" else [(kind, said)]
    return found


def prose(text: str, heading: str = "h3") -> SafeString:
    """The text as safe HTML. Unknown marks are shown as they were written. `heading`: what its headings are on the page."""
    out = []
    for kind, lines in blocks(text):
        said = [str(escape(line)) for line in lines]
        inside = "<br>".join(said) if kind in ("p", "h3") else "".join(f"<li>{line}</li>" for line in said)
        tag = heading if kind == "h3" else kind
        out.append(f"<{tag}>{inside}</{tag}>")
    return mark_safe("".join(out))  # each line is escaped above
