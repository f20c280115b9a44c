"""What hangs on a process and is frozen with it: recipients, requirements, services, interfaces, attached documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processlots.apps.processes.access import HIDDEN
from processlots.apps.processes.models import Interface, Process
from processlots.kit.released import File, Thing, fact, of_fields, released, words


@released("recipients", version=1, order=40, title=_("Recipients"))
def recipients(process: Process) -> Iterator[Thing]:
    """Who gets what the process creates (C-2)."""
    for one in process.recipients.order_by("sort", "pk"):
        facts = of_fields(one, "kind", "category", "needs", "requirements", "life_situation")
        yield Thing("recipient", str(one.uid), one.name, facts)


words(
    "recipient",
    new=_("The recipient %(name)s is new"),
    gone=_("The recipient %(name)s is gone"),
    changed=_("The recipient %(name)s is changed"),
)


@released("requirements", version=1, order=50, title=_("Requirements"))
def requirements(process: Process) -> Iterator[Thing]:
    """T-1 row 15, the critical ones first."""
    for one in process.requirements.order_by("-critical", "pk"):
        facts = of_fields(one, "kind", "critical", "required_by", "source", "description")
        met = of_fields(one, "met", passing=("met",))
        yield Thing("requirement", str(one.uid), one.text, [*facts, *met])


words(
    "requirement",
    new=_("The requirement “%(name)s” is new"),
    gone=_("The requirement “%(name)s” is gone"),
    changed=_("The requirement “%(name)s” is changed"),
)


@released("services", version=1, order=55, title=_("Services"))
def services(process: Process) -> Iterator[Thing]:
    """C-5."""
    for one in process.services.filter(ended_on=None).order_by("sort", "pk"):
        facts = of_fields(one, "kind", "need", "competence", "treatment", "routines", "price")
        yield Thing("service", str(one.uid), one.name, facts)


words(
    "service",
    new=_("The service %(name)s is new"),
    gone=_("The service %(name)s is gone"),
    changed=_("The service %(name)s is changed"),
)

#: fields of the two sides, which change places when the other process is the one that is released
_SIDES = {
    "gives": "receives",
    "gives_when": "receives_when",
    "receives": "gives",
    "receives_when": "gives_when",
    "quality_one": "quality_other",
    "quality_other": "quality_one",
}


@released("interfaces", version=1, order=58, title=_("Interfaces"))
def interfaces(process: Process) -> Iterator[Thing]:
    """C-20, told from this process's side, whichever side wrote it. Towards what is not yet decided there is none to tell."""
    rows = Interface.objects.filter(Q(process=process) | Q(other_process=process), ended_on=None).order_by("number")
    for one in rows.select_related("process", "other_process", "unit", "external"):
        party = one.beside(process)
        if isinstance(party, Process) and party.status in HIDDEN:
            continue
        turned = one.process_id != process.pk
        yield Thing(
            "interface",
            one.label,
            one.hand_over,
            [fact("party", pgettext_lazy("interface", "With"), str(party)), *_sides(one, turned)],
        )


def _sides(one: Interface, turned: bool) -> Iterator[Any]:
    for name, other in _SIDES.items():
        column: Any = one._meta.get_field(name)
        yield fact(name, column.verbose_name, getattr(one, other if turned else name))
    yield from of_fields(one, "who_does_what", "formality", "agreement", "state")
    yield from of_fields(one, "works", "checked_on", passing=("works", "checked_on"))


words(
    "interface",
    new=_("The interface “%(name)s” is new"),
    gone=_("The interface “%(name)s” is gone"),
    changed=_("The interface “%(name)s” is changed"),
)


@released("documents", version=1, order=95, title=pgettext_lazy("attached", "Documents"))
def documents(process: Process) -> Iterator[Thing]:
    """D-4: which documents, which of their versions; a file of ours by its hash."""
    rows = process.attachments.filter(ended_on=None).select_related("owner", "blob").order_by("kind", "title", "pk")
    for one in sorted(rows, key=lambda row: (row.kind, row.title, row.pk)):
        facts = of_fields(one, "kind", "edition", "link", "owner", "valid_from")
        files = [File(one.filename, one.blob.sha256, one.blob.type)] if one.blob else []
        yield Thing(
            "document", str(one.uid), one.title, [*facts, *of_fields(one, "review_on", passing=("review_on",))], files=files
        )


words(
    "document",
    new=_("The document %(name)s is new"),
    gone=_("The document %(name)s is gone"),
    changed=_("The document %(name)s is changed"),
)
