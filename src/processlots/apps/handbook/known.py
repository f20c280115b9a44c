"""What every page shows of the handbook, read once and kept: renamed choices, terms, settings of checks, synonyms.

Read when a request or a job begins, at most once a minute and process; what is changed here counts from the next
request. Nothing is asked for while a page is written (DESIGN 5: renaming costs no query per page).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from typing import Any, cast

from django.core.cache import cache
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils.translation import get_language

from processlots.kit import search, vocabulary
from processlots.kit.checks import Setting, Severity

KEY = "handbook.known"
REMEMBERED = 60
_turns = count(1)


@dataclass(frozen=True)
class Text:
    """A term or guidance in both languages."""

    pk: int
    identity: str
    kind: str
    title_sv: str
    title_en: str
    text_sv: str
    text_en: str

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.title_en if get_language() == "en" else self.title_sv

    @property
    def text(self) -> str:
        """In the reader's language."""
        return self.text_en if get_language() == "en" else self.text_sv

    @property
    def url(self) -> str:
        """Its page."""
        return f"/handbok/{self.pk}/"


@dataclass
class Known:
    """One reading."""

    turn: int = 0
    #: (list, key) → (sv, en), only what is renamed
    words: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    checks: dict[str, Setting] = field(default_factory=dict)
    #: stem → stems of other words for the same
    same: dict[str, set[str]] = field(default_factory=dict)


_NOTHING = Known()
_kept = _NOTHING


def now() -> Known:
    """What was last read, if it still holds."""
    return _kept if cache.get(KEY) == _kept.turn else _NOTHING


@vocabulary.at_the_start
def begin() -> None:
    """Read anew where it is old or was changed by this process."""
    global _kept  # noqa: PLW0603  one reading per process
    turn = cache.get(KEY)
    if turn is None or turn != _kept.turn:
        _kept = _read()
        cache.set(KEY, _kept.turn, REMEMBERED)


def forget(**_signal: Any) -> None:
    """Something was changed: the next request reads it anew."""
    cache.delete(KEY)


def _read() -> Known:
    from processlots.apps.handbook.models import CheckSetting, Entry, Word

    made = Known(next(_turns))
    # What stands as shipped is said by the product itself, in either language.
    for listed, key, sv, en in Word.objects.exclude(standing=Word.Standing.AS_SHIPPED).values_list(
        "listed", "choice", "sv", "en"
    ):
        made.words[listed, key] = (sv, en)
    same: dict[str, set[str]] = defaultdict(set)
    names = ("pk", "identity", "kind", "title_sv", "title_en", "text_sv", "text_en")
    for row in Entry.objects.filter(ended_on=None).values(*names, "synonyms_sv", "synonyms_en"):
        made.texts[row["identity"]] = Text(**{name: row[name] for name in names})
        for title, others in (("title_sv", "synonyms_sv"), ("title_en", "synonyms_en")):
            _note(same, f"{row[title]},{row[others]}" if row[others] else "")
    made.same = dict(same)
    tuned = CheckSetting.objects.exclude(off=False, most="").values_list("check_id", "off", "most")
    made.checks = {name: Setting(off, cast(Severity, most) if most else None) for name, off, most in tuned}
    return made


def _note(same: dict[str, set[str]], text: str) -> None:
    """Single words that mean the same, each for the others."""
    stems = {found[0] for part in text.split(",") if len(found := search.words(part)) == 1}
    for stem in stems if len(stems) > 1 else ():
        same[stem] |= stems - {stem}


def setting(check: str) -> Setting | None:
    """How a check is set, if it is set in another way than as shipped."""
    return now().checks.get(check)


@search.same_as
def synonyms(stem: str) -> set[str]:
    """X-9: whoever searches for kund or brukare finds mottagare too."""
    return now().same.get(stem, set())


def connect(*watched: type[models.Model]) -> None:
    """What is read here is forgotten when it changes."""
    for model in watched:
        post_save.connect(forget, sender=model, dispatch_uid=f"known-{model.__name__}")
        post_delete.connect(forget, sender=model, dispatch_uid=f"known-{model.__name__}-gone")
