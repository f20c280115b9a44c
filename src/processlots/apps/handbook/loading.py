"""Loads the library into the handbook; an upgrade meets what is there and overwrites nothing that was changed here.

`library/handbook/` holds one YAML file per kind of text. Identities never change, titles and texts may.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from processlots.apps.handbook import known, library, vocabulary
from processlots.apps.handbook.models import Chapter, CheckSetting, Edition, Entry, Handbook, ModelEntry, Word
from processlots.kit import checks, history, search
from processlots.kit.swedish import sort_key


def load() -> int:
    """Put what is missing into the handbook, and renew what nobody changed. Returns how many texts were new."""
    with transaction.atomic():
        made = _entries() + _register()
        made += sum(_handbook(identity, told) for identity, told in library.handbooks().items())
        made += _words() + _checks()
    known.forget()
    return made


def _meet(rows: dict[Any, Any], texts: dict[Any, dict[str, str]]) -> None:
    """Show each row the wording that is now shipped."""
    for key, row in rows.items():
        if key in texts and row.meet(texts[key]):
            row.save()


def entry_texts(identity: str) -> dict[str, str] | None:
    """The shipped wording of an entry."""
    told = library.entries().get(identity)
    return {name: told[name] for name in Entry.texts} if told else None


def _entries() -> int:
    texts = {identity: {name: told[name] for name in Entry.texts} for identity, told in library.entries().items()}
    present = {one.identity: one for one in Entry.objects.all()}
    _meet(present, texts)
    new = []
    for identity, told in library.entries().items():
        if identity not in present:
            row = Entry(identity=identity, kind=told["kind"], sort=sort_key(told["title_sv"]))
            row.take(texts[identity])
            new.append(row)
    history.bulk_create(Entry, new)
    search.index_many(new)
    return len(new)


def model_texts(identity: str) -> dict[str, str] | None:
    """The shipped wording of a model or method."""
    told = library.models().get(identity)
    return {name: str(told.get(name, "")).strip() for name in ModelEntry.texts} if told else None


_OF_A_MODEL = ("kind", "phase", "roles", "workflow", "templates", "origin", "status", "responsible_role")


def _register() -> int:
    texts = {identity: model_texts(identity) or {} for identity in library.models()}
    present = {one.identity: one for one in ModelEntry.objects.all()}
    _meet(present, texts)
    new = 0
    for identity, told in library.models().items():
        if identity in present:
            continue
        more = {name: told[name] for name in _OF_A_MODEL if name in told}
        row = ModelEntry(identity=identity, part_of=present.get(told.get("part_of", "")), **more)
        row.take(texts[identity])
        row.save()
        present[identity] = row
        new += 1
    return new


def chapter_texts(chapter: Chapter) -> dict[str, str] | None:
    """The shipped wording of a chapter."""
    told = library.chapters(chapter.edition.handbook.identity).get(chapter.identity)
    return told["texts"] if told else None


def _handbook(identity: str, told: dict[str, Any]) -> int:
    """A handbook that is new gets its shipped chapters as the draft of version 1.0; later ones meet the draft."""
    fields = {name: str(told.get(name, "")).strip() for name in ("title_sv", "title_en", "about_sv", "about_en", "network_sv")}
    book, new = Handbook.objects.get_or_create(identity=identity, defaults={**fields, "audience": told["audience"]})
    shipped = library.chapters(identity)
    if new and shipped:
        edition = Edition.objects.create(handbook=book, number="1.0")
        for key, one in shipped.items():
            add_chapter(edition, key, one)
        return len(shipped) + 1
    draft = book.draft()
    if draft is not None:
        _meet({one.identity: one for one in draft.chapters.all()}, {key: one["texts"] for key, one in shipped.items()})
    return int(new)


def add_chapter(edition: Edition, identity: str, told: dict[str, Any]) -> Chapter:
    """A shipped chapter in a draft."""
    row = Chapter(edition=edition, identity=identity, position=told["position"], step=told["step"])
    row.take(told["texts"])
    row.save()
    row.terms.set(Entry.objects.filter(identity__in=told["terms"]))
    row.methods.set(ModelEntry.objects.filter(identity__in=told["methods"]))
    return row


def new_shipped_chapters(edition: Edition) -> list[str]:
    """Shipped chapters that the draft lacks."""
    present = set(edition.chapters.values_list("identity", flat=True))
    return [key for key in library.chapters(edition.handbook.identity) if key not in present]


def _words() -> int:
    present = {(one.listed, one.choice): one for one in Word.objects.all()}
    new = []
    for listed, key, sv, en in vocabulary.shipped():
        row = present.get((listed, key))
        if row is None:
            row = Word(listed=listed, choice=key, sort=sort_key(f"{listed} {sv}")[:300])
            row.take({"sv": sv, "en": en})
            new.append(row)
        elif row.meet({"sv": sv, "en": en}):
            row.save()
    history.bulk_create(Word, new)
    return len(new)


def _checks() -> int:
    present = set(CheckSetting.objects.values_list("check_id", flat=True))
    missing = {one.id for one in checks.registered()} - present
    for name in sorted(missing):
        CheckSetting.objects.create(check_id=name)
    return len(missing)
