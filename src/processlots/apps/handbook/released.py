"""What a release freezes of the handbook: which versions applied, and the glossary by its hash. Context of every process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.handbook.models import Edition, Entry
from processlots.kit.released import Fact, Thing, fact, released, words


@released("handbook", version=1, order=190, title=_("Handbook"), context=True)
def handbook(process: Any) -> Iterator[Fact | Thing]:
    """HB-2: each handbook's adopted version; words and guidance as one hash."""
    texts = Entry.objects.filter(ended_on=None).order_by("identity").values_list("identity", *Entry.texts)
    content = json.dumps(list(texts), ensure_ascii=False, separators=(",", ":")).encode()
    yield fact("glossary", _("Glossary, SHA-256"), hashlib.sha256(content).hexdigest())
    rows = Edition.objects.filter(state=Edition.State.ADOPTED, handbook__ended_on=None)
    newest: dict[str, Edition] = {}
    for one in rows.select_related("handbook").order_by("handbook__identity", "adopted_on", "pk"):
        newest[one.handbook.identity] = one
    for identity, one in newest.items():
        title = {"sv": one.handbook.title_sv, "en": one.handbook.title_en}
        facts = [
            fact("number", _("version"), one.number),
            fact("adopted_on", pgettext_lazy("handbook", "adopted"), one.adopted_on),
        ]
        yield Thing("handbook", identity, title, facts)


words(
    "handbook",
    new=_("The handbook %(name)s is new"),
    gone=_("The handbook %(name)s is gone"),
    changed=_("The handbook %(name)s has a new name"),
)
