"""A better name made of the writer's own words, or none: a proposal that has to be guessed is worse than no proposal."""

from __future__ import annotations

from collections.abc import Sequence

from processlots.apps.processes.naming.doing import doing, first_part
from processlots.apps.processes.naming.lexicon import Kind, Lexicon
from processlots.apps.processes.naming.reading import Reading, finite_form, process_stem, unit_word
from processlots.apps.processes.naming.text import LONGEST_REWRITTEN, Word, lower_first, read, upper_first

_ADJECTIVES = ("isk", "lig", "ig", "iv", "ell", "erad", "ad", "al")
_LINKING = {"för", "av", "med", "om", "kring"}


def propose(reading: Reading, words: Lexicon, *, capital: bool) -> str | None:
    """The rewriting of a wrong name, with a `capital` where the writer had one. None where the words do not give it."""
    if not reading.words or len(reading.text) > LONGEST_REWRITTEN:
        return None
    phrase = _rewritten(reading, words)
    if phrase is None:
        return None
    phrase = " ".join(phrase.split()).rstrip(".,;: ")
    return upper_first(phrase) if capital else phrase


def _rewritten(reading: Reading, words: Lexicon) -> str | None:
    parts = reading.words
    if reading.finite is not None:
        return _from_finite(reading, words)
    if reading.kind is Kind.VERB:
        return _without_process(parts, words)
    if unit_word(parts[0].low, words):
        return None
    return (
        _after_att(parts, words)
        or _from_process(parts, words)
        or _from_nouns(parts, words)
        or _adverb_last(parts, words)
        or _from_imperative(parts, words)
    )


def _from_finite(reading: Reading, words: Lexicon) -> str | None:
    """ "Barnomsorg tillhandahålls" → "tillhandahålla barnomsorg"; "vi bedömer behov" → "bedöma behov"."""
    if reading.finite is None:
        return None
    at, verb, passive = reading.finite
    before, after = reading.words[:at], list(reading.words[at + 1 :])
    verbs = [verb]
    while after:
        # "hyrs ut", "följs upp"; before more words only what is hardly a preposition
        if after[0].low in words.small["particles"] and (len(after) == 1 or not passive or after[0].low in words.settling):
            verbs.append(after.pop(0).raw)
        # "rekryteras och introduceras"
        elif after[0].low in words.small["conjunctions"] and len(after) > 1 and (more := finite_form(after[1].low, words)):
            verbs += [after[0].low, more]
            after = after[2:]
        else:
            break
    if at == 0 or not passive:
        if not after and at > 0:
            return None
        return " ".join([*verbs, *(word.raw for word in after)])
    subject = [word for word in before if word.low not in words.small["auxiliaries"]]
    if not subject:
        return None
    if after and after[0].low == "av":  # who does it is no part of the name
        after = []
    return " ".join([*verbs, *_inside(subject), *(word.raw for word in after)])


def _without_process(parts: Sequence[Word], words: Lexicon) -> str | None:
    """ "Utveckla processen för inköp" → "utveckla inköp"; "hantera bygglovsprocessen" → "hantera bygglov"."""
    kept: list[str] = []
    skip = False
    for word in parts:
        if skip and word.low in _LINKING:
            skip = False
            continue
        skip = False
        stem = process_stem(word.core, words)
        if stem is None:
            kept.append(word.raw)
        elif not stem:
            skip = True
        elif thing := first_part(stem, words):
            kept.append(thing)
        else:
            return None
    return " ".join(kept) if len(kept) > 1 and kept != [word.raw for word in parts] else None


def _after_att(parts: Sequence[Word], words: Lexicon) -> str | None:
    """ "Rutin för att hantera avvikelser", "kommunen ska hantera avvikelser" → "hantera avvikelser"."""
    leading = words.small["auxiliaries"] | {"att"}
    for at, word in enumerate(parts[:-1]):
        if at and parts[at - 1].low in {"utan", "genom", "än"}:
            continue  # "utan att ange namn" is how, not what
        if word.low in leading and words.kind(parts[at + 1].low) is Kind.VERB:
            return " ".join([lower_first(parts[at + 1].raw), *(later.raw for later in parts[at + 2 :])])
    return None


def _from_process(parts: Sequence[Word], words: Lexicon) -> str | None:
    """ "Rekryteringsprocessen" → "rekrytera"; "process för rekrytering" too; "bygglovsprocessen" by processes.txt."""
    stem = process_stem(parts[0].core, words)
    if stem is None:
        return None
    rest = parts[1:]
    if not stem:
        if rest and rest[0].low in _LINKING:
            rest = rest[1:]
        return _from_nouns(rest, words) if rest else None
    if (base := stem.removesuffix("s")) and (name := _from_nouns(read(f"{base} {_raw(rest)}").words, words)):
        return name
    if rest:
        return None
    for thing in (stem, base):  # dispens|processen, bygglov|s|processen
        for ending, verb in words.decisions.items():
            if thing.lower().endswith(ending):
                return f"{verb} {lower_first(thing)}"
    return None


def _from_nouns(parts: Sequence[Word], words: Lexicon) -> str | None:
    """ "Planering och uppföljning av budget" → "planera och följa upp budget"."""
    rest = list(parts)
    adverb = ""
    if len(rest) > 1 and rest[0].low in words.small["owners"]:
        rest.pop(0)
    if len(rest) > 1 and rest[0].low.endswith(_ADJECTIVES) and rest[0].low.isalpha() and doing(rest[1].core, words):
        adverb = rest.pop(0).low + "t"
    verbs: list[str] = []
    thing = before = ""
    while rest:
        word = rest.pop(0)
        together = rest and words.actions.get(f"{_base(word)} {rest[0].low}")
        found = doing(word.core, words)
        if found and found.object and rest and rest[0].low == "av":
            found = doing(word.core, words, whole=True)
        if together:
            # "stöd till" is listed with its preposition, which goes into the verb.
            verbs.append(together.verb)
            rest.pop(0)
            return _joined(verbs, "", rest, adverb, words)
        if found is None or (found.object and (thing or verbs)):
            return None
        thing, before = found.object, found.action.before_object
        verbs.append(found.action.verb)
        if word.comma:
            verbs[-1] += ","
        elif rest and rest[0].low in words.small["conjunctions"]:
            verbs.append(rest.pop(0).low)
        else:
            break
    else:
        return None if verbs and (verbs[-1].endswith(",") or verbs[-1] in words.small["conjunctions"]) else _joined(
            verbs, " ".join([before, thing] if thing else []), [], adverb, words
        )  # fmt: skip
    if thing:
        if rest and (rest[0].low == "av" or rest[0].low not in words.small["prepositions"]):
            return None
        return _joined(verbs, f"{before} {thing}", rest, adverb, words)
    if rest and rest[0].low == "av":
        rest.pop(0)
        if not rest:
            return None
        return _joined(verbs, before, rest, adverb, words)
    if rest and before and rest[0].low not in words.small["prepositions"]:
        return None
    return _joined(verbs, "", rest, adverb, words)


def _joined(verbs: list[str], thing: str, rest: Sequence[Word], adverb: str, words: Lexicon) -> str | None:
    if not verbs:
        return None
    # "Hantering av bygglovsprocessen": the word process goes here too.
    tail = [word.raw for word in rest]
    if any(process_stem(word.core, words) is not None for word in rest):
        shortened = _without_process([*read("x").words, *rest], words)
        if shortened is None:
            return None
        tail = shortened.split()[1:]
    return " ".join(part for part in [*verbs, thing, *tail, adverb] if part)


def _adverb_last(parts: Sequence[Word], words: Lexicon) -> str | None:
    """ "Rättssäkert pröva ansökningar" → "pröva ansökningar rättssäkert": the verb comes first (V-1)."""
    if len(parts) < 3 or not (parts[0].low.endswith("t") or parts[0].low in words.small["adverbs"]):
        return None
    if words.kind(parts[1].low) is not Kind.VERB:
        return None
    return " ".join([lower_first(parts[1].raw), _raw(parts[2:]).rstrip(".,;"), parts[0].low])


def _from_imperative(parts: Sequence[Word], words: Lexicon) -> str | None:
    """ "Följ upp budget" → "följa upp budget"."""
    verb = words.imperative.get(parts[0].low)
    if verb is None or len(parts) < 2 or parts[0].low in words.actions or parts[0].low in words.alone:
        return None
    following = parts[1].low
    if following in words.small["prepositions"] - words.settling or following in words.small["conjunctions"]:
        return None  # "Bygg och miljö" is two nouns
    return f"{verb} {_raw(parts[1:])}"


def _base(word: Word) -> str:
    return word.low.removesuffix("et") if word.low.endswith("det") else word.low


def _inside(parts: Sequence[Word]) -> list[str]:
    return [lower_first(parts[0].raw), *(word.raw for word in parts[1:])] if parts else []


def _raw(parts: Sequence[Word]) -> str:
    return " ".join(word.raw for word in parts)
