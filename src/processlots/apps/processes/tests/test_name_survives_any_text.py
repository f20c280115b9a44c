"""Laws that hold for every text: no error, proposals that are not wrong, and nothing hangs on case, spaces or "att"."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from processlots.apps.processes.naming import judge
from processlots.apps.processes.naming.judging import WRONG
from processlots.apps.processes.naming.lexicon import lexicon

pytestmark = pytest.mark.once

LISTS = lexicon()
FRAGMENTS = sorted(
    [*LISTS.verbs][:150] + [*LISTS.present][:80] + [*LISTS.passive][:80] + [*LISTS.actions][:150] + [*LISTS.nouns]
    + [*LISTS.every_small_word] + [*LISTS.homographs][:60]
    + ["process", "processen", "bygglovsprocessen", "budgetuppföljning", "nämnden", "ekonomiavdelningens", "budget", "bygglov",
       "IT", "löneprocess", "ska", "att", "1.", "mål-", "och", ",", "uppföljning,", "(LSS)", "av", "personal"]
)  # fmt: skip
NAMES = st.lists(st.sampled_from(FRAGMENTS), min_size=0, max_size=7).map(" ".join)
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzåäö -", max_size=60)
TEXTS = st.one_of(st.text(max_size=200), NAMES, st.lists(st.one_of(NAMES, st.text(max_size=8)), max_size=3).map(" ".join))


def answer(name):
    verdict = judge(name)
    return verdict.verdict, verdict.rules, (verdict.proposal or "").lower()


@given(TEXTS)
@example("\x00\x1b[31m\u202e\ud800\U0001f600")
@settings(max_examples=400, deadline=None)
def test_any_text_gets_a_verdict(text):
    verdict = judge(text, existing=[text, "följa upp budget"], unit_names=[text])
    assert verdict.name == text
    assert verdict.verdict in {"ok", "unsure", "wrong"}
    assert (verdict.verdict == "wrong") == bool(WRONG & set(verdict.rules))
    assert verdict.rules == [finding.rule for finding in verdict.findings if finding.rule]
    assert len(set(verdict.rules)) == len(verdict.rules)
    for language in ("sv", "en"):
        assert len(verdict.sentence(language).splitlines()) == 1


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_a_proposal_is_not_wrong_and_needs_no_proposal(text):
    proposal = judge(text).proposal
    if proposal is not None:
        again = judge(proposal)
        assert again.verdict != "wrong"
        assert again.proposal is None
        assert proposal == " ".join(proposal.split())


@given(st.one_of(NAMES, LETTERS), st.sampled_from([" ", "  ", "\t", "\u00a0", "\n"]))
@settings(max_examples=200, deadline=None)
def test_spaces_do_not_matter(name, space):
    assert answer(space + name.replace(" ", space) + space) == answer(name)


@given(st.one_of(NAMES, LETTERS))
@settings(max_examples=200, deadline=None)
def test_case_does_not_matter_to_the_verdict(name):
    assert answer(name.lower())[:2] == answer(name.upper())[:2] == answer(name.capitalize())[:2]


@given(NAMES)
@settings(max_examples=200, deadline=None)
def test_a_leading_att_does_not_matter_to_the_verdict(name):
    assert answer("att " + name)[:2] == answer(name)[:2]


def test_decomposed_letters_are_the_same_letters():
    name = "Bedömning av åtgärder"
    assert answer(unicodedata.normalize("NFD", name)) == answer(name)
    assert answer("Bedöm\u00adning av åtgärder") == answer(name)


@pytest.mark.parametrize(
    "name",
    ["a" * 10_000, "uppföljning" * 900, "ord " * 2500, "Hantering av " + "mycket " * 1400, "av och " * 1400, "process" * 1400],
)
def test_ten_thousand_signs_are_answered(name):
    verdict = judge(name, existing=[name[:-1], "följa upp budget"])
    assert "V-7" in verdict.rules
    assert verdict.proposal is None
