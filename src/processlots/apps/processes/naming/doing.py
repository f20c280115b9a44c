"""From a noun for doing something to its verb: "budgetuppföljning" is "följa upp" + "budget" (model.md V-6)."""

from __future__ import annotations

import re
from typing import NamedTuple

from processlots.apps.processes.naming.lexicon import Action, Lexicon
from processlots.apps.processes.naming.text import LONGEST_WORD, lower_first

# Singular, indefinite or definite: uppföljning(en), mottagande(t), underrättelse(n), administration(en), säkerhet(en).
NOMINALISATION = re.compile(r".*(?:\w\wn?ing(?:en)?|[ae]nde(?:t|n)?|else(?:n)?|tion(?:en)?|het(?:en)?)$")
_DEFINITE = (
    ("ningen", "ning"), ("ingen", "ing"), ("andet", "ande"), ("endet", "ende"), ("elsen", "else"), ("tionen", "tion"),
    ("heten", "het"), ("ollen", "oll"), ("hållet", "håll"), ("tseln", "tsel"), ("synen", "syn"), ("köpet", "köp"),
)  # fmt: skip


class Doing(NamedTuple):
    action: Action
    object: str = ""  # from the first part of a compound; empty where the noun stood alone


def is_nominalisation(word: str) -> bool:
    return len(word) >= 6 and NOMINALISATION.match(word) is not None


def doing(word: str, words: Lexicon, *, whole: bool = False) -> Doing | None:
    """What `word` (as written) says is done, or None where no rewriting is evident.

    With `whole` a compound keeps its first part in the verb: "namnsättning" is "namnsätta", not "sätta" + "namn".
    """
    low = _indefinite(word.lower())
    if len(low) > LONGEST_WORD or len(low) != len(_indefinite(word)):
        return None
    known, action = _listed(low, words, alone=True)
    if known:
        return Doing(action) if action else None
    # Hand-listed verbs before generated ones, whole before parts: "snöröjning" is "röja snö" rather than "snöröja".
    for sure in (True, False):
        if verb := _derived(low, words, sure=sure):
            return Doing(Action(verb))
        if not whole and (found := _in_parts(word, low, words, sure=sure)):
            return found
    return None


def _in_parts(word: str, low: str, words: Lexicon, *, sure: bool) -> Doing | None:
    # The longest last part wins: budget|uppföljning before budgetupp|följning.
    for start in range(2, len(low) - 4):
        tail = low[start:]
        known, action = _listed(tail, words, alone=False)
        if not known and (verb := _derived(tail, words, sure=sure)) and (sure or verb in words.generated):
            known, action = True, Action(verb)
        if known:
            first = first_part(word[:start], words) if action else None
            return Doing(action, first) if action and first else None
    return None


def first_part(head: str, words: Lexicon) -> str | None:
    """The word that the first part of a compound stands for: "kvalitets" → "kvalitet", "löne" → "löner", "IT-" → "IT"."""
    head = lower_first(head.rstrip("-"))
    if len(head) < 2 or head[-1] == "-":
        return None
    low = head.lower()
    for candidate in (low, low.removesuffix("s")):
        if candidate in words.heads:
            return words.heads[candidate]
    if low in words.small["prefixes"] or low in words.small["particles"]:
        return None
    if low.endswith("s") and not low.endswith("ss") and len(low) > 4:
        return head[:-1]
    return head


def _listed(word: str, words: Lexicon, *, alone: bool) -> tuple[bool, Action | None]:
    if alone and word in words.alone:
        return True, words.alone[word]
    return word in words.actions, words.actions.get(word)


def _derived(noun: str, words: Lexicon, *, sure: bool) -> str | None:
    """The verb a regular noun comes from: among the hand-listed (`sure`) or in all lists."""
    return next((verb for verb in _candidates(noun) if verb in words.verbs or (not sure and words.can_be_verb(verb))), None)


def _candidates(noun: str) -> list[str]:
    if len(noun) < 5:
        return []
    found = []
    if noun.endswith(("tagning", "tagande")):
        found.append(noun[:-5])  # antagning: anta
    if noun.endswith("ning") and len(noun) > 6:
        stem = noun[:-4]
        found.append(stem + "a")  # bedömning: bedöma
        if stem[-1:] in {"m", "n"}:
            found.append(stem + stem[-1] + "a")  # tömning: tömma
    if noun.endswith("ing"):
        found.append(noun[:-3] + "a")  # planering: planera
    elif noun.endswith(("ande", "ende")) and len(noun) > 5:
        found += [noun[:-4] + "a", noun[:-4]]  # bevarande: bevara, bistående: bistå
    elif noun.endswith("else"):
        found.append(noun[:-4] + "a")  # underrättelse: underrätta
    elif noun.endswith("tion"):
        found += [noun[:-3] + "era", noun + "era"]  # inspektion: inspektera; administration stands in actions.txt
        if noun.endswith("ation"):
            found.append(noun[:-5] + "era")  # rehabilitation: rehabilitera
    return found


def _indefinite(word: str) -> str:
    low = word.lower()
    for definite, base in _DEFINITE:
        if low.endswith(definite):
            return word[: len(word) - len(definite)] + base
    return word
