"""The naming standard's verdict on what is being typed, as a fragment of a page (S1-9, V-1 … V-8)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from processlots.apps.organisation.models import Unit
from processlots.apps.processes.models import Process
from processlots.apps.processes.naming import Verdict, judge
from processlots.kit import access
from processlots.kit.asked import whole

MARKS = {"ok": "ok", "unsure": "begun", "wrong": "warn"}
_LONGEST = 200
Names = dict[int, str]


def unit_names() -> list[str]:
    """The units' names, which a process is not named after (V-4); asked often, so remembered for a minute."""
    found = cache.get("unit-names")
    if found is None:
        found = list(Unit.objects.values_list("name", flat=True))
        cache.set("unit-names", found, 60)
    return found


def level_names(user: Any = None, *, sub: bool = False) -> Names:
    """Primary key → name of every process on the overall level, which a new one may be like (V-8); or of the sub-processes."""
    rows = Process.objects.all() if user is None else access.visible(user, Process)
    return dict(rows.filter(ended_on=None, parent__isnull=not sub).values_list("pk", "name"))


def verdict_on(name: str, others: Names, pk: int | None = None) -> Verdict:
    """The verdict on a process's name among the others on its level."""
    return judge(name, existing=[other for key, other in others.items() if key != pk], unit_names=unit_names())


def verdict_words(verdict: Verdict) -> dict[str, Any]:
    """What a page shows of a verdict: mark, word, sentences, rules, proposal, and whether a likeness was found."""
    english = get_language() == "en"
    words = {"ok": _("Good name"), "unsure": _("Unsure"), "wrong": _("Mend")}
    said = [finding.message_en if english else finding.message_sv for finding in verdict.findings]
    return {
        "mark": MARKS[verdict.verdict],
        "word": words[verdict.verdict],
        "said": said,
        "rules": ", ".join(dict.fromkeys(verdict.rules)),
        "proposal": verdict.proposal or "",
    }


def verdict_context(name: str, pk: int | None, user: Any) -> dict[str, Any] | None:
    """The verdict on a name as it stands in a form; None where nothing is written."""
    text = " ".join(name[:_LONGEST].split())
    return verdict_words(verdict_on(text, level_names(user), pk)) if text else None


@login_required
def name_verdict(request: HttpRequest) -> HttpResponse:
    """The verdict on ?namn= (or ?name=, as the form's field is called) as a fragment; htmx tells which control it stands at."""
    name = request.GET.get("namn") or request.GET.get("name") or ""
    process = whole(request.GET.get("process", ""))
    verdict = verdict_context(name.replace("\x00", ""), process, request.user)
    context: dict[str, Any] = {"verdict": verdict}
    field = request.headers.get("HX-Trigger", "")
    if field in {"id_name", "new-name"}:
        context["control"] = field
    elif process is not None and field == f"id_{process}_name":
        context["row_form"] = {"instance": {"pk": process}}
    return render(request, "processes/_verdict.html", context)
