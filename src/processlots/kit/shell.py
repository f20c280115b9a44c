"""What every page's frame shows: whose installation, who is signed in, the main menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from processlots.kit.models.installation import Installation

_menu: list[tuple[int, Any, str, tuple[str, ...]]] = []
_shell: list[Callable[[HttpRequest], dict[str, Any]]] = []


def menu(order: int, label: Any, url: str, *also: str) -> None:
    """Put an entry into the main menu. `also` are beginnings of addresses where it counts as current."""
    _menu.append((order, label, url, (url, *also)))
    _menu.sort(key=lambda one: one[0])


def part(made: Callable[[HttpRequest], dict[str, Any]]) -> Callable[[HttpRequest], dict[str, Any]]:
    """Register more for the frame (the facilitator to ask, who is signed in)."""
    _shell.append(made)
    return made


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of base.html; made once for a request, however many templates its page is made of."""
    known: dict[str, Any] | None = getattr(request, "_shell", None)
    if known is None:
        known = request._shell = _made(request)  # type: ignore[attr-defined]
    return known


def _made(request: HttpRequest) -> dict[str, Any]:
    municipality, demo = Installation.current()
    here = request.path_info
    entries = [(label, url, here == url or (url != "/" and here.startswith(starts))) for _order, label, url, starts in _menu]
    found: dict[str, Any] = {
        "municipality": municipality,
        "demo": demo,
        "menu": entries if request.user.is_authenticated else [],
        "language": getattr(request, "LANGUAGE_CODE", "sv"),
        "theme": request.COOKIES.get("theme") if request.COOKIES.get("theme") in {"light", "dark"} else None,
    }
    links: list[tuple[Any, str]] = []
    below: list[Any] = []
    for made in _shell:
        said = made(request)
        links += said.pop("foot_links", ())
        below += said.pop("below_page", ())
        found.update(said)
    found |= {"foot_links": links, "below_page": below}
    return found
