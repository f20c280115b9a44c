"""Checks of a map: one rule per file in `rules/`, each with a good and a bad example; found by being there.

`check(map)` gives the findings, `RULES` all rules. A new rule is a new file in `rules/` with `RULE = Rule(…)`: nothing
else names it, and `test_bpmn_each_check_has_its_examples` runs its examples. What needs more than the map is given by the
caller (`Known`: the specification's start and end, what is a verb) or left to it (V-25, V-46).
"""

from .example import example
from .rule import Finding, Known, Rule, Seen
from .run import RULES, check

__all__ = ["RULES", "Finding", "Known", "Rule", "Seen", "check", "example"]
