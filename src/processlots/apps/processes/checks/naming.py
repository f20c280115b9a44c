"""The naming standard, and wording of what happens once (V-1 … V-8, V-43)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from processlots.apps.processes.checks.base import over
from processlots.apps.processes.models import KnownDifferent, Process
from processlots.apps.processes.name_views import Names, level_names, verdict_on
from processlots.apps.processes.naming import Verdict
from processlots.kit.checks import Finding, check
from processlots.kit.swedish import normal

# Words of something that has an end (C-1, S4-7). "Följa upp budget" is a good name, so a budget alone says nothing.
_ENDS = re.compile(
    r"\b(slutdatum|projektbudget|projekttid\w*|engångs\w+|en enda gång|när projektet är slut|avslutas (den|senast))\b"
)
_ONCE = re.compile(r"\b(projekt\w*|pilot|förstudie|införa (ett |en )?ny\w*|bygga (ett |en )?ny\w*|upphandla (ett |en )?ny\w*)\b")

_in_words = lazy(lambda sv, en: en if get_language() == "en" else sv, str)


def _verdict(process: Process) -> Verdict:
    """The verdict on the name, computed once for the eight rules."""
    known = process.__dict__.get("named")
    if known is None or known.name != process.name:
        names = process.__dict__.get("others")
        if names is None:
            names = others_on_the_level(process)
        known = process.__dict__["named"] = verdict_on(process.name, names, process.pk)
    return known


def _naming_rule(rule: str, severity: Any) -> None:
    @check(rule, Process, severity=severity)
    def names_follow_the_standard(process: Process) -> Iterator[Finding]:
        if over(process) or process.name_accepted_reason:
            return
        for finding in _verdict(process).findings:
            if finding.rule == rule:
                yield Finding(_in_words(finding.message_sv, finding.message_en), field="name")


for _rule in ("V-1", "V-3", "V-4", "V-5", "V-6", "V-8"):
    _naming_rule(_rule, "V")
for _rule in ("V-2", "V-7"):
    _naming_rule(_rule, "I")


@check("V-43", Process, severity="V")
def it_comes_again(process: Process) -> Iterator[Finding]:
    """C-1, S4-7: what happens once is an assignment or a project."""
    if over(process) or process.name_accepted_reason:
        return
    said = _("It looks like something that happens once. Then it is an assignment or a project, not a process.")
    if happens_once(process.name):
        yield Finding(said, field="name")
    else:
        for field in ("purpose", "start_event"):
            if _ENDS.search(normal(getattr(process, field))):
                yield Finding(said, field=field)
                return


def others_on_the_level(process: Process) -> Names:
    """Primary key → name of what the process is compared with (V-8): the same level, but those known to be another."""
    names = level_names(sub=process.parent_id is not None)
    if process.pk is not None:
        for pair in KnownDifferent.objects.filter(Q(process=process) | Q(other=process)).values_list("process", "other"):
            for key in pair:
                names.pop(key, None)
    return names


def happens_once(name: str) -> bool:
    """True for wording such as "införa nytt ärendesystem"."""
    return _ONCE.search(normal(name)) is not None
