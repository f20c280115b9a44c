"""How T-2's columns are read: yes and no, high and low, names of people and forums, passages and services."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Forum, Person, Unit
from processlots.apps.processes.models import Process, RegulationPassage, Service, Strategy
from processlots.kit.swedish import normal, sort_key

_YES = {"ja", "j", "x", "yes", "y", "1", "sant", "true"}
_NO = {"", "nej", "n", "no", "0", "-", "–", "falskt", "false"}
_LEVELS = {"hög": 1, "high": 1, "medel": 2, "mellan": 2, "medium": 2, "låg": 3, "low": 3}
_DESCRIBED = (("ja", "yes"), ("yes", "yes"), ("delvis", "partly"), ("part", "partly"), ("nej", "no"), ("no", "no"))
_TEMPORARY = re.compile(r"[\s,(]*\b(tillfällig\w*|temporary|ordinarie|regular)\b\)?\s*$", re.IGNORECASE)
_KINDS = (
    ("gives_service", re.compile(r"^(en |a )?(tjänst(er)?|service(tjänst(er)?)?|services)$")),
    ("gives_support", re.compile(r"^(ett |a )?(stöd|stödtjänst(er)?|support)$")),
    ("gives_governance", re.compile(r"^(styrning|governance)$")),
)


@dataclass
class Known:
    """What the columns may name, read once for a whole file: each name's sort key → the row; None where two share it."""

    people: dict[str, Person | None] = field(default_factory=dict)
    forums: dict[str, Forum | None] = field(default_factory=dict)
    services: dict[str, Service | None] = field(default_factory=dict)
    strategies: dict[str, Strategy | None] = field(default_factory=dict)
    #: (board, number as it is compared) → passage
    passages: dict[tuple[int, str], RegulationPassage] = field(default_factory=dict)

    @classmethod
    def read(cls, used: set[str]) -> Known:
        """Only what the file's columns need."""
        made = cls()
        if used & {"proposed_owner", "proposed_leader"}:
            made.people = _by_name(Person.objects.filter(left=None))
        if "lifted_to" in used:
            made.forums = _by_name(Forum.objects.filter(ended_on=None))
        if "value" in used:
            made.services = _by_name(Service.objects.filter(ended_on=None))
        if "found_where" in used:
            made.strategies = _by_name(Strategy.objects.filter(ended_on=None))
            rows = RegulationPassage.objects.filter(valid_to=None)
            made.passages = {(one.board_id, normal(one.number)): one for one in rows}
        return made


def _by_name(rows: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        found[row.sort] = None if row.sort in found else row
    return found


@dataclass
class Read:
    """A row's T-2 columns as they will be stored, and what there is to say of them."""

    fields: dict[str, Any] = field(default_factory=dict)
    services: list[Service] = field(default_factory=list)
    passages: list[RegulationPassage] = field(default_factory=list)
    strategies: list[Strategy] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def priority(text: str) -> int | None:
    """1 for what comes first; high, medium and low are 1, 2 and 3. Raises ValueError for what is neither."""
    low = normal(text)
    if not low:
        return None
    if low in _LEVELS:
        return _LEVELS[low]
    if low.isdecimal() and len(low) < 5 and int(low) > 0:
        return int(low)
    raise ValueError(text)


def read(line: int, values: dict[str, str], known: Known, board: Unit | None) -> Read:
    """The columns of one row. What names nobody that is known is kept as a comment, and told of."""
    made = Read()
    kept: list[str] = []
    _kinds(values.get("value", ""), known, made)
    _sources(values.get("found_where", ""), known, board, made)
    _described(values.get("described", ""), made)
    crosses = normal(values.get("crosses", ""))
    if crosses in _YES:
        made.fields["crosses"] = True
    elif crosses not in _NO:
        made.fields["crosses"] = True
        kept.append(values["crosses"])
    if forum := values.get("lifted_to", "").strip():
        row = known.forums.get(sort_key(forum))
        if row is not None:
            made.fields |= {"lifted_to": row, "crosses": True}
        else:
            said = _("There is no forum named “%(text)s”. It is kept in the comment.")
            made.says.append(said % {"text": forum[:60]})
            kept.append(_("Lifted to: %(name)s") % {"name": forum})
    for key, label in (("proposed_owner", _("Proposed owner: %(name)s")), ("proposed_leader", _("Proposed leader: %(name)s"))):
        _person(key, label, values.get(key, ""), known, made, kept)
    for key in ("ends", "budget"):
        if normal(values.get(key, "")) not in _NO:
            made.says.append(_("It has an end or a budget (V-43). Is it an assignment or a project?"))
            break
    comment = "\n".join(part for part in (values.get("comment", "").strip(), *kept) if part)
    if comment:
        made.fields["comment"] = comment
    try:
        made.fields["priority"] = priority(values.get("priority", ""))
    except ValueError:
        made.faults.append(
            _("Row %(line)s: the priority is “%(text)s”. Write a number, 1 for what comes first, or high, medium or low.")
            % {"line": line, "text": values["priority"][:30]}
        )
    return made


def _kinds(text: str, known: Known, made: Read) -> None:
    left = []
    for part in (one.strip() for one in re.split(r"[.;,\n]+", text)):
        low = normal(part)
        kind = next((name for name, pattern in _KINDS if pattern.match(low)), None)
        service = known.services.get(sort_key(part)) if part else None
        if kind is not None:
            made.fields[kind] = True
        elif service is not None:
            made.services.append(service)
        elif part:
            left.append(part)
    if not left:
        return
    # A sentence may still say which kind it is: "tjänst till invånare".
    said = normal(" ".join(left)).split()
    for name, beginnings in (("gives_service", ("tjänst", "service")), ("gives_support", ("stöd", "support")),
                             ("gives_governance", ("styrning", "govern"))):  # fmt: skip
        if any(word.startswith(beginnings) for word in said):
            made.fields[name] = True
    if not any(name in made.fields for name, _pattern in _KINDS) or made.services:
        made.fields["value"] = ". ".join(left)


def _sources(text: str, known: Known, board: Unit | None, made: Read) -> None:
    if not text.strip():
        return
    left = []
    for part in (one.strip() for one in re.split(r"[;\n]+", text)):
        passage = known.passages.get((board.pk, normal(part))) if board is not None and part else None
        strategy = known.strategies.get(sort_key(part)) if part else None
        if passage is not None:
            made.passages.append(passage)
        elif strategy is not None:
            made.strategies.append(strategy)
        elif part:
            left.append(part)
    labels = [(key, str(label)) for key, label in Process.Origin.choices]
    # The whole of the words first, then what stands before their comma: "i en metod, MIBA".
    heads = [*labels, *((key, label.split(",")[0]) for key, label in labels)]
    found = next(((key, head) for key, head in heads if left and normal(left[-1]).startswith(normal(head))), None)
    if found is not None:
        made.fields["origin"] = found[0]
        rest = left.pop()[len(found[1]) :].strip(" ,")
        left += [rest] if rest else []
    made.fields["found_where"] = "; ".join(left)


def _described(text: str, made: Read) -> None:
    low = normal(text)
    if not low:
        return
    for word, key in _DESCRIBED:
        if low == word or low.startswith((f"{word},", f"{word} ", f"{word}:", f"{word}.", f"{word}(")):
            made.fields["described"] = key
            made.fields["described_at"] = text.strip()[len(word) :].strip(" ,:.()")[:300]
            return
    made.fields |= {"described": "partly", "described_at": text.strip()[:300]}


def _person(key: str, label: str, text: str, known: Known, made: Read, kept: list[str]) -> None:
    found = _TEMPORARY.search(text)
    name = _TEMPORARY.sub("", text).strip(" ,")
    if not name:
        return
    person = known.people.get(sort_key(name))
    if person is None:
        said = _("Nobody is named “%(text)s”, or several are. It is kept in the comment.")
        made.says.append(said % {"text": name[:60]})
        kept.append(label % {"name": text.strip()})
        return
    made.fields[key] = person
    if key == "proposed_owner" and found is not None:
        word = found.group(1).lower()
        made.fields["proposed_owner_kind"] = "temporary" if word.startswith(("tillfällig", "temporary")) else "regular"
