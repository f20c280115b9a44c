"""V-8: the same or nearly the same name (at least 90 % alike) on the same level."""

import random

import pytest

from processlots.apps.processes.naming import judge, likeness

pytestmark = pytest.mark.once


def test_a_near_duplicate_is_named_and_does_not_make_the_name_wrong():
    verdict = judge("följa upp budgeten", existing=["Rekrytera personal", "Följa upp budget"])
    assert (verdict.verdict, verdict.rules) == ("ok", ["V-8"])
    assert "”Följa upp budget”" in verdict.sentence()
    assert "“Följa upp budget”" in verdict.sentence("en")


@pytest.mark.parametrize("other", ["Följa upp budget", "  följa  UPP budget ", "att följa upp budget", "Följa upp budget."])
def test_case_spaces_and_att_do_not_hide_a_duplicate(other):
    assert "V-8" in judge("följa upp budget", existing=[other]).rules


@pytest.mark.parametrize("other", ["Följa upp mål", "Upprätta budget", "", "   ", "Bedöma behov av försörjningsstöd"])
def test_other_names_are_not_duplicates(other):
    assert "V-8" not in judge("följa upp budget", existing=[other]).rules


def test_the_nearest_of_several_is_named():
    assert (
        likeness.nearest("följa upp budget", ["följa upp budgeten", "följa upp budgets", "Följa upp budget"])
        == "Följa upp budget"
    )


def test_the_limit_is_ninety_per_cent():
    # 9 of 10 signs in common is a ratio of exactly 0.90.
    assert likeness.nearest("abcdefghij", ["abcdefghix"]) == "abcdefghix"
    assert likeness.nearest("abcdefghi", ["abcdefghx"]) is None


def test_both_sides_give_the_same_answer_and_the_shortcuts_lose_nothing():
    from difflib import SequenceMatcher

    draw = random.Random(8)
    words = ["följa", "upp", "budget", "budgeten", "planera", "lokaler", "lokal", "personal", "hantera", "ärenden"]
    names = [" ".join(draw.choices(words, k=draw.randint(1, 4))) for _ in range(120)]
    for one in names[:60]:
        for two in names[60:]:
            first, second = sorted((one, two))
            alike = SequenceMatcher(None, first, second, autojunk=False).ratio() >= likeness.ALIKE
            assert (likeness.nearest(one, [two]) is not None) == alike == (likeness.nearest(two, [one]) is not None)


def test_likeness_is_asked_of_two_thousand_names():
    draw = random.Random(1)
    verbs = ["bedöma", "hantera", "planera", "följa upp", "rekrytera", "tillhandahålla"]
    nouns = ["bygglov", "personal", "lokaler", "skolskjuts", "budget", "avgifter", "parker", "vatten", "bidrag"]
    existing = [f"{draw.choice(verbs)} {draw.choice(nouns)} {draw.choice(nouns)} {number}" for number in range(2000)]
    assert "V-8" in judge(existing[1234].replace("a", "A"), existing=existing).rules
