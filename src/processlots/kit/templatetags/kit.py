"""Template tags of the look: marks, states, the six steps, and addresses of static files.

The tags are plain functions that return safe HTML, so renderers in Python (tables, charts) call the same ones:
`from processlots.kit.templatetags.kit import mark, state, six`.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.contrib.messages import constants as levels
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.contrib.messages.storage.base import Message
    from django.forms import BoundField

register = template.Library()

STATIC = Path(__file__).resolve().parent.parent / "static/processlots"
# A name outside web/marks.svg would draw nothing, silently. Those that tell how something is have a colour of the same name.
STATES = frozenset({"ok", "none", "begun", "warn", "error", "signal", "shift", "trend", "pair"})
MARKS = STATES | {"decide", "start", "end", "next", "flag-h", "flag-g"}
STEPS = 6


@register.simple_tag
def asset(name: str) -> str:
    """Address of a bundled file, changed whenever its bytes change: `/static/processlots/processlots.css?v=1f0c2a9b`."""
    url = static(f"processlots/{name}")
    if not url.endswith(name):  # the storage has already put a hash into the name
        return url
    path = f"{STATIC}/{name}"  # not STATIC / name: a literal in a template is a SafeString, which pathlib refuses
    try:
        return f"{url}?v={_digest(path, Path(path).stat().st_mtime_ns if settings.DEBUG else 0)}"
    except FileNotFoundError:
        return url


@lru_cache(maxsize=64)
def _digest(path: str, stamp: int) -> str:
    """First eight hex digits of the file's SHA-256; `stamp` only keys the cache while developing."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:8]


@register.simple_tag
def mark(name: str, label: str = "") -> SafeString:
    """One sea mark. Without a label it is decoration beside a word; with one it speaks for itself.

    Raises ValueError for a name that is not in marks.svg.
    """
    if name not in MARKS:
        raise ValueError(f"no mark is called {name!r}; there are {', '.join(sorted(MARKS))}")
    colour = f" {name}" if name in STATES else ""
    if label:
        return format_html(
            '<svg class="mk{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>', colour, label, asset("marks.svg"), name
        )
    return format_html('<svg class="mk{}" aria-hidden="true"><use href="{}#{}"/></svg>', colour, asset("marks.svg"), name)


@register.simple_tag
def state(name: str, text: str) -> SafeString:
    """A state: mark and one to three words."""
    return format_html('<span class="state {}">{}{}</span>', name, mark(name), text)


@register.simple_tag
def six(step: int, *, short: bool = False) -> SafeString:
    """How far along the six steps: `step` (1 to 6, 0 = not begun) is under way, those before it are done.

    `short` shows only the number, for narrow columns; the rest is still read aloud.
    """
    step = min(max(int(step), 0), STEPS)
    words = _("Step %(step)s of %(steps)s") % {"step": step, "steps": STEPS}
    bar = format_html('<span class="six s{}" aria-hidden="true"></span>', step)
    if short:
        return format_html(
            '<span class="stand">{}<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span></span>',
            bar,
            step,
            words,
        )
    return format_html('<span class="stand">{}{}</span>', bar, words)


@register.filter
def slant(text: str) -> SafeString:
    """The name of something that flows (a process, a need, a result), set slanted."""
    return format_html('<span class="slant">{}</span>', text)


@register.filter
def message_mark(message: Message) -> SafeString:
    """The mark in front of a message after an act."""
    if message.level >= levels.ERROR:
        return mark("error", _("Error"))
    if message.level >= levels.WARNING:
        return mark("warn", _("Note"))
    return mark("ok") if message.level >= levels.SUCCESS else mark_safe("")


@register.filter
def first_input(field: BoundField) -> str:
    """The id of a bound field's first control, for a link from the error summary: radio buttons have no id of their own."""
    return field.id_for_label or f"{field.auto_id}_0"
