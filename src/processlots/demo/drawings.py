"""The demo's maps."""

from __future__ import annotations

from processlots.demo.processes import Town


def maps(town: Town) -> None:
    pass
