"""Whether the text of an activity in a map says what is done (model.md V-24). Silent where it cannot tell."""

from __future__ import annotations

from processlots.apps.processes.naming.doing import doing, is_nominalisation
from processlots.apps.processes.naming.lexicon import Kind, Lexicon, lexicon
from processlots.apps.processes.naming.reading import finite_form
from processlots.apps.processes.naming.text import Word, read

#: small words that no neighbour's language has
_OURS = frozenset({"och", "av", "för", "till", "på", "att", "eller", "från", "vid"})


def is_doing(text: str) -> bool | None:
    """True: some word is a verb, in whatever form ("Granska", "Handläggaren granskar", "Ärendet arkiveras"). False: Swedish
    without one ("Granskning av ansökan"). None: perhaps another language; the word lists are Swedish only.
    """
    words = lexicon()
    parts = read(text).words
    if any(_may_be_verb(part, words, first=number == 0) for number, part in enumerate(parts)):
        return True
    return False if _is_swedish(parts, words) else None


def _may_be_verb(word: Word, words: Lexicon, *, first: bool) -> bool:
    if word.low in words.every_small_word or (word.low in words.nouns and not first):
        return False
    if finite_form(word.low, words) is not None or word.low in words.imperative or word.low in words.passive:
        return True
    # An infinitive comes first, or after "och", "att", "kan" and the like; a homograph may be one.
    return words.kind(word.low) in {Kind.VERB, Kind.HOMOGRAPH, Kind.UNKNOWN} if first else words.is_verb(word.low)


def _is_swedish(parts: tuple[Word, ...], words: Lexicon) -> bool:
    text = " ".join(word.low for word in parts)
    if "å" in text or any(word.low in _OURS for word in parts):
        return True
    if any(sign in text for sign in "äö"):
        # German has them too, and its verbs last: "Angebote auswählen".
        return not any(sign in text for sign in "üß") and not text.endswith(("en", "ern", "eln"))
    first = parts[0].low if parts else ""
    return not first.endswith("tion") and is_nominalisation(first) and doing(parts[0].core, words) is not None
