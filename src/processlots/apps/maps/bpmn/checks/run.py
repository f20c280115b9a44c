"""The rules, found in their folder, and running them."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from ..model import Map
from . import rules as folder
from .rule import DETAILED, OVERVIEW, Finding, Known, Rule, Seen


def _found() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for module in sorted(name for _, name, _ in pkgutil.iter_modules(folder.__path__)):
        rule: Rule = import_module(f"{folder.__name__}.{module}").RULE
        if rule.code != module:
            raise ValueError(f"the rule {rule.code} lies in {module}.py")
        found[rule.code] = rule
    # The model's order; what stops a map before what is only said.
    return dict(sorted(found.items(), key=lambda pair: (_number(pair[1].id), "FVI".index(pair[1].severity), pair[0])))


def _number(rule_id: str) -> tuple[bool, str, int]:
    letter, _, number = rule_id.rpartition("-")
    return letter != "V", letter, int(number)


#: code → rule
RULES = _found()


def check(a_map: Map, kind: str | None = None, known: Known | None = None) -> list[Finding]:
    """All findings, rule by rule. `kind` is "overview" (C-23: no "who") or "detailed" (C-24: an actor for each activity);
    None takes a map with lanes or named pools for detailed."""
    kind = kind or (DETAILED if a_map.lanes or a_map.pools else OVERVIEW)
    seen = Seen(a_map, kind, known or Known())
    return [finding for rule in RULES.values() if kind in rule.kinds for finding in rule.find(rule, seen)]
