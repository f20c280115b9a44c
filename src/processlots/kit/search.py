"""One index over what the page sets declare, with visibility inside it.

Words are stemmed in Python and stored one to a row, so that finding is an indexed range on either database, and a
part of a word finds the whole. What may be seen is asked of each model's Access when hits are collected.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import snowballstemmer
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save

from processlots.kit.models.search import SearchEntry, SearchWord

_WORD = re.compile(r"[0-9a-zåäöéüA-ZÅÄÖÉÜ]+")
_STEMMER = snowballstemmer.stemmer("swedish")
_MOST_WORDS = 400
_MOST_HITS = 200
_MOST_MATCHED = 5000


@dataclass(frozen=True)
class SearchFields:
    """What is found of a model: the title, and texts (fields or properties)."""

    title: str = "name"
    text: Sequence[str] = ()


@dataclass(frozen=True)
class Hit:
    """Something found: its row, title and the kind of thing it is."""

    row: models.Model
    title: str
    kind: str
    url: str
    text: str


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return _STEMMER.stemWord(word)[:60]


def words(text: str) -> list[str]:
    """Stemmed words of a text, lower case, in order."""
    return [_stem(word.lower()) for word in _WORD.findall(text)]


def index(row: models.Model, fields: SearchFields, *, fresh: bool = False) -> None:
    """Put a row's words into the index; what is there already is left alone. `fresh`: the row has no entry yet."""
    title, body, weights = _said(row, fields)
    which: dict[str, Any] = {"content_type": ContentType.objects.get_for_model(row), "object_id": row.pk}
    said = {"title": title[:300], "body": body[:300]}
    known = None if fresh else SearchEntry.objects.filter(**which).first()
    if known is None:
        with transaction.atomic():
            entry, made = (
                (SearchEntry.objects.create(**which, **said), True)
                if fresh
                else SearchEntry.objects.get_or_create(**which, defaults=said)
            )
            _put(entry, weights, {} if made else dict(entry.words.values_list("word", "weight")))
        return
    if (known.title, known.body) != (said["title"], said["body"]):
        SearchEntry.objects.filter(pk=known.pk).update(**said)
    _put(known, weights, dict(known.words.values_list("word", "weight")))


def _put(entry: SearchEntry, weights: dict[str, int], stands: dict[str, int]) -> None:
    """Make the entry's words these, where they stand otherwise."""
    gone = [word for word, weight in stands.items() if weights.get(word) != weight]
    if gone:
        entry.words.filter(word__in=gone).delete()
    come = [(word, weight) for word, weight in weights.items() if stands.get(word) != weight]
    SearchWord.objects.bulk_create([SearchWord(entry=entry, word=word, weight=weight) for word, weight in come])


def index_many(rows: Sequence[models.Model]) -> None:
    """Put new rows into the index after a bulk write, a few queries for all of them; they must have no entry yet."""
    from processlots.kit import pages

    if not rows or (fields := pages.of(type(rows[0])).search) is None:
        return
    kind = ContentType.objects.get_for_model(rows[0])
    with transaction.atomic():
        said = [(row, *_said(row, fields)) for row in rows]
        entries = [
            SearchEntry(content_type=kind, object_id=row.pk, title=title[:300], body=body[:300])
            for row, title, body, _weights in said
        ]
        SearchEntry.objects.bulk_create(entries, batch_size=500)
        found = zip(entries, said, strict=True)
        words_made = [
            SearchWord(entry=entry, word=word, weight=weight) for entry, one in found for word, weight in one[3].items()
        ]
        SearchWord.objects.bulk_create(words_made, batch_size=1000)


def index_again(rows: Sequence[models.Model]) -> None:
    """Put rows that a bulk write has changed into the index in place of their earlier words."""
    if rows:
        kind = ContentType.objects.get_for_model(rows[0])
        with transaction.atomic():
            for start in range(0, len(rows), 500):
                some = [row.pk for row in rows[start : start + 500]]
                SearchEntry.objects.filter(content_type=kind, object_id__in=some).delete()
            index_many(rows)


def _said(row: models.Model, fields: SearchFields) -> tuple[str, str, dict[str, int]]:
    """Title, text and weighted words of a row."""
    title = str(_value(row, fields.title))
    texts = [str(_value(row, name) or "") for name in fields.text]
    weights = dict.fromkeys(words(" ".join(texts))[:_MOST_WORDS], 1)
    weights.update(dict.fromkeys([*words(title), str(getattr(row, "label", "")).lower()], 2))
    weights.pop("", None)
    return title, next((text for text in texts if text), ""), weights


def _value(row: models.Model, name: str) -> Any:
    value: Any = row
    for part in name.split("__"):
        value = getattr(value, part)
    if hasattr(value, "all"):
        return " ".join(str(one) for one in value.all())
    return value


_same: list[Callable[[str], Iterable[str]]] = []


def same_as(ask: Callable[[str], Iterable[str]]) -> Callable[[str], Iterable[str]]:
    """Register who knows words that mean the same: from a stem to other stems (X-9)."""
    _same.append(ask)
    return ask


def _begins(word: str) -> models.Q:
    """Words that begin so, or that are another word for the same."""
    found = models.Q(word__gte=word, word__lt=word + "\U0010ffff")
    others = {other for ask in _same for other in ask(word)} - {word}
    return found | models.Q(word__in=others) if others else found


def _matching(text: str) -> dict[int, int]:
    """Entry → weight, for entries that have every word of the text as the beginning of a word."""
    asked = list(dict.fromkeys([*words(text)]))[:8]
    label = text.strip().lower()
    if re.fullmatch(r"[a-zåäö]+-\d+", label):
        asked = [label]
    ranges = [SearchWord.objects.filter(_begins(word)) for word in asked]
    if len(ranges) > 1:
        # The rarest word first: what a common one matches is then looked for among few entries, and none is cut off.
        counted = sorted(zip((rows.count() for rows in ranges), asked, ranges, strict=True), key=lambda one: one[0])
        asked, ranges = [one[1] for one in counted], [one[2] for one in counted]
    found: dict[int, int] | None = None
    for word, matching in zip(asked, ranges, strict=True):
        rows = matching if found is None else matching.filter(entry__in=list(found)[:_MOST_MATCHED])
        here: dict[int, int] = defaultdict(int)
        for entry, weight, whole in rows.values_list("entry", "weight", "word")[: _MOST_MATCHED * 4]:
            here[entry] = max(here[entry], weight * 2 + (whole == word))
        found = here if found is None else {entry: found[entry] + here[entry] for entry in found if entry in here}
    return dict(found or {})


def find(user: Any, text: str, limit: int = 50) -> list[Hit]:
    """What the person may see that matches the text, best first."""
    from processlots.kit import access, pages

    weights = _matching(text)
    best = sorted(weights, key=lambda entry: -weights[entry])[:_MOST_HITS]
    by_kind: dict[int, list[SearchEntry]] = defaultdict(list)
    for entry in SearchEntry.objects.filter(pk__in=best):
        by_kind[entry.content_type_id].append(entry)
    hits: list[tuple[int, Hit]] = []
    for kind, entries in by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None or not pages.known(model):
            continue
        declared = pages.of(model)
        rows = access.visible(user, model).in_bulk([entry.object_id for entry in entries])
        for entry in entries:
            row = rows.get(entry.object_id)
            if row is not None:
                hits.append((weights[entry.pk], Hit(row, entry.title, declared.label, declared.found_url(row, text), entry.body)))
    hits.sort(key=lambda pair: (-pair[0], pair[1].title))
    return [hit for _weight, hit in hits[:limit]]


def ids(model: type[models.Model], text: str) -> list[int]:
    """Primary keys of the model's rows that match the text; the caller asks Access for what may be seen."""
    kind = ContentType.objects.get_for_model(model)
    entries = list(_matching(text))[:5000]
    return list(SearchEntry.objects.filter(content_type=kind, pk__in=entries).values_list("object_id", flat=True))


def connect() -> None:
    """Keep the index with the rows, in their own transactions."""
    from processlots.kit import pages

    for declared in pages.registry():
        if declared.search is not None:
            post_save.connect(_saved, sender=declared.model, dispatch_uid=f"search-{declared.name}")
            post_delete.connect(_deleted, sender=declared.model, dispatch_uid=f"search-{declared.name}-gone")


def _saved(sender: type[models.Model], instance: models.Model, raw: bool = False, created: bool = False, **_kwargs: Any) -> None:
    from processlots.kit import pages

    fields = pages.of(sender).search
    if fields is not None and not raw:
        index(instance, fields, fresh=created)


def _deleted(sender: type[models.Model], instance: models.Model, **_kwargs: Any) -> None:
    SearchEntry.objects.filter(content_type=ContentType.objects.get_for_model(sender), object_id=instance.pk).delete()


def rebuild() -> int:
    """Index every row again (after a bulk write or a restore). Returns how many."""
    from processlots.kit import pages

    count = 0
    for declared in pages.registry():
        if declared.search is not None:
            for row in declared.model._default_manager.iterator(chunk_size=500):
                index(row, declared.search)
                count += 1
    return count
