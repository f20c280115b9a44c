"""What stands in a name: its first word, a verb in the wrong form, units and the word process (model.md V-3…V-5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from processlots.apps.processes.naming.lexicon import Kind, Lexicon
from processlots.apps.processes.naming.text import Name, Word, read

_PROCESS = re.compile(r"^(.*?)process(?:en|ens|s)?$", re.IGNORECASE)
# Genitive and definite forms come off with these; a longer ending before a shorter.
_ENDINGS = re.compile(r"(?:arna|erna|orna|ens|ets|ns|en|et|na|n|t)?s?$")
_FORMS = r"(en|et|n|ar|er|r|arna|erna|rna)?(s)?$"


class Finite(NamedTuple):
    """A verb in present tense or passive."""

    at: int  # index of the word
    verb: str  # its infinitive
    passive: bool


class Reading(NamedTuple):
    text: str
    words: tuple[Word, ...]
    kind: Kind
    finite: Finite | None


def reading(name: Name, words: Lexicon) -> Reading:
    kind = first_kind(name.words, words)
    return Reading(name.text, name.words, kind, None if kind is Kind.VERB else _finite(name.words, words))


def first_kind(parts: Sequence[Word], words: Lexicon) -> Kind:
    """What the first word is, where a homograph is settled by what follows it."""
    if not parts:
        return Kind.OTHER
    kind = words.kind(parts[0].low)
    if kind is not Kind.HOMOGRAPH:
        return kind
    following = parts[1].low if len(parts) > 1 else ""
    if following in words.settling:
        return Kind.VERB
    joined = parts[0].comma or following in words.small["conjunctions"]
    if joined and len(parts) > 2 and words.kind(parts[2].low) is Kind.VERB:
        return Kind.VERB  # "Säkra och utveckla kvalitet"
    # A noun needs nothing after it, a verb its object: "Skola", "Skola och fritid", "Resa till skolan".
    alone = not following or joined or following in words.small["prepositions"]
    return Kind.OTHER if alone and words.homographs.get(parts[0].low) else kind


def _finite(parts: Sequence[Word], words: Lexicon) -> Finite | None:
    for at, word in enumerate(parts):
        if at and word.low in {"som", "att", "hur", "där", "när", "vad"}:
            return None  # what follows is a clause about something, not what the name says is done
        if at and parts[at - 1].low in words.small["prepositions"] | words.small["conjunctions"]:
            continue  # "tillgång till tolkar": a noun in the plural
        if verb := _passive(word.low, words):
            return Finite(at, verb, passive=True)
        if (verb := words.present.get(word.low)) or (at == 0 and (verb := _generated_present(word.low, words))):
            return Finite(at, verb, passive=False)
    return None


def finite_form(low: str, words: Lexicon) -> str | None:
    """The infinitive of a present tense or passive the lists are sure of, or None."""
    return words.present.get(low) or _passive(low, words)


def _passive(low: str, words: Lexicon) -> str | None:
    if verb := words.passive.get(low):
        return verb
    return low[:-1] if low.endswith("as") and len(low) > 5 and words.can_be_verb(low[:-1]) else None


def _generated_present(low: str, words: Lexicon) -> str | None:
    # Only -ar: -er would take nouns in the plural (tider, kurser) for verbs.
    return low[:-1] if low.endswith("ar") and len(low) > 5 and low not in words.nouns and words.is_verb(low[:-1]) else None


def process_stem(core: str, words: Lexicon) -> str | None:
    """What stands before -process in `core`: "bygglovs", "" for the bare word, None where it is not such a word (V-3)."""
    found = _PROCESS.match(core)
    if not found:
        return None
    stem = found.group(1).rstrip("-")
    return None if f"{stem}process".lower() in words.not_processes else stem


def unit_word(low: str, words: Lexicon) -> str | None:
    """The function that `low` names in any of its forms (nämnden, kontorets), or None (V-4)."""
    for part in low.split("-") if "-" in low else [low]:
        for function, is_activity in words.functions.items():
            found = re.search(function + _FORMS, part)
            if not found or part[: found.start() + len(function)].endswith(words.not_functions):
                continue
            if is_activity and not found.group(0)[len(function) :]:
                continue
            return function
    return None


def runs_a_unit(parts: Sequence[Word], words: Lexicon) -> bool:
    """After a verb: is what one does the unit itself ("leda ekonomiavdelningen", "sköta kontorets rutiner")?

    A unit after a preposition, in the plural or as first part of a compound is a recipient or a matter, not the name.
    Boards are recipients of much that is prepared, so they are left out.
    """
    for at, word in enumerate(parts[1:], 1):
        if word.low in words.small["prepositions"]:
            return False
        unit = unit_word(word.low, words)
        if unit in {None, "nämnd", "styrelse"}:
            continue
        ending = word.low[word.low.rfind(unit) + len(unit) :] if unit else ""
        if ending in {"ens", "ets"} or (ending in {"en", "et"} and at == len(parts) - 1):
            return True
    return False


def shares_stem(parts: Sequence[Word], unit_names: Iterable[str], words: Lexicon) -> str | None:
    """The unit whose name shares its stem with a word of a name that has no verb (V-4), or None."""
    mine = {stem for word in parts if word.low not in words.every_small_word for stem in _stems(word.low)}
    for unit in unit_names:
        for theirs in _unit_stems(unit, words):
            # Short stems (IT, HR, vård) only whole: "barn" must not take "barnomsorg".
            if any(stem == theirs or (len(theirs) >= 6 and stem.startswith(theirs)) for stem in mine):
                return unit
    return None


@lru_cache(maxsize=4096)
def _unit_stems(unit: str, words: Lexicon) -> tuple[str, ...]:
    stems = []
    for word in read(unit).words:
        for part in word.low.split("-"):
            function = unit_word(part, words) or next((f for f in words.functions if re.search(f + _FORMS, part)), None)
            core = part[: part.rfind(function)] if function else part
            if core and core not in words.every_small_word:
                stems.append(core.removesuffix("s") if function else _stem(core))
    return tuple(stem for stem in stems if len(stem) > 1 and stem not in {"kommun", "stad"})


def _stems(low: str) -> list[str]:
    return [_stem(part) for part in low.split("-") if part] if "-" in low else [_stem(low), low]


def _stem(low: str) -> str:
    stem = _ENDINGS.sub("", low)
    return stem if len(stem) >= 4 else low
