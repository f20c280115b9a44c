"""Reads the demo's texts: YAML files in `data/`, each a list or a mapping."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

PLACE = Path(__file__).resolve().parent / "data"
MAPS = Path(__file__).resolve().parent / "maps"


#: a row of a YAML file
Row = dict[str, Any]


@cache
def read(name: str) -> Any:
    """The content of `data/<name>.yaml`; not to be changed by whoever reads it."""
    # libyaml's loader is a second quicker where PyYAML was built with it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((PLACE / f"{name}.yaml").read_text("utf-8"), Loader=loader)  # noqa: S506  either loader is safe


def processes() -> list[Row]:
    """Every process of the demo, in the order in which they get their numbers."""
    return [row for path in sorted(PLACE.glob("processes_*.yaml")) for row in read(path.stem)]


def followed() -> dict[str, Row]:
    """Process name → its measures, goals, needs and activities."""
    return {row["process"]: row for path in sorted(PLACE.glob("followup_*.yaml")) for row in read(path.stem)}
