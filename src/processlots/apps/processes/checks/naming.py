"""The naming standard, and wording of what happens once (V-1 … V-8, V-43)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from processlots.apps.processes.checks.base import over
from processlots.apps.processes.models import Process
from processlots.apps.processes.name_views import level_names, verdict_on
from processlots.apps.processes.naming import Verdict
from processlots.kit.checks import Finding, check
from processlots.kit.swedish import normal

_ONCE = re.compile(r"\b(projekt\w*|pilot|förstudie|införa (ett |en )?ny\w*|bygga (ett |en )?ny\w*|upphandla (ett |en )?ny\w*)\b")

_in_words = lazy(lambda sv, en: en if get_language() == "en" else sv, str)


def _verdict(process: Process) -> Verdict:
    """The verdict on the name, computed once for the eight rules."""
    known = process.__dict__.get("named")
    if known is None or known.name != process.name:
        names = process.__dict__.get("others")
        known = process.__dict__["named"] = verdict_on(process.name, level_names() if names is None else names, process.pk)
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
    if not over(process) and not process.name_accepted_reason and happens_once(process.name):
        yield Finding(
            _("It looks like something that happens once. Then it is an assignment or a project, not a process."), field="name"
        )


def happens_once(name: str) -> bool:
    """True for wording such as "införa nytt ärendesystem"."""
    return _ONCE.search(normal(name)) is not None
