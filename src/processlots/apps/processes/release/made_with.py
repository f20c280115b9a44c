"""What the documents were made with: templates and the library, by version and hash. Context, and no content of the process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots import __version__
from processlots.apps.processes.models import Process
from processlots.kit import documents, reports
from processlots.kit.models.documents import DocumentTemplate
from processlots.kit.released import Fact, Thing, both, fact, released, words

LIBRARY = documents.SHIPPED.parent


@released("made_with", version=1, order=200, title=_("Templates and library"), context=True)
def made_with(process: Process) -> Iterator[Fact | Thing]:
    """The product's version, each document template that was in use, and each file of the library."""
    yield fact("product", "Processlots", __version__)
    titles = {one.key: one.title for one in reports.all_reports()}
    rows = DocumentTemplate.objects.select_related("blob").order_by("document", "language")
    own = {(one.document, one.language): one.blob.sha256 for one in rows}
    for key in documents.shipped_keys():
        for language in documents.LANGUAGES:
            shipped = documents.SHIPPED / f"{key}.{language}.docx"
            digest = own.get((key, language)) or (_hash(shipped) if shipped.is_file() else "")
            if digest:
                whose = both(_("the municipality's own") if (key, language) in own else _("the shipped one"))
                facts = [fact("whose", pgettext_lazy("document", "Template"), whose), fact("sha256", "SHA-256", digest)]
                name = both(lambda key=key, language=language: f"{titles.get(key, key)} ({language})")
                yield Thing("template", f"{key}.{language}", name, facts)
    for path in library():
        yield Thing("library", path, path, [fact("sha256", "SHA-256", _hash(LIBRARY / path))])


words(
    "template",
    new=_("The template %(name)s is new"),
    gone=_("The template %(name)s is gone"),
    changed=_("The template %(name)s is changed"),
)
words(
    "library",
    new=_("The library has a new file, %(name)s"),
    gone=_("The library no longer has %(name)s"),
    changed=_("%(name)s in the library is changed"),
)


@cache
def library() -> list[str]:
    """The files of the library that say what is done how, but for the templates."""
    found = sorted(path.relative_to(LIBRARY).as_posix() for path in LIBRARY.rglob("*") if path.suffix in {".yaml", ".txt"})
    return [path for path in found if not path.startswith("documents/")]


@cache
def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
