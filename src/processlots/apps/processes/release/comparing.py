"""What differs between two contents, in sentences that a manager reads: two versions, or a version and what is now.

Things are the same by their id, facts by their key. What passes by itself (an activity's progress) is not told. A
section that the product did not have when the older one was frozen is said to be so, and not told row by row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from processlots.apps.processes.release.reading import text
from processlots.kit import released

#: longer texts than this are shown beside each other rather than in a sentence
SHORT = 80


@dataclass(frozen=True)
class Change:
    """One difference. `sentence` says it all when values are short; else `old` and `new` stand beneath it. `url` tells more."""

    kind: str
    what: str
    old: str = ""
    new: str = ""
    url: str = ""

    @property
    def short(self) -> bool:
        """True where the values fit in the sentence."""
        return max(len(self.old), len(self.new)) <= SHORT and "\n" not in self.old + self.new

    @property
    def sentence(self) -> str:
        """ "Ägare: Ägar-Alva → Ledar-Love"."""
        if self.kind != "changed" or not (self.old or self.new):
            return self.what
        if not self.short:
            return self.what
        empty = pgettext("release", "nothing")
        return f"{self.what}: {self.old or empty} → {self.new or empty}"


@dataclass
class Section:
    """The changes of one section."""

    key: str
    title: str
    context: bool = False
    changes: list[Change] = field(default_factory=list)


def compare(old: dict[str, Any], new: dict[str, Any]) -> list[Section]:
    """What differs, section by section in the newer one's order; sections that say the same are left out."""
    before = {one["key"]: one for one in old["sections"]}
    made = []
    for one in new["sections"]:
        section = Section(one["key"], text(one["title"]), bool(one.get("context")))
        earlier = before.pop(one["key"], None)
        if earlier is None:
            if one["facts"] or one["things"]:
                section.changes.append(Change("new", _("Earlier versions do not have this section.")))
        else:
            section.changes += _facts(one["key"], earlier, one, same_words=earlier["version"] == one["version"])
            section.changes += _things(earlier["things"], one["things"])
        if section.changes:
            made.append(section)
    for one in before.values():
        gone = Change("gone", _("The later one does not have this section."))
        made.append(Section(one["key"], text(one["title"]), bool(one.get("context")), [gone]))
    return made


def _facts(place: str, old: dict[str, Any], new: dict[str, Any], *, same_words: bool = True, about: str = "") -> list[Change]:
    before = {one["key"]: one for one in old["facts"] if not one.get("passing")}
    after = {one["key"]: one for one in new["facts"] if not one.get("passing")}
    made = []
    for key in [*after, *(key for key in before if key not in after)]:
        one = after.get(key) or before[key]
        was, now = (side[key]["value"] if key in side else None for side in (before, after))
        if was == now or (not same_words and (was is None or now is None)):
            continue
        label = about + text(one["label"])
        if isinstance(was or [], list) and isinstance(now or [], list):
            made += _lists(label, was or [], now or [])
            continue
        saying = released.saying(place, key)
        made.append(Change("changed", str(saying) if saying else label, text(was), text(now)))
    return made


def _lists(label: str, old: list[Any], new: list[Any]) -> list[Change]:
    gone = [text(one) for one in old if one not in new]
    come = [text(one) for one in new if one not in old]
    made = [Change("new", _("%(label)s: %(what)s is new") % {"label": label, "what": one}) for one in come]
    made += [Change("gone", _("%(label)s: %(what)s is gone") % {"label": label, "what": one}) for one in gone]
    return made or [Change("changed", _("%(label)s: the order is changed") % {"label": label})]


def _things(old: list[dict[str, Any]], new: list[dict[str, Any]], within: str = "") -> list[Change]:
    before = {(one["kind"], one["id"]): one for one in old}
    after = {(one["kind"], one["id"]): one for one in new}
    made = []
    for key, one in after.items():
        if key not in before:
            made.append(Change("new", within + _said(one, "new")))
        else:
            made += _same(before[key], one, within)
    made += [Change("gone", within + _said(one, "gone")) for key, one in before.items() if key not in after]
    return [one for one in made if one.what != within]


def _same(old: dict[str, Any], new: dict[str, Any], within: str) -> list[Change]:
    """How one thing differs from what it was."""
    name = text(new["name"])
    made = []
    if old["name"] != new["name"] and _said(old, "changed"):
        made.append(Change("changed", within + _said(old, "changed"), text(old["name"]), name))
    made += [_within(one, within, name) for one in _facts(new["kind"], old, new)]
    parts = _things(old.get("parts", []), new.get("parts", []), f"{within}{name}: ")
    made += parts
    other_files = [one["sha256"] for one in old.get("files", ())] != [one["sha256"] for one in new.get("files", ())]
    comparer = released.comparer_of(new["kind"])
    if other_files and comparer is not None and old.get("files") and new.get("files"):
        sentence, url = comparer(old, new)
        made.append(Change("changed", within + sentence, url=url))
    elif other_files and not made:
        made.append(Change("changed", within + _("%(name)s: the file is another, and says the same") % {"name": name}))
    return made


def _within(one: Change, within: str, name: str) -> Change:
    """A fact's change inside a thing: "Kortare väntan", målvärdet är ändrat: 42 → 35."""
    what = one.what[:1].lower() + one.what[1:]
    said = pgettext("release", "“%(name)s”, %(what)s") % {"name": name.rstrip("."), "what": what}
    return Change(one.kind, within + said, one.old, one.new)


def _said(thing: dict[str, Any], kind: str) -> str:
    words = released.words_of(thing["kind"])
    if words is None:
        words = released.Words(new=_("“%(name)s” is new"), gone=_("“%(name)s” is gone"), changed=_("“%(name)s” is changed"))
    return str(getattr(words, kind)) % {"name": text(thing["name"]).rstrip(".")}


def plain(sections: list[Section]) -> list[dict[str, Any]]:
    """The comparison for the API."""
    return [
        {
            "section": one.key,
            "title": one.title,
            "context": one.context,
            "changes": [
                {"kind": change.kind, "sentence": change.sentence, "old": change.old, "new": change.new} for change in one.changes
            ],
        }
        for one in sections
    ]
