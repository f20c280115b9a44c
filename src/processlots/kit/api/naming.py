"""Names in the API: camelCase outside, snake_case inside, and a near one where a name is not known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _


def camel(name: str) -> str:
    """`valid_from` → `validFrom`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def snake(name: str) -> str:
    """`validFrom` → `valid_from`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: f"_{found.group(1).lower()}", name)


def unknown(name: str, known: Iterable[str]) -> str:
    """The sentence about a name that is not known, with the nearest one that is."""
    name = name[:80]
    near = difflib.get_close_matches(name, list(known), 1, 0.6)
    if near:
        return _("There is nothing called “%(name)s”. Did you mean %(near)s?") % {"name": name, "near": near[0]}
    return _("There is nothing called “%(name)s”.") % {"name": name}
