"""Every rule of map checks lies in a file of its own with a good and a bad example (V-22, V-24, D-7); both are run here."""

from __future__ import annotations

from pathlib import Path

import pytest

from processlots.apps.maps import bpmn
from processlots.apps.maps.bpmn import checks
from processlots.apps.maps.bpmn.checks import rules

RULES = [pytest.param(rule, id=code) for code, rule in checks.RULES.items()]


def found(rule: checks.Rule, text: str) -> list[checks.Finding]:
    kind = "detailed" if "detailed" in rule.kinds else "overview"
    return bpmn.check(checks.example(text), kind, rule.known)


@pytest.mark.parametrize("rule", RULES)
def test_the_good_example_has_no_finding_of_any_rule(rule: checks.Rule) -> None:
    assert [finding.code for finding in found(rule, rule.good)] == []


@pytest.mark.parametrize("rule", RULES)
def test_the_bad_example_has_this_finding_at_its_place(rule: checks.Rule) -> None:
    said = [finding for finding in found(rule, rule.bad) if finding.rule is rule]
    assert [finding.element for finding in said] == [rule.bad_at]
    # What the example is about, and not everything at once.
    assert len({finding.code for finding in found(rule, rule.bad)}) <= 2


@pytest.mark.parametrize("rule", RULES)
def test_the_sentence_is_whole_in_both_languages(rule: checks.Rule) -> None:
    (finding, *_) = [one for one in found(rule, rule.bad) if one.rule is rule]
    swedish, english = finding.message("sv"), finding.message("en")
    assert swedish != english
    for said in (swedish, english):
        assert said.endswith(".")
        assert "{" not in said
        assert "None" not in said
        assert said.count(". ") >= 1  # what is wrong, then the way out


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_looks_only_at_its_kinds_of_map(rule: checks.Rule) -> None:
    for kind in {"overview", "detailed"} - set(rule.kinds):
        assert rule not in [one.rule for one in bpmn.check(checks.example(rule.bad), kind, rule.known)]


def test_every_file_of_the_folder_is_a_rule() -> None:
    files = {path.stem for folder in rules.__path__ for path in Path(folder).glob("*.py")} - {"__init__"}
    assert set(checks.RULES) == files
    assert {rule.id for rule in checks.RULES.values()} == {"V-22", "V-24", "D-7", "M-LED-2"}
    assert {rule.severity for rule in checks.RULES.values()} == {"F", "V", "I"}


def test_what_the_caller_knows_is_asked_for_only_there() -> None:
    """Without the specification and a word list these rules are silent, not wrong."""
    for code in ("start_differs", "end_differs", "no_verb"):
        rule = checks.RULES[code]
        assert bpmn.check(checks.example(rule.bad), "detailed") == []
