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


def prose(text: str) -> SafeString:
    """The text as safe HTML. Unknown marks are shown as they were written."""
    out = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line for line in block.split("\n") if line.strip()]
        for kind, group in groupby(lines, key=_kind):
            said = list(group)
            if kind == "h3":
                out += [f"<h3>{escape(_HEAD.sub('', line))}</h3>" for line in said]
            elif kind == "p":
                out.append(f"<p>{'<br>'.join(str(escape(line.strip())) for line in said)}</p>")
            else:
                items = "".join(f"<li>{escape(_ITEM.sub('', line))}</li>" for line in said)
                out.append(f"<{kind}>{items}</{kind}>")
    return mark_safe("".join(out))  # each piece is escaped above
