"""What waits for whom (X-8): every "remind" rule of the model is a function from a row to who is wanted for what.

    @task("resource-answer", ResourceRequest, title=_("Requests for resources"))
    def answer_the_request(row):
        if row.state == row.State.SENT:
            yield Wanted(person=row.resource_owner, text=_("Answer the request"), due=row.answer_by, asked_by=row.sent_by)

    tasks.refresh(row)     # where checks.refresh(row) is called
    tasks.refresh_all()    # the night: what time changes by itself

A task is done when its rule no longer wants it. A sentence with values in it is written with `checks.told`, so that it
can be read in either language.
"""

from __future__ import annotations

import datetime
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import translation
from django.utils.text import capfirst

from processlots.apps.organisation.models import Person, Task
from processlots.kit import access, history, pages
from processlots.kit.periods import today
from processlots.kit.pulse import Cancelled, Interrupted, Lost

logger = logging.getLogger(__name__)

CHUNK = 500
#: how long what is done is remembered
REMEMBERED = datetime.timedelta(days=90)


@dataclass(frozen=True)
class Wanted:
    """Who is wanted for what. Nobody (`person=None`) or somebody who has left makes no task.

    `url`: where it is done, by default the row's page; `about`: what it is about, by default the name of the row's process
    or of the row itself; `asked_by`: who waits for it and may remind.
    """

    person: Person | None
    text: Any
    due: datetime.date | None = None
    asked_by: Person | None = None
    url: str = ""
    about: Any = None


@dataclass(frozen=True)
class Rule:
    """A reminder. `title` names the kind in filters; `rows` gives the rows to look at in the night."""

    key: str
    model: type[models.Model]
    title: Any
    want: Callable[[Any], Iterable[Wanted]]
    rows: Callable[[], models.QuerySet[Any]] | None


_rules: dict[str, Rule] = {}


def task(
    key: str, model: type[models.Model], *, title: Any = "", rows: Callable[[], models.QuerySet[Any]] | None = None
) -> Callable[[Callable[[Any], Iterable[Wanted]]], Callable[[Any], Iterable[Wanted]]]:
    """Register a rule.

    `rows` makes the night cheap: the rows of the model with what the rule reads fetched along, and without those for
    which it wants nothing.
    """

    def keep(want: Callable[[Any], Iterable[Wanted]]) -> Callable[[Any], Iterable[Wanted]]:
        known = _rules.get(key)
        if known is not None and known.want.__qualname__ != want.__qualname__:
            raise RuntimeError(f"two tasks are named {key}: {known.want.__qualname__} and {want.__qualname__}")
        _rules[key] = Rule(key, model, title, want, rows)
        models.signals.post_delete.connect(_gone, sender=model, dispatch_uid=f"tasks.{model._meta.label}")
        return want

    return keep


def registered() -> Iterator[Rule]:
    """Every rule, by name: the rows come in the same order, whichever app was loaded first."""
    yield from (_rules[key] for key in sorted(_rules))


def title_of(key: str) -> str:
    """The kind of a task, as filters name it."""
    rule = _rules.get(key)
    if rule is None:
        return ""
    return str(rule.title or capfirst(str(rule.model._meta.verbose_name)))


def refresh(row: models.Model) -> None:
    """Store what waits about the row, and close what no longer does."""
    if row.pk is not None:
        refresh_many(type(row), [row])


def refresh_many(model: type[models.Model], rows: Sequence[Any], keys: Iterable[str] | None = None) -> None:
    """The same for many rows of one model, in a number of queries that does not grow with them."""
    names = set(keys) if keys is not None else None
    rules = [one for one in registered() if one.model is model and (names is None or one.key in names)]
    if not rules or not rows:
        return
    kind = ContentType.objects.get_for_model(model)
    wanted: dict[tuple[str, int, int], Task] = {}
    for rule in rules:
        for row in rows:
            for one in rule.want(row):
                made = _made(rule, kind, row, one)
                if made is not None:
                    wanted.setdefault((rule.key, row.pk, made.person_id), made)
    with transaction.atomic():
        known = Task.objects.open().filter(
            content_type=kind, object_id__in=[row.pk for row in rows], key__in=[one.key for one in rules]
        )
        _store({(one.key, one.object_id, one.person_id): one for one in known}, wanted)


def refresh_all(progress: Callable[[int, int], None] | None = None) -> int:
    """Look at every rule's rows anew; returns how many rows were looked at.

    A rule that fails does not keep the others from being looked at: what it raised is raised when they are done.
    """
    seen = 0
    failed: Exception | None = None
    for rule in list(registered()):
        try:
            seen += _refresh_rule(rule, seen, progress)
        except (Cancelled, Interrupted, Lost):
            raise
        except Exception as error:
            logger.exception("the task %s could not be refreshed", rule.key)
            failed = failed or error
    _close(list(Task.objects.open().exclude(key__in=list(_rules)).values_list("pk", flat=True)))
    if failed is not None:
        raise failed
    return seen


def _refresh_rule(rule: Rule, before: int, progress: Callable[[int, int], None] | None) -> int:
    """One rule's rows, a chunk at a time; what it wants of no row any longer is closed."""
    kind = ContentType.objects.get_for_model(rule.model)
    last = 0
    found: set[int] = set()
    while chunk := list(_rows(rule).filter(pk__gt=last).order_by("pk")[:CHUNK]):
        refresh_many(rule.model, chunk, [rule.key])
        found |= {row.pk for row in chunk}
        last = chunk[-1].pk
        if progress is not None:
            progress(before + len(found), 0)
    left = Task.objects.open().filter(key=rule.key, content_type=kind).values_list("pk", "object_id")
    _close([pk for pk, row in left if row not in found])
    return len(found)


def forget_old() -> int:
    """Erase what was done long ago (its retention); returns how many tasks."""
    # silent: what is erased by its rule leaves nothing behind
    count, _each = Task.objects.filter(done_on__lt=today() - REMEMBERED).delete()
    return count


# --- what a person sees -----------------------------------------------------------------------------------------------


def seen_by(user: Any, found: Iterable[Task]) -> list[Task]:
    """Those of the tasks whose row the person may still see: one query per kind of row, where not everybody sees all."""
    found = list(found)
    by_kind: dict[int, set[int]] = defaultdict(set)
    for one in found:
        by_kind[one.content_type_id].add(one.object_id)
    kept: dict[int, set[int] | None] = {}
    for kind, keys in by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None:
            kept[kind] = set()
        elif access.narrows(model):
            kept[kind] = set(access.visible(user, model).filter(pk__in=keys).values_list("pk", flat=True))
        else:
            kept[kind] = None if access.may(user, "view", model) else set()
    return [one for one in found if (allowed := kept[one.content_type_id]) is None or one.object_id in allowed]


def in_order(found: Iterable[Task]) -> list[Task]:
    """What is late or due first, then what has waited longest."""
    return sorted(found, key=lambda one: (one.due is None, one.due or one.since, one.since, one.pk or 0))


# --- storing ----------------------------------------------------------------------------------------------------------


def _rows(rule: Rule) -> models.QuerySet[Any]:
    return rule.rows() if rule.rows is not None else rule.model._default_manager.all()


def _made(rule: Rule, kind: ContentType, row: Any, one: Wanted) -> Task | None:
    """The task as it would be stored."""
    person = one.person
    if person is None or (person.left is not None and person.left < today()):
        return None
    process, _board = history.trail(row)
    words = {}
    for language in ("sv", "en"):
        with translation.override(language):
            words[f"text_{language}"] = str(one.text)[:300]
    about = one.about if one.about is not None else (getattr(row, "process", None) or row)
    return Task(
        key=rule.key, content_type=kind, object_id=row.pk, person_id=person.pk, about=str(about)[:200],
        url=(one.url or (pages.url_of(row) if pages.known(type(row)) else "/min-sida/"))[:300], due=one.due,
        asked_by_id=one.asked_by.pk if one.asked_by is not None else None, process=process, **words,
    )  # fmt: skip


_SAID = ("text_sv", "text_en", "about", "url", "due", "asked_by_id", "process")


def _store(known: dict[tuple[str, int, int], Task], wanted: dict[tuple[str, int, int], Task]) -> None:
    """Make what is new, write what says something else, close what is no longer wanted."""
    changed = []
    for what, fresh in wanted.items():
        old = known.get(what)
        if old is not None and any(getattr(old, name) != getattr(fresh, name) for name in _SAID):
            for name in _SAID:
                setattr(old, name, getattr(fresh, name))
            changed.append(old)
    new = [fresh for what, fresh in wanted.items() if what not in known]
    # silent: a task follows from what was done, which the history holds; it is nobody's act
    Task.objects.bulk_create(new, batch_size=CHUNK, ignore_conflicts=True)  # another may have made the same just now
    if changed:
        Task.objects.bulk_update(changed, _SAID, batch_size=200)  # silent: as above
    _close([old.pk for what, old in known.items() if what not in wanted])


def _close(keys: Sequence[int]) -> None:
    for start in range(0, len(keys), CHUNK):
        # silent: as above
        Task.objects.filter(pk__in=keys[start : start + CHUNK]).update(done_on=today())


def _gone(sender: type[models.Model], instance: models.Model, **more: Any) -> None:
    """A row that was deleted takes its tasks along."""
    kind = ContentType.objects.get_for_model(sender)
    # silent: the row's end is in the history
    Task.objects.filter(content_type=kind, object_id=instance.pk).delete()
