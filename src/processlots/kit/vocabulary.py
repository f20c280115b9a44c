"""What an installation has put in place of the shipped words and settings is read when work begins, not when it is shown.

    @vocabulary.at_the_start
    def read() -> None: ...

A request and a job begin; a command that shows words or runs checks says `begin()` itself. So no page pays for it.
"""

from __future__ import annotations

from collections.abc import Callable

_readers: list[Callable[[], None]] = []


def at_the_start(read: Callable[[], None]) -> Callable[[], None]:
    """Register what is done when work begins."""
    _readers.append(read)
    return read


def begin(**_signal: object) -> None:
    """Work begins."""
    for read in _readers:
        read()
