"""A filled specification in Word, ours or the municipality's own, read into the fields of its process by label (D-5, T-1)."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from processlots.apps.processes.actions import settle
from processlots.apps.processes.models import Process, Requirement
from processlots.apps.processes.reports import value_kinds
from processlots.apps.processes.specification.written import MOST, recipients_named, split
from processlots.kit import access, history, locking, pages
from processlots.kit.imports.importers import Column, Importer, Mapping, RowResult, importer
from processlots.kit.imports.reading import Row
from processlots.kit.models.history import Act
from processlots.kit.swedish import normal

#: how a type and a start are written in forms
_TYPES = (
    ("huvud", "main"),
    ("main", "main"),
    ("stöd", "support"),
    ("support", "support"),
    ("styr", "governing"),
    ("govern", "governing"),
)
_STARTS = (("behov", "need"), ("need", "need"), ("händelse", "event"), ("event", "event"))
#: an answer that says nothing; beside these, what our own documents say where nothing is written
_EMPTY = {"", "-", "–", "x", "…", "ej ifyllt"}
_OURS = (_lazy("not written yet"), _lazy("not chosen yet"), _lazy("not appointed"))
_KINDS = {
    "tjänst": "gives_service", "service": "gives_service", "stöd": "gives_support", "support": "gives_support",
    "styrning": "gives_governance", "governance": "gives_governance",
}  # fmt: skip
_ARTICLE = re.compile(r"^(en|ett|a|an) ")
#: columns whose text is the field's, as it is written
_TEXTS = ("name", "purpose", "end_event", "value", "effects", "commissioned_by", "follow_up_place")


@dataclass
class Read:
    """What a form says: fields to set, names of recipients (None for none said), new requirements, and what cannot be read."""

    fields: dict[str, Any]
    recipients: list[str] | None
    requirements: list[str]
    wrong: list[str]


@importer("specification")
class SpecificationImporter(Importer):
    """One form, one process. Empty answers leave what stands; who owns and leads, and goals, are decided on their own pages."""

    title = _lazy("Specification from Word")
    help = _lazy("A filled specification, ours or your own. The text is found by its labels; you see it before it is saved.")
    model = Process
    verb = "change"
    takes = ("process",)
    upright = True
    columns = [
        Column("name", _lazy("Name"), False, ("processens namn", "processnamn", "process", "process name")),
        Column("type", _lazy("Type"), False, ("typ av process", "processtyp", "type of process")),
        Column("purpose", _lazy("Purpose"), False, ("syfte", "syfte med processen", "purpose of the process")),
        Column("start", _lazy("Start event"), False, ("starthändelse", "start", "startar med", "start event")),
        Column(
            "end_event", _lazy("Result"), False,
            ("sluthändelse", "resultat", "sluthändelse (resultat, leverans)", "sluthändelse (resultat/leverans)", "end event"),
        ),
        Column("value", _lazy("Value"), False, ("värde", "skapat värde", "direkt värde")),
        Column("recipients", _lazy("Recipients"), False, ("mottagare", "mottagare av resultatet", "kund", "recipient")),
        Column("commissioned_by", _lazy("commissioning party"), False, ("uppdragsgivare", "beställare")),
        Column("effects", _lazy("Long-term effects"), False, ("effekter på sikt", "långsiktiga effekter", "effekt")),
        Column("follow_up_place", _lazy("Where follow-up is found"), False, ("uppföljning", "follow-up")),
        Column(
            "requirements", _lazy("Requirements"), False,
            ("krav", "andra fakta", "andra fakta, till exempel krav", "andra fakta t ex krav", "other facts, e.g. requirements"),
        ),
    ]  # fmt: skip

    @property
    def process(self) -> Process | None:
        """The process whose specification it is."""
        if not hasattr(self, "_process"):
            key = self.params.get("process", "").split("-")[0]
            known = key.isascii() and key.isdecimal() and len(key) < 18
            self._process = Process.objects.filter(number=key).first() if known else None
        return self._process

    def may(self, user: Any) -> bool:
        return self.process is not None and self.process.ended_on is None and access.may(user, "change", self.process)

    def lead(self) -> str:
        return _(
            "The form is read into %(process)s. Empty answers change nothing. Owner, leader, team and goals are not read in: "
            "they are decided on their own pages."
        ) % {"process": self.process}  # fmt: skip

    def crumbs(self) -> list[tuple[str, str]]:
        return [(str(self.process), pages.url_of(self.process))] if self.process else []

    def url_back(self) -> str:
        return pages.url_of(self.process) if self.process else "/processer/"

    def act_text(self, counts: dict[str, int]) -> str:
        return _("Read in the specification of %(process)s from Word") % {"process": self.process}

    def preview(self, rows: list[Row], mapping: Mapping, user: Any) -> list[RowResult]:
        process = self.process
        assert process is not None
        made = []
        for row in rows:
            read = self._read(row, mapping, process)
            values = {column.key: self.value(row, mapping, column.key) for column in self.columns}
            was = {name: str(getattr(process, name)) for name, text in read.fields.items() if getattr(process, name) != text}
            shown = {column: old for column, old in was.items() if column in values}
            if "start_kind" in was or "start_event" in was:
                shown["start"] = _start(process)
            if was.keys() & set(_KINDS.values()):
                shown["value"] = ". ".join(part for part in (value_kinds(process), process.value) if part)
            if "type" in was:
                shown["type"] = str(process.get_type_display()) if process.type else ""
            stands = [one.name for one in process.recipients.order_by("sort")]
            if read.recipients is not None and sorted(map(normal, read.recipients)) != sorted(map(normal, stands)):
                shown["recipients"] = ", ".join(stands)
            notes = list(read.wrong)
            if read.requirements:
                count = len(read.requirements)
                notes.append(
                    ngettext("%(count)s requirement is new.", "%(count)s requirements are new.", count) % {"count": count}
                )
                shown["requirements"] = ""
            status = "error" if read.wrong else "change" if shown else "same"
            made.append(RowResult(row.line, status, notes, values, shown))  # type: ignore[arg-type]
        return made

    def apply(self, rows: list[Row], mapping: Mapping, user: Any, act: Act) -> None:
        assert self.process is not None
        process = locking.hold(Process, self.process.pk, None)
        access.demand(user, "change", process)
        for row in rows:
            read = self._read(row, mapping, process)
            for name, text in read.fields.items():
                setattr(process, name, text)
            process.save()
            if read.recipients is not None:
                process.recipients.set(recipients_named(read.recipients))
            history.bulk_create(Requirement, [Requirement(process=process, text=text) for text in read.requirements])
        settle(process)

    def after_undo(self, user: Any) -> None:
        if self.process is not None:
            settle(Process.objects.get(pk=self.process.pk))

    def _read(self, row: Row, mapping: Mapping, process: Process) -> Read:
        said = {column.key: self.value(row, mapping, column.key).strip() for column in self.columns}
        said = {key: text for key, text in said.items() if normal(text).strip(" .") not in _nothing()}
        made = Read({name: said[name] for name in _TEXTS if name in said}, None, [], [])
        if "value" in said:
            kinds, words = _value(said["value"])
            made.fields |= dict.fromkeys(kinds, True)
            made.fields["value"] = words or process.value
        if "type" in said:
            kind = _by_beginning(said["type"], _TYPES)
            if kind:
                made.fields["type"] = kind
            else:
                made.wrong.append(
                    _("“%(text)s” is no type. Write main process, support process or governing process.")
                    % {"text": said["type"][:60]}
                )
        if "start" in said:
            kind = _by_beginning(said["start"], _STARTS)
            words = said["start"].partition(":")[2].strip() if kind and ":" in said["start"] else said["start"]
            made.fields |= {"start_event": words} | ({"start_kind": kind} if kind else {})
        if "recipients" in said:
            made.recipients = split(said["recipients"])
            long = [name for name in made.recipients if len(name) > 200]
            if long or len(made.recipients) > MOST:
                made.recipients = None
                made.wrong.append(_("The recipients cannot be told apart. Write one a line, at most %(most)s.") % {"most": MOST})
        if "requirements" in said:
            stands = {normal(text) for text in process.requirements.values_list("text", flat=True)}
            lines = (" ".join(line.split()).strip("•–- ") for line in said["requirements"].splitlines())
            made.requirements = list(dict.fromkeys(line for line in lines if line and normal(line) not in stands))
        made.wrong += _refused(process, made.fields)
        return made


@cache
def _nothing() -> set[str]:
    """Answers that say nothing, in either language."""
    found = set(_EMPTY)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {normal(str(words)) for words in _OURS}
    return found


def _by_beginning(text: str, words: tuple[tuple[str, str], ...]) -> str:
    low = text.strip().lower()
    return next((key for beginning, key in words if low.startswith(beginning)), "")


def _value(text: str) -> tuple[list[str], str]:
    """The kinds of value that a text begins with ("A service, a support. …"), and what else it says."""
    first, _stop, rest = text.partition(".")
    kinds = [_KINDS.get(_ARTICLE.sub("", part.strip().lower()), "") for part in first.split(",")]
    return (kinds, rest.strip()) if all(kinds) else ([], text)


def _start(process: Process) -> str:
    kind = process.get_start_kind_display() if process.start_kind else ""
    return ": ".join(str(part) for part in (kind, process.start_event) if part)


def _refused(process: Process, fields: dict[str, str]) -> list[str]:
    """What the fields themselves do not take, by the field's name: too long, an unknown choice."""
    tried = copy.copy(process)
    for name, text in fields.items():
        setattr(tried, name, text)
    try:
        tried.clean_fields({one.name for one in Process._meta.fields} - set(fields))
    except ValidationError as error:
        known: Any = Process._meta
        labels = {name: capfirst(str(known.get_field(name).verbose_name)) for name in error.message_dict}
        return [f"{labels[name]}: {' '.join(said)}" for name, said in error.message_dict.items()]
    return []
