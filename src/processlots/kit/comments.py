"""Comments on rows, with @mention, for any model that takes them:

    comments.on(MapElement, near=lambda row: row.line.map.process.people)

The model's page then has the panel `kommentarer`. Access is asked `comment` of the row for writing and `resolve` for
settling; whoever sees the row sees what is said of it. Who is called what is known by an app (`named_by`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from processlots.kit import access, history, pages, states
from processlots.kit.models.comments import Comment
from processlots.kit.panels import panel

#: threads shown on a page; older ones are in the list of comments
SHOWN = 40
LONGEST = 4000
#: how alike (0–1) a name must be to one at hand to be asked about
NEAR = 0.7
KEY = "kommentarer"
#: an @ that begins a name, and not one inside an address
_AT = re.compile(r"(?<![\w.])@(?=\w)")
_WORDS = 6


@dataclass(frozen=True)
class Somebody:
    """A person who may be meant by a name. Without a login (`user` None) nobody can be told."""

    name: str
    unit: str
    user: Any


@dataclass(frozen=True)
class Taking:
    """A kind of row that takes comments. `near`: names that are at hand for it; `elsewhere`: what is said of its parts."""

    model: type[models.Model]
    near: Callable[[Any], Iterable[str]]
    elsewhere: Callable[[HttpRequest, Any], dict[str, Any]]


_taking: dict[type[models.Model], Taking] = {}
_named: list[Callable[[Sequence[str]], dict[str, list[Somebody]]]] = []
_suggested: list[str] = []
_written: list[Callable[[Comment], None]] = []


def on(
    model: type[models.Model],
    *,
    order: int = 90,
    queries: int = 2,
    near: Callable[[Any], Iterable[str]] = lambda row: (),
    elsewhere: Callable[[HttpRequest, Any], dict[str, Any]] = lambda request, row: {},
) -> None:
    """Let rows of a model take comments, on their page and in the API."""
    _taking[model] = Taking(model, near, elsewhere)
    panel(
        model,
        KEY,
        title=gettext_lazy("Comments"),
        help=gettext_lazy("Questions and views on what stands here"),
        order=order,
        template="kit/_comments.html",
        queries=queries,
    )(told)


def taken() -> list[type[models.Model]]:
    """The models that take comments."""
    return list(_taking)


def takes(model: type[models.Model] | None) -> bool:
    """True if rows of the model take comments."""
    return model in _taking


def named_by(suggested: str) -> Callable[..., Any]:
    """Register who knows people: from names as written to those who are called so. `suggested`: the address of a lookup."""

    def keep(ask: Callable[[Sequence[str]], dict[str, list[Somebody]]]) -> Callable[..., Any]:
        _named.append(ask)
        _suggested.append(suggested)
        return ask

    return keep


def when_written(do: Callable[[Comment], None]) -> Callable[[Comment], None]:
    """Register what follows from a comment written, resolved, opened again or taken back; in the same transaction."""
    _written.append(do)
    return do


def follow(comment: Comment) -> None:
    """Do what follows."""
    for do in _written:
        do(comment)


# --- writing ----------------------------------------------------------------------------------------------------------


def write(user: Any, target: models.Model, text: str, answers: Comment | None = None) -> Comment:
    """Say something about a row, or answer what somebody said of it.

    Raises PermissionDenied, and ValidationError with a sentence where the text is empty or names somebody that cannot be
    told. An answer to what is resolved opens it again.
    """
    access.demand(user, "comment", target)
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        raise ValidationError(_("Write what you want to say."))
    if len(text) > LONGEST:
        raise ValidationError(_("Write at most %(most)s characters.") % {"most": LONGEST})
    first = answers.answers or answers if answers is not None else None
    told = mentioned(text, target)
    with transaction.atomic(), history.act(_("Commented on %(what)s") % {"what": target}, user=user):
        made = Comment.objects.create(
            content_type=ContentType.objects.get_for_model(target), object_id=target.pk, answers=first, text=text,
            about=str(target)[:200], url=pages.url_of(target)[:300], process=history.trail(target)[0], written_by=user,
        )  # fmt: skip
        made.mentioned.set(told)
        if first is not None and not first.is_open:
            states.go(first, "reopen", user) if access.may(user, "reopen", first) else _reopen(first)
        follow(made)
    return made


def _reopen(first: Comment) -> None:
    """A new word in a thread means that it is not settled, whoever says it."""
    first.state, first.settled_on = Comment.State.OPEN, None
    first.save()


def mentioned(text: str, target: models.Model) -> list[Any]:
    """The logins of those whom the text names by "@Name" or "@Name (Unit)". Raises ValidationError for the first that
    cannot be told: nobody of the name, several, no login, or not allowed to read the row."""
    found: dict[int, Any] = {}
    for place in _AT.finditer(text):
        one = _who(text[place.end() : place.end() + 120], target)
        if not access.visible(one.user, type(target)).filter(pk=target.pk).exists():
            raise ValidationError(_("%(name)s may not read this and cannot be told of it here.") % {"name": one.name})
        found[one.user.pk] = one.user
    return list(found.values())


def _who(after: str, target: models.Model) -> Somebody:
    """Whom the words after an @ name; the longest name that somebody has."""
    line = after.split("\n", 1)[0]
    words = line.split(" ")[:_WORDS]
    tried = [re.sub(r"\W+$", "", " ".join(words[:count])) for count in range(len(words), 0, -1)]
    known: dict[str, list[Somebody]] = {}
    for ask in _named:
        known |= ask(tried)
    for name in tried:
        people = known.get(name, [])
        if not people:
            continue
        where = re.match(r"\s*\(([^)]{1,200})\)", line[len(name) :])
        if where and len(people) > 1:
            people = [one for one in people if one.unit.casefold() == where[1].strip().casefold()] or people
        if len(people) > 1:
            names = _(" or ").join(f"@{one.name} ({one.unit})" for one in people[:4])
            raise ValidationError(_("Several people are called %(name)s. Write %(names)s.") % {"name": name, "names": names})
        if people[0].user is None:
            raise ValidationError(_("%(name)s has no login and cannot be told here.") % {"name": people[0].name})
        return people[0]
    alike = [
        (difflib.SequenceMatcher(None, name.casefold(), hand.casefold()).ratio(), name, hand)
        for name in tried
        for hand in map(str, _taking[type(target)].near(target))
    ]
    ratio, name, hand = max(alike, default=(0.0, "", ""))
    if ratio >= NEAR:
        said = _("Nobody is called “%(name)s”. Did you mean %(names)s?")
        raise ValidationError(said % {"name": name, "names": f"@{hand}"})
    raise ValidationError(
        _("Nobody is called “%(name)s”. Write the whole name after @, or take the @ away.") % {"name": tried[-1][:60]}
    )


# --- reading ----------------------------------------------------------------------------------------------------------


def of(row: models.Model) -> models.QuerySet[Comment]:
    """What is said of a row, its answers too, in the order it was said."""
    kind = ContentType.objects.get_for_model(row)
    rows = Comment.objects.filter(content_type=kind, object_id=row.pk)
    return rows.select_related("written_by__person").order_by("pk")


def open_on(model: type[models.Model], rows: models.QuerySet[Any]) -> models.QuerySet[Comment]:
    """The open threads on many rows of a model; their answers are not counted."""
    kind = ContentType.objects.get_for_model(model)
    found = Comment.objects.filter(content_type=kind, object_id__in=rows.values("pk"), answers=None, state=Comment.State.OPEN)
    return found.select_related("written_by__person").order_by("pk")


def told(request: HttpRequest, row: models.Model) -> dict[str, Any] | None:
    """The panel: threads, open ones first, and a field to write in for those who may."""
    kind = _taking[type(row)]
    may = access.may(request.user, "comment", row)
    settles = access.may(request.user, "resolve", row)
    said = list(of(row))
    answers: dict[int, list[Comment]] = {}
    for one in said:
        if one.answers_id is not None:
            answers.setdefault(one.answers_id, []).append(one)
    threads: list[dict[str, Any]] = [
        {
            "first": one,
            "answers": answers.get(one.pk, []),
            "settles": settles or one.written_by_id == request.user.pk,
            "own": one.written_by_id == request.user.pk,
        }
        for one in said
        if one.answers_id is None
    ]
    threads.sort(key=lambda thread: (not thread["first"].is_open, -thread["first"].pk))
    more = kind.elsewhere(request, row)
    if not threads and not may and not more:
        return None
    names = list(dict.fromkeys(str(name) for name in kind.near(row) if name)) if may else []
    return {
        "threads": threads[:SHOWN],
        "open": sum(1 for thread in threads if thread["first"].is_open),
        "may": may,
        "write_url": write_url(row),
        "hint": _("To tell somebody, write @ and the name: %(names)s.")
        % {"names": ", ".join(f"@{name}" for name in names[:3]) or pgettext("comment", "@First Last")},
        "names_url": _suggested[0] if _suggested else "",
        "back": f"{pages.url_of(row)}#{KEY}",
        **more,
    }


def write_url(row: models.Model) -> str:
    """Where one writes about a row."""
    return f"/kommentarer/pa/{pages.of(type(row)).path}/{row.pk}/"


def found(user: Any, path: str, pk: int) -> models.Model | None:
    """The row of a `write_url`, if it takes comments and the person may see it."""
    model = next((one for one in _taking if pages.of(one).path == path), None)
    if model is None:
        return None
    declared = pages.of(model)
    return declared.related(declared.visible(user)).filter(pk=pk).first()
